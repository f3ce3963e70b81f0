"""Bringing an exported document into a workspace: what it names becomes so, what it does not name stays.

Entries are found again by address or name; of an entry that is named, what is left out has its default. Every
change is made by the use case that a page would ask, so importing the same document twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.domain.administering import OPERATOR, Matter, require
from server.domain.catalogue import Belonging, Field, FieldKind, Macro, SavedView, Tag, Template, ViewSort
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.labels import tag_name
from server.domain.vocabulary import Role, Status
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team, Workspace
from server.usecases.inbox import Inbox
from server.usecases.settings import (
    agents,
    exporting,
    fields,
    macros,
    mailboxes,
    tags,
    teams,
    templates,
    views,
    workspace,
)
from server.usecases.settings.documents import checked_document
from server.usecases.settings.macrowords import steps_from
from server.usecases.settings.storing import reloaded

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an import does: `add` or `change`, of which kind, by name, and in which fields."""

    act: str
    kind: str
    name: str
    changed: tuple[str, ...] = ()


def plan(inbox: Inbox, raw: object, *, actor: Actor = OPERATOR) -> tuple[Step, ...]:
    """What importing a document would do, in order; nothing is changed. Invalid for a document that does not fit."""
    require(inbox.directory, actor, Matter.WORKSPACE)
    told = checked_document(raw)
    _refuse_strangers(inbox.directory, told)
    now = exporting.document(inbox.directory)
    return tuple(step for section in _SECTIONS for step in _steps(now, told, section))


def import_settings(inbox: Inbox, raw: object, *, actor: Actor = OPERATOR) -> tuple[Step, ...]:
    """Do what `plan` says; what is refused half way is named, and what was done before stays."""
    steps = plan(inbox, raw, actor=actor)
    told = checked_document(raw)
    for section in _SECTIONS:
        entries = [told[section]] if section == "workspace" else told[section]
        for at, entry in enumerate(entries):
            if entry:
                inbox = reloaded(inbox)
                _applied(inbox, section, at, entry, actor)
    return steps


def _applied(inbox: Inbox, section: str, at: int, entry: Entry, actor: Actor) -> None:
    try:
        _SECTIONS[section](inbox, entry, actor)
    except (Invalid, Conflict, NotFound, Forbidden, ValueError) as error:
        path = section if section == "workspace" else f"{section}[{at}]"
        raise Invalid("%(path)s: %(reason)s", path=path, reason=str(error)) from error


def _steps(now: Entry, told: Entry, section: str) -> Iterator[Step]:
    entries = [told[section]] if section == "workspace" else told[section]
    for entry in filter(None, entries):
        before = _before(now, section, entry)
        name = str(entry.get("name", ""))
        if before is None:
            yield Step("add", section, name)
        elif changed := _differences(section, before, entry):
            yield Step("change", section, name, changed)


def _before(now: Entry, section: str, entry: Entry) -> Entry | None:
    if section == "workspace":
        found: Entry = now[section]
        return found
    return next((one for one in now[section] if _same(section, one, entry)), None)


def _same(section: str, one: Entry, other: Entry) -> bool:
    key = {"people": "emails", "mailboxes": "addresses"}.get(section)
    if key:
        return bool({a.lower() for a in one[key]} & {a.strip().lower() for a in other[key]})
    if section == "tags":
        return bool(one["name"] == tag_name(other["name"]))
    return bool(one["name"].lower() == other["name"].strip().lower())


def _differences(section: str, before: Entry, after: Entry) -> tuple[str, ...]:
    one, other = ({**exporting.defaults(_KINDS[section]), **told} for told in (before, after))
    names = sorted(set(before) | set(after))
    return tuple(name for name in names if _compared(name, one.get(name)) != _compared(name, other.get(name)))


def _compared(name: str, value: Any) -> Any:
    """A value as it counts in a comparison: people and places in any order, roles with their switches."""
    if name == "members" and isinstance(value, Mapping):
        return {
            email.lower(): (one["role"], one.get("only_assigned", False), one.get("cap"))
            for email, one in value.items()
        }
    if name in {"members", "mailboxes", "confidential_for"} and value is not None:
        return sorted(one.lower() for one in value)
    if name in {"emails", "addresses", "own_list_ids"}:
        return [one.strip().lower() for one in value or ()]
    return value or None if name in {"choices", "texts", "members"} else value


def _refuse_strangers(directory: Directory, told: Entry) -> None:
    """Everybody who is named somewhere must be among the people of the document or of the workspace."""
    known = {email for agent in directory.by_email.values() for email in agent.emails}
    known |= {email.strip().lower() for person in told["people"] for email in person["emails"]}
    boxes = {address for box in (*told["mailboxes"],) for address in box["addresses"]} | set(
        directory.addresses
    )
    for section, name, wanted in (
        ("teams", "members", known),
        ("mailboxes", "members", known),
        ("mailboxes", "confidential_for", known),
        *((section, "mailboxes", boxes) for section in ("tags", "fields", "templates", "macros", "views")),
    ):
        for at, entry in enumerate(told[section]):
            for one in entry.get(name, ()):
                if one.strip().lower() not in wanted:
                    path = f"{section}[{at}].{name}"
                    raise Invalid("%(path)s: “%(name)s” is not known here.", path=path, name=one)


