"""What falls due is done once, by whoever comes first, and nothing is lost on the way (C8)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from server.domain.arrival import HOUR as AN_HOUR
from server.domain.conversation import Change, Conversation, event
from server.domain.vocabulary import Standing, Status
from server.store.commit import Write
from server.store.conversations import NONE, Wanted
from server.usecases import conversations
from server.usecases.upkeep import CLOCKWORK, EVENTS_KEPT, do_due, trim_events
from tests.support.office import NOW, Office, mail


def store_time(office: Office) -> int:
    return office.inbox.conversations.read(NONE, Wanted(comments=0)).at


def put(office: Office, name: str, **fields: object) -> Conversation:
    """A conversation changed behind everybody's back, so that something is due already."""
    record = office.conversation(name)
    after = replace(record, **fields)  # type: ignore[arg-type]
    told = event("prepared", CLOCKWORK, NOW)
    _, after = office.inbox.conversations.commit(record, Change(after, (told,)), request=None)
    return after


def new(office: Office, number: int = 0) -> str:
    return office.deliver(mail(f"{number}@x")).conversation or ""


def test_a_sleeper_wakes_when_due_and_only_once(office: Office) -> None:
    name = new(office)
    put(office, name, snoozed_until=store_time(office) - 1, assignee="agent:anna")
    assert list(do_due(office.inbox)) == [f"wake:{name}"]
    assert list(do_due(office.inbox)) == []
    found = office.conversation(name)
    assert (found.standing, found.assignee) == (Standing.OPEN, "agent:anna")
    assert office.events(name).count("woke") == 1


def test_what_is_not_due_is_left(office: Office) -> None:
    name = new(office)
    until = store_time(office) + AN_HOUR
    asked = office.asked("anna")
    conversations.snooze(
        office.inbox, asked, conversation=name, until=until, wake_on_reply=True, seen=Standing.OPEN
    )
    assert list(do_due(office.inbox)) == []
    keys = office.inbox.conversations.keys
    office.workspaces.store.write("ZADD", keys.due, 1, f"wake:{name}")  # as if it had been put too early
    assert list(do_due(office.inbox)) == []
    assert office.workspaces.store.read([("ZSCORE", keys.due, f"wake:{name}")]) == [until]


def test_a_claim_ends_with_its_event(office: Office) -> None:
    name = new(office)
    now = store_time(office)
    put(office, name, claimed_by="anna", claimed_at=now - AN_HOUR, claimed_until=now - 1)
    assert list(do_due(office.inbox)) == [f"claim:{name}"]
    assert office.conversation(name).claimed_by is None
    assert office.events(name)[-1] == "claim_released"


def test_a_delayed_reopen_happens_and_releases_whom_it_must(office: Office) -> None:
    name = new(office)
    put(
        office,
        name,
        status=Status.CLOSED,
        closed_at=NOW,
        reopen_due=store_time(office) - 1,
        assignee="agent:vera",
    )
    assert list(do_due(office.inbox)) == [f"reopen:{name}"]
    found = office.conversation(name)
    assert (found.status, found.assignee, found.reopen_due) == (Status.OPEN, None, None)


def test_work_of_a_conversation_that_is_gone_ends(office: Office) -> None:
    new(office)
    keys = office.inbox.conversations.keys
    office.workspaces.store.write("ZADD", keys.due, 1, "wake:nobody")
    assert list(do_due(office.inbox)) == []
    assert office.workspaces.store.read([("ZCARD", keys.due)]) == [0]


def test_many_at_once_do_each_piece_once(office: Office) -> None:
    names = [new(office, number) for number in range(30)]
    for name in names:
        put(office, name, snoozed_until=store_time(office) - 1)
    inboxes = [office.inbox for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = [piece for pieces in pool.map(lambda inbox: list(do_due(inbox)), inboxes) for piece in pieces]
    assert sorted(done) == sorted(f"wake:{name}" for name in names)
    assert all(office.events(name).count("woke") == 1 for name in names)


def test_the_stream_is_cut_but_never_what_is_younger_than_a_week(office: Office) -> None:
    new(office)
    keys, store = office.inbox.conversations.keys, office.workspaces.store
    old = office.time[0] - EVENTS_KEPT - 1
    store.write("DEL", keys.events)
    for number in range(500):
        store.write("XADD", keys.events, f"{old}-{number}", "change", "old")
    store.commit(writes=[Write("XADD", keys.events, ("change", "{}", "events", "[]"))])
    office.time[0] = store_time(office)
    trim_events(office.inbox)
    left = store.read([("XLEN", keys.events)])[0]
    assert 1 <= left < 200
