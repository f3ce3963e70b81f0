"""The page of the audit log: who did what to settings and data, by filter, and as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError, fields

from server.domain.auditlog import Audited, Entry
from server.domain.views import Sentence
from server.usecases.auditing import Wanted, as_csv, read_page, told
from server.web.admin.inputs import line, one_of
from server.web.admin.page import Page, Right, Sent, Shown, Visit

KINDS: Mapping[Audited, Sentence] = {
    Audited.ADDED: Sentence("Added"),
    Audited.CHANGED: Sentence("Changed"),
    Audited.REMOVED: Sentence("Removed"),
    Audited.INVITED: Sentence("Invited"),
    Audited.DEACTIVATED: Sentence("Deactivated"),
    Audited.REACTIVATED: Sentence("Reactivated"),
    Audited.SIGNED_IN: Sentence("Signed in"),
    Audited.SIGNED_OUT: Sentence("Signed out"),
    Audited.REFUSED: Sentence("Refused"),
    Audited.READ: Sentence("Read the audit log"),
    Audited.EXPORTED: Sentence("Exported"),
    Audited.ERASED: Sentence("Erased"),
    Audited.HELD: Sentence("Held"),
    Audited.RELEASED: Sentence("Hold released"),
    Audited.EMERGENCY: Sentence("Emergency access"),
    Audited.INSTALLED: Sentence("Installation changed"),
}
ABOUT: Mapping[str, Sentence] = {
    "agent": Sentence("Person"),
    "team": Sentence("Team"),
    "mailbox": Sentence("Mailbox"),
    "field": Sentence("Field"),
    "tag": Sentence("Tag"),
    "template": Sentence("Template"),
    "macro": Sentence("Macro"),
    "savedview": Sentence("View"),
    "token": Sentence("API token"),
    "webhook": Sentence("Webhook"),
    "workspace": Sentence("Workspace"),
    "conversation": Sentence("Conversation"),
    "address": Sentence("Address"),
    "installation": Sentence("Installation"),
}
FACTS: Mapping[str, Sentence] = {
    "changed": Sentence("changed"),
    "with": Sentence("with"),
    "reason": Sentence("reason"),
    "released": Sentence("returned to the queue"),
    "count": Sentence("count"),
    "until": Sentence("until"),
}
YEARS = range(2000, 2200)
NO_DAY = Sentence("Please give a day as 2026-11-21.").message


class Day(fields.Field[date | None]):
    """A day as a browser sends it, or nothing."""

    def __init__(self) -> None:
        super().__init__(load_default=None)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> date | None:
        del attr, data, more
        if not value:
            return None
        try:
            found = date.fromisoformat(str(value))
        except ValueError as error:
            raise ValidationError(NO_DAY) from error
        if found.year not in YEARS:
            raise ValidationError(NO_DAY)
        return found


class Filter(Schema):
    """Which lines; days in the visitor's zone, both included."""

    who = line()
    kind = one_of(("", *(kind.value for kind in Audited)), default="")
    target = line()
    since = Day()
    until = Day()
    after = line(40)


def show(visit: Visit) -> Shown:
    """One page of lines, newest first."""
    asked = {name: str(value) for name, value in visit.query.items() if value and name != "after"}
    page = read_page(visit.here, _wanted(visit), after=visit.query["after"], actor=visit.actor)
    rows = [(entry, _called(visit, entry), _facts(visit, entry)) for entry in page.lines]
    facts = {
        "rows": rows,
        "query": visit.query,
        "asked": urlencode(asked),
        "older": urlencode(asked | {"after": page.older}) if page.older else "",
        "name_of": _target(visit),
        "kinds": [(kind.value, visit.words.gettext(said.message)) for kind, said in KINDS.items()],
        "people": sorted(_people(visit), key=lambda pair: pair[1].casefold()),
    }
    return Shown("audit/audit.html", facts)


def download(visit: Visit) -> Sent:
    """The same lines as a file."""
    found = as_csv(visit.here, _wanted(visit), actor=visit.actor)
    return Sent("audit.csv", found, "text/csv; charset=utf-8")


def _wanted(visit: Visit) -> Wanted:
    query = visit.query
    return Wanted(
        query["who"], query["kind"], query["target"], _day(visit, "since"), _day(visit, "until", days=1)
    )


def _day(visit: Visit, name: str, *, days: int = 0) -> int | None:
    """The beginning of a day in the visitor's zone, or of one later (ms UTC)."""
    day = visit.query[name]
    if day is None:
        return None
    own = visit.agent.zone if visit.agent else None
    zone = ZoneInfo(own or visit.here.directory.workspace.zone)
    return int(datetime.combine(day + timedelta(days=days), time(), zone).timestamp() * 1000)


def _target(visit: Visit) -> Callable[[str], str]:
    """What an entry of the directory is called, by its target."""
    directory = visit.here.directory
    known: Mapping[str, Mapping[str, Any]] = {
        "agent": directory.agents,
        "team": directory.teams,
        "mailbox": directory.mailboxes,
        "field": directory.fields,
        "tag": directory.tags,
        "template": directory.templates,
        "macro": directory.macros,
        "savedview": directory.views,
        "token": directory.tokens,
        "webhook": directory.webhooks,
    }

    def name(target: str) -> str:
        kind, _, key = target.partition(":")
        found = known.get(kind, {}).get(key)
        called = str(found.name) if found else key
        return f"{visit.words.gettext(ABOUT[kind].message)}: {called}" if kind in ABOUT else target

    return name


def _called(visit: Visit, entry: Entry) -> str:
    known = visit.here.directory.name_of(entry.by.party)
    return known or (visit.words.gettext("the service") if entry.by.kind == "system" else entry.by.party)


def _facts(visit: Visit, entry: Entry) -> list[tuple[str, object]]:
    """What a line tells beside the rest, each fact called in the visitor's language where we have a word."""
    return [
        (visit.words.gettext(FACTS[name].message) if name in FACTS else name, value)
        for name, value in told(visit.here, entry).items()
    ]


def _people(visit: Visit) -> list[tuple[str, str]]:
    return [(f"agent:{agent.id}", agent.name) for agent in visit.here.directory.agents.values()]


PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/audit", name="audit", right=Right.ADMIN, handler=show, query=Filter),
    Page(
        method="GET", path="/audit/csv", name="audit.csv", right=Right.ADMIN, handler=download, query=Filter
    ),
)
