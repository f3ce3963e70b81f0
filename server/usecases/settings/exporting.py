"""The settings of a workspace as plain data under version control: who is who by address, no secret in it.

Left out: ids, codes, digests, linked accounts, API tokens, webhooks (their secrets cannot be carried), what is
the operator's (domains, tenants), memberships that are an emergency access, and blocked senders: addresses of
customers have no place in version control, where no erasure reaches them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from server.domain.administering import OPERATOR, Matter, require
from server.domain.auditlog import Audited
from server.domain.events import Actor
from server.domain.workspace import Agent, Directory, Mailbox, Member
from server.usecases import audit
from server.usecases.inbox import Inbox
from server.usecases.settings.macrowords import steps_as_data

VERSION = 1
WORKSPACE = (
    "name",
    "locale",
    "zone",
    "presence",
    "subject_storage",
    "retention_days",
    "counters_days",
    "reports_per_agent",
    "search_comments",
    "legal_text",
)
PERSON = ("name", "emails", "locale", "zone", "admin")
TEAM = ("name",)
MAILBOX = (
    "name",
    "addresses",
    "own_list_ids",
    "locale",
    "zone",
    "reply_status",
    "reply_assignee",
    "reopen_days",
    "trust_references",
    "managers_assign",
    "managers_tidy",
    "managers_block",
    "viewers_comment",
    "duplicate_guard",
    "retention_days",
    "guideline",
)
MEMBER = ("role", "only_assigned", "cap")
TAG = ("name", "meaning")
FIELD = ("name", "kind", "choices", "position")
TEMPLATE = ("name", "texts")
MACRO = ("name",)
VIEW = ("name", "query", "sort")
Document = Mapping[str, Any]


def export_settings(inbox: Inbox, *, actor: Actor = OPERATOR) -> Document:
    """Everything that can be imported again, in an order that does not change by itself."""
    require(inbox.directory, actor, Matter.WORKSPACE)
    require(inbox.directory, actor, Matter.PRIVACY)
    audit.note(inbox, actor, Audited.EXPORTED, f"workspace:{inbox.workspace}", what="settings")
    return document(inbox.directory)


def document(directory: Directory) -> Document:
    """The settings of a directory as plain data."""
    active = [agent for agent in directory.agents.values() if agent.deactivated_at is None]
    return {
        "version": VERSION,
        "workspace": plain(directory.workspace, WORKSPACE),
        "people": _sorted((plain(agent, PERSON) for agent in active), "emails"),
        "teams": _sorted(
            {**plain(team, TEAM), "members": _addresses(directory, team.members)}
            for team in directory.teams.values()
        ),
        "mailboxes": _sorted((_mailbox(directory, box) for box in directory.mailboxes.values()), "addresses"),
        "tags": _sorted(_placed(directory, one, TAG) for one in directory.tags.values()),
        "fields": _sorted(_placed(directory, one, FIELD) for one in directory.fields.values()),
        "templates": _sorted(_placed(directory, one, TEMPLATE) for one in directory.templates.values()),
        "macros": _sorted(
            {**_placed(directory, one, MACRO), "steps": steps_as_data(directory, one)}
            for one in directory.macros.values()
        ),
        "views": _sorted(_placed(directory, one, VIEW) for one in directory.views.values()),
    }


def plain(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """Some fields of a record as plain data, save those that have their default."""
    defaults = {one.name: one for one in fields(record)}
    found = {name: getattr(record, name) for name in names}
    return {name: _value(value) for name, value in found.items() if not _default(defaults[name], value)}


def defaults(kind: type) -> Document:
    """What the fields of a record have, as plain data, where a document says nothing."""
    found = ((one.name, one.default) for one in fields(kind) if one.default is not MISSING)
    return {name: _value(value) for name, value in found}


def address_of(agent: Agent) -> str:
    """What a person is called in the document."""
    return agent.emails[0]


def _mailbox(directory: Directory, box: Mailbox) -> dict[str, Any]:
    made = plain(box, MAILBOX)
    members = {
        address_of(directory.agents[agent]): _member(member)
        for agent, member in box.members.items()
        if member.until is None and _works(directory, agent)
    }
    made["members"] = dict(sorted(members.items()))
    if box.confidential_for is not None:
        made["confidential_for"] = _addresses(directory, box.confidential_for)
    return made


def _member(member: Member) -> dict[str, Any]:
    return {"role": str(member.role), **plain(member, MEMBER[1:])}


def _placed(directory: Directory, record: Any, names: Iterable[str]) -> dict[str, Any]:
    boxes = [directory.mailboxes[box].addresses[0] for box in record.mailboxes if box in directory.mailboxes]
    made = plain(record, names)
    return {**made, "mailboxes": sorted(boxes)} if record.mailboxes else made


def _addresses(directory: Directory, agents: Iterable[str]) -> list[str]:
    return sorted(address_of(directory.agents[agent]) for agent in agents if _works(directory, agent))


def _works(directory: Directory, agent: str) -> bool:
    known = directory.agents.get(agent)
    return known is not None and known.deactivated_at is None


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _value(value[name]) for name in sorted(value)}
    return str(value) if isinstance(value, str) else value


def _default(field: Any, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def _sorted(records: Iterable[dict[str, Any]], by: str = "name") -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: record[by])
