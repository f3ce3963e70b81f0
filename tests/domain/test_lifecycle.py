"""The transitions of PRODUCT 3.2, every one of them and no other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.conversation import Change, Conversation
from server.domain.errors import Conflict, Invalid
from server.domain.lifecycle import TRANSITIONS, set_status, snooze, wake
from server.domain.vocabulary import Standing, Status
from tests.support.records import by, records

ANNA = by("anna")
AT = 20_000
OPEN, P, S, C, X = Standing.OPEN, Standing.PENDING, Standing.SNOOZED, Standing.CLOSED, Standing.SPAM
ALLOWED = {
    *((OPEN, to) for to in (P, S, C, X)),
    *((P, to) for to in (OPEN, S, C, X)),
    *((S, to) for to in (OPEN, P, S, C, X)),
    *((C, to) for to in (OPEN, P, S, X)),
    (X, OPEN),
}


def standing(wanted: Standing) -> Conversation:
    if wanted is Standing.SNOOZED:
        return Conversation("c", ("support",), snoozed_until=AT + 1)
    closed_at = 5 if wanted is Standing.CLOSED else None
    return Conversation("c", ("support",), status=Status(wanted), closed_at=closed_at)


def move(record: Conversation, to: Standing, seen: Standing | None = None) -> Change:
    seen = seen or record.standing
    if to is Standing.SNOOZED:
        return snooze(record, until=AT + 9, wake_on_reply=True, seen=seen, actor=ANNA, at=AT)
    return set_status(record, to=to, seen=seen, actor=ANNA, at=AT)


@pytest.mark.parametrize("before", Standing)
@pytest.mark.parametrize("to", Standing)
def test_only_what_the_table_allows(before: Standing, to: Standing) -> None:
    assert (to in TRANSITIONS[before]) == ((before, to) in ALLOWED)
    record = standing(before)
    if before is to is not Standing.SNOOZED:
        assert move(record, to).events == ()
    elif (before, to) in ALLOWED:
        assert move(record, to).after.standing is to
    else:
        with pytest.raises(Invalid):
            move(record, to)


@settings(deadline=None)
@given(records(), st.lists(st.sampled_from(Standing), max_size=8))
def test_whatever_is_done_the_record_stays_sound(record: Conversation, moves: list[Standing]) -> None:
    for to in moves:
        if to in TRANSITIONS[record.standing]:
            record = move(record, to).after
    assert record.snoozed_until is None or record.status is Status.OPEN
    assert (record.closed_at is not None) == (record.status is Status.CLOSED)
    if record.status in (Status.CLOSED, Status.SPAM) and moves:
        assert record.claimed_by is None


def test_what_somebody_else_set_meanwhile_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        move(standing(Standing.PENDING), Standing.CLOSED, seen=Standing.OPEN)
    with pytest.raises(Conflict):
        move(standing(Standing.PENDING), Standing.SNOOZED, seen=Standing.OPEN)


def test_what_is_wanted_already_is_no_conflict() -> None:
    assert move(standing(Standing.CLOSED), Standing.CLOSED, seen=Standing.OPEN).events == ()


def test_reopening_begins_a_new_cycle_and_says_so() -> None:
    change = move(standing(Standing.CLOSED), Standing.PENDING)
    assert change.after.cycle == 2
    assert [e.type for e in change.events] == ["reopened", "status_changed"]


def test_a_sleep_must_end_in_the_future() -> None:
    with pytest.raises(Invalid):
        snooze(standing(OPEN), until=AT, wake_on_reply=True, seen=None, actor=ANNA, at=AT)


def test_waking_twice_is_waking_once() -> None:
    asleep = move(standing(OPEN), S).after
    assert wake(asleep, actor=ANNA, at=AT).events == ()
    awake = wake(asleep, actor=ANNA, at=AT + 9)
    assert awake.after.standing is Standing.OPEN
    assert wake(awake.after, actor=ANNA, at=AT + 10).events == ()
