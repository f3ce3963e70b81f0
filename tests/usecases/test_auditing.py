"""The audit log by page, filter and file; who reads it stands in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from server.domain.auditlog import Audited, Entry
from server.domain.errors import Forbidden
from server.domain.events import Actor
from server.domain.spreadsheets import spreadsheet_safe
from server.domain.vocabulary import Via
from server.store import auditlog
from server.usecases.auditing import PAGE, Wanted, as_csv, read_page
from server.usecases.upkeep import trim_audit
from tests.support.office import DAY, NOW, Office

BOSS = Actor("agent", Via.WEB, "mona")


@pytest.fixture
def office(office: Office) -> Office:
    """Mona administers the workspace; the log begins empty."""
    mona = office.inbox.directory.agents["mona"]
    office.workspaces.directories.put(office.id, replace(mona, admin=True), before=mona)
    return office


def write(office: Office, *entries: Entry) -> None:
    for entry in entries:
        auditlog.note(office.workspaces.store, office.inbox.conversations.keys, entry)


def line(number: int, *, kind: Audited = Audited.CHANGED, target: str = "tag:x", by: str = "anna") -> Entry:
    return Entry(NOW + number, kind, Actor("agent", Via.WEB, by), target, {"n": number})


def test_pages_are_whole_and_nothing_comes_twice(office: Office) -> None:
    write(office, *(line(n) for n in range(2 * PAGE + 5)))
    after: str | None = ""
    numbers, pages = [], 0
    while after is not None:
        page = read_page(office.inbox, Wanted(), after=after, actor=BOSS)
        numbers += [one.data["n"] for one in page.lines if one.kind is Audited.CHANGED]
        after, pages = page.older, pages + 1
    assert numbers == list(reversed(range(2 * PAGE + 5)))
    assert pages == 3


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(who="agent:ben"), [2]),
        (Wanted(kind="removed"), [1]),
        (Wanted(target="mailbox"), [3]),
        (Wanted(target="mailbox:hr"), [3]),
        (Wanted(target="mailbox:h"), []),
        (Wanted(who="agent:anna", kind="changed"), [3, 0]),
    ],
)
def test_a_filter_finds_what_it_names(office: Office, wanted: Wanted, found: list[int]) -> None:
    write(office, line(0), line(1, kind=Audited.REMOVED), line(2, by="ben"), line(3, target="mailbox:hr"))
    assert [one.data["n"] for one in read_page(office.inbox, wanted, actor=BOSS).lines] == found


def test_who_reads_stands_in_it_once_an_hour(office: Office) -> None:
    def readers() -> list[str]:
        store, keys = office.workspaces.store, office.inbox.conversations.keys
        return [one.by.party for _, one in auditlog.page(store, keys) if one.kind is Audited.READ]

    read_page(office.inbox, Wanted(), actor=BOSS)
    read_page(office.inbox, Wanted(), actor=BOSS)
    assert readers() == ["agent:mona"]
    office.time[0] += 2 * 3_600_000
    read_page(office.inbox, Wanted(), actor=BOSS)
    assert readers() == ["agent:mona", "agent:mona"]
    list(as_csv(office.inbox, Wanted(), actor=BOSS))
    ((_, newest),) = auditlog.page(office.workspaces.store, office.inbox.conversations.keys, count=1)
    assert newest.kind is Audited.EXPORTED


def test_only_admins_read_it(office: Office) -> None:
    other = Actor("agent", Via.WEB, "anna")
    with pytest.raises(Forbidden):
        read_page(office.inbox, Wanted(), actor=other)
    with pytest.raises(Forbidden):
        as_csv(office.inbox, Wanted(), actor=other)


def test_the_file_is_no_program(office: Office) -> None:
    anna = office.inbox.directory.agents["anna"]
    named = replace(anna, name="=HYPERLINK(1)")
    office.workspaces.directories.put(office.id, named, before=anna)
    write(office, line(0, target="+cmd"), line(1, target="\t=1"), line(2, target='a"b,c\r\n-1'))
    text = b"".join(as_csv(office.inbox, Wanted(kind="changed"), actor=BOSS)).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["target"] for row in rows] == ['a"b,c\r\n-1', "'\t=1", "'+cmd"]
    assert {row["name"] for row in rows} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n", "  =1", "\uff1d1", "\uff20a"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert spreadsheet_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "1", "a=1", "mailbox:hr"])
def test_other_texts_stay(text: str) -> None:
    assert spreadsheet_safe(text) == text


def test_it_does_not_grow_for_ever(office: Office) -> None:
    store, keys = office.workspaces.store, office.inbox.conversations.keys
    write(office, *(line(n) for n in range(300)))
    trim_audit(office.inbox)
    assert len(auditlog.page(store, keys, count=1_000)) == 300
    oldest = store.read([("XRANGE", keys.audit, "-", "+", "COUNT", 1)])[0][0][0]
    office.time[0] = int(oldest.partition("-")[0]) + 3 * 365 * DAY
    trim_audit(office.inbox)
    assert len(auditlog.page(store, keys, count=1_000)) < 300
