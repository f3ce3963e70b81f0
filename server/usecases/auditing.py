"""Reading the audit log: by page, by filter, as a file; that somebody reads it stands in it, once an hour."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.domain.administering import Matter, require
from server.domain.auditlog import Audited, Entry
from server.domain.events import Actor
from server.domain.spreadsheets import spreadsheet_safe
from server.store import auditlog
from server.usecases import audit
from server.usecases.inbox import Inbox

PAGE = 50
LOOKED_AT = 1_000
"""Lines looked at for one page, so that a filter which fits nothing ends."""
READ_MS = 3_600_000
BOM = "\ufeff"
"""By which a spreadsheet knows that a file is UTF-8."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: by whom (`agent:<id>`, `system`), of which kind, about what (`mailbox`, `mailbox:<id>`), when.

    Empty and None ask for everything; times are ms UTC, `until` is not included.
    """

    who: str = ""
    kind: str = ""
    target: str = ""
    since: int | None = None
    until: int | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether a line is wanted; its time has been asked for already."""
        about = entry.target == self.target or entry.target.startswith(f"{self.target}:")
        return (
            (not self.who or entry.by.party == self.who)
            and (not self.kind or entry.kind.value == self.kind)
            and (not self.target or about)
        )


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some lines, newest first, and the cursor of the next page."""

    lines: tuple[Entry, ...]
    older: str | None


def read_page(inbox: Inbox, wanted: Wanted, *, after: str = "", actor: Actor) -> AuditPage:
    """One page of the audit log, two round trips."""
    require(inbox.directory, actor, Matter.AUDIT)
    found, older = _page(inbox, wanted, after)
    if not after:
        _noted(inbox, actor, found)
    return AuditPage(tuple(found), older)


def as_csv(inbox: Inbox, wanted: Wanted, *, actor: Actor) -> Iterator[bytes]:
    """The wanted lines as CSV, newest first; a spreadsheet takes none of them for a formula."""
    require(inbox.directory, actor, Matter.AUDIT)
    audit.note(inbox, actor, Audited.EXPORTED, f"workspace:{inbox.workspace}", what="audit")
    return _csv(inbox, wanted)


def _page(inbox: Inbox, wanted: Wanted, after: str) -> tuple[list[Entry], str | None]:
    """The lines of a page, and where the next begins; a cursor is what the store calls the last one."""
    found, cursor, looked = list[Entry](), after, 0
    count = LOOKED_AT if wanted != Wanted() else PAGE + 1
    while looked < LOOKED_AT:
        lines = _lines(inbox, wanted, cursor, count)
        for at, (name, entry) in enumerate(lines):
            if wanted.fits(entry):
                found.append(entry)
            cursor = name
            if len(found) == PAGE:
                return found, cursor if at + 1 < len(lines) else None
        looked += len(lines)
        if len(lines) < count:
            return found, None
    return found, cursor


def _lines(inbox: Inbox, wanted: Wanted, after: str, count: int) -> Sequence[tuple[str, Entry]]:
    before = after or (str(wanted.until) if wanted.until is not None else "+")
    since = str(wanted.since) if wanted.since is not None else "-"
    store, keys = inbox.conversations.store, inbox.conversations.keys
    return auditlog.page(store, keys, before=before, since=since, count=count)


def _noted(inbox: Inbox, actor: Actor, lines: Sequence[Entry]) -> None:
    """Let it be known who reads, unless it stands there already."""
    since = inbox.clock() - READ_MS
    for entry in lines:
        if entry.kind is Audited.READ and entry.by.party == actor.party and entry.at > since:
            return
    audit.note(inbox, actor, Audited.READ, f"workspace:{inbox.workspace}")


def _csv(inbox: Inbox, wanted: Wanted) -> Iterator[bytes]:
    yield (BOM + _row(["at", "kind", "by", "name", "via", "target", "data"])).encode()
    cursor = ""
    while True:
        lines = _lines(inbox, wanted, cursor, LOOKED_AT)
        yield "".join(_row(_cells(inbox, entry)) for _, entry in lines if wanted.fits(entry)).encode()
        if len(lines) < LOOKED_AT:
            return
        cursor = lines[-1][0]


def _cells(inbox: Inbox, entry: Entry) -> list[str]:
    data = "; ".join(f"{name}={value}" for name, value in told(inbox, entry).items())
    name = inbox.directory.name_of(entry.by.party)
    return [str(entry.at), entry.kind.value, entry.by.party, name, entry.by.via.value, entry.target, data]


def told(inbox: Inbox, entry: Entry) -> dict[str, object]:
    """What a line tells beside the rest; a reason is sealed in the store."""
    data = dict(entry.data)
    if entry.kind is Audited.EMERGENCY and "reason" in data:
        data["reason"] = inbox.directories.opened(str(data["reason"]))
    return data


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(spreadsheet_safe, cells))
    return line.getvalue()