def _workspace(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    usual = exporting.defaults(Workspace)
    told = {name: usual[name] for name in exporting.WORKSPACE if name in usual} | dict(entry)
    workspace.change_workspace(inbox, replace(inbox.directory.workspace, **told), actor=actor)


def _person(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    emails = tuple(email.strip().lower() for email in entry["emails"])
    known = next((inbox.directory.by_email[e] for e in emails if e in inbox.directory.by_email), None)
    told = {"locale": None, "zone": None, "admin": False, **entry, "emails": emails}
    if known is None:
        agents.invite(inbox, Agent("", **told), actor=actor)
    else:
        agents.change_agent(inbox, replace(known, **told), actor=actor)


def _team(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    members = _ids(inbox.directory, entry.get("members", ()))
    known = next((t for t in inbox.directory.teams.values() if _same("teams", {"name": t.name}, entry)), None)
    if known is None:
        teams.add_team(inbox, Team("", entry["name"], members), actor=actor)
    else:
        teams.change_team(inbox, replace(known, name=entry["name"], members=members), actor=actor)


def _mailbox(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    told = dict(entry)
    listed = told.pop("confidential_for", None)
    members = {
        _id(inbox.directory, email): Member(
            Role(one["role"]), one.get("only_assigned", False), one.get("cap")
        )
        for email, one in told.pop("members", {}).items()
    }
    if "reply_status" in told:
        told["reply_status"] = Status(told["reply_status"])
    for name in ("addresses", "own_list_ids"):
        told[name] = tuple(value.strip().lower() for value in told.get(name, ()))
    known = next(
        (inbox.directory.addresses[a] for a in told["addresses"] if a in inbox.directory.addresses), None
    )
    confidential = None if listed is None else _ids(inbox.directory, listed)
    wanted = Mailbox(known or "", **told, members=members, confidential_for=confidential)
    if known is None:
        mailboxes.add_mailbox(inbox, wanted, actor=actor)
        return
    before = inbox.directory.mailboxes[known]
    emergency = {agent: member for agent, member in before.members.items() if member.until is not None}
    after = replace(
        wanted, members={**members, **emergency}, auto_reply=before.auto_reply, blocked=before.blocked
    )
    mailboxes.change_mailbox(inbox, after, actor=actor)


def _tag(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    name = tag_name(entry["name"])
    known = next((tag for tag in inbox.directory.tags.values() if tag.name == name), None)
    wanted = Tag(known.id if known else "", name, entry.get("meaning", ""), _boxes(inbox.directory, entry))
    (tags.change_tag if known else tags.create_tag)(inbox, wanted, actor=actor)


def _field(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    known = _id_of("fields", inbox.directory.fields.values(), entry)
    wanted = Field(
        known,
        entry["name"],
        FieldKind(entry.get("kind", FieldKind.TEXT)),
        tuple(entry.get("choices", ())),
        _boxes(inbox.directory, entry),
        entry.get("position", 0),
    )
    (fields.change_field if known else fields.create_field)(inbox, wanted, actor=actor)


def _template(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    known = _id_of("templates", inbox.directory.templates.values(), entry)
    wanted = Template(known, entry["name"], entry.get("texts", {}), _boxes(inbox.directory, entry))
    (templates.change_template if known else templates.create_template)(inbox, wanted, actor=actor)


def _macro(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    known = _id_of("macros", inbox.directory.macros.values(), entry)
    steps = steps_from(inbox.directory, entry.get("steps", ()))
    wanted = Macro(known, entry["name"], steps, _boxes(inbox.directory, entry))
    (macros.change_macro if known else macros.create_macro)(inbox, wanted, actor=actor)


def _view(inbox: Inbox, entry: Entry, actor: Actor) -> None:
    known = _id_of("views", inbox.directory.views.values(), entry)
    sort, boxes = ViewSort(entry.get("sort", ViewSort.NEWEST)), _boxes(inbox.directory, entry)
    wanted = SavedView(known, entry["name"], entry["query"], sort, boxes)
    (views.change_view if known else views.create_view)(inbox, wanted, actor=actor)


def _id_of(section: str, found: Iterable[Belonging], entry: Entry) -> str:
    """The id of the one that has the name of a document's entry, "" for none."""
    return next((one.id for one in found if _same(section, {"name": one.name}, entry)), "")


def _boxes(directory: Directory, entry: Entry) -> tuple[str, ...]:
    return tuple(directory.addresses[address.strip().lower()] for address in entry.get("mailboxes", ()))


def _ids(directory: Directory, emails: Any) -> tuple[str, ...]:
    return tuple(_id(directory, email) for email in emails)


def _id(directory: Directory, email: str) -> str:
    return directory.by_email[email.strip().lower()].id


_KINDS: Mapping[str, type] = {
    "people": Agent,
    "teams": Team,
    "mailboxes": Mailbox,
    "fields": Field,
    "tags": Tag,
    "templates": Template,
    "macros": Macro,
    "views": SavedView,
    "workspace": Workspace,
}
_SECTIONS: Mapping[str, Callable[[Inbox, Entry, Actor], None]] = {
    "people": _person,
    "teams": _team,
    "mailboxes": _mailbox,
    "fields": _field,
    "tags": _tag,
    "templates": _template,
    "macros": _macro,
    "views": _view,
    "workspace": _workspace,
}
"""In the order in which one needs the other."""
