"""What came between an act and its undoing: a customer's new mail is never in something settled, nothing is stale."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Invalid
from server.domain.events import Actor
from server.domain.uniting import united_records
from server.domain.vocabulary import Standing, Status, Via
from server.usecases import conversations, tidying
from server.usecases.inspection import inspect
from server.usecases.undoing import undo
from tests.support.office import HOUR, NOW, Office, mail

EVE = "eve@tal.example"
ANNA = Actor("agent", Via.GMAIL, "anna")


def begun(office: Office, name: str, **more: object) -> str:
    return office.deliver(mail(name, **more)).conversation or ""  # type: ignore[arg-type]


def now() -> int:
    return time.time_ns() // 1_000_000


def write(office: Office, name: str, *refers: str, sender: str = "ada@wald.example") -> None:
    """A mail that comes in after everything that people did."""
    office.time[0] = at = now()
    office.deliver(mail(name, refers=refers, sender=sender, at=at), at=at)


def close(office: Office, one: str, *, to: Standing = Standing.CLOSED, seen: Standing = Standing.OPEN) -> int:
    view = conversations.set_status(office.inbox, office.asked("anna"), conversation=one, to=to, seen=seen)
    assert view.undo is not None
    return view.undo.act


def snooze(office: Office, one: str, who: str) -> None:
    """Lay it aside for an hour, or until the customer writes."""
    asked, until = office.asked(who), now() + HOUR
    conversations.snooze(
        office.inbox, asked, conversation=one, until=until, wake_on_reply=True, seen=Standing.OPEN
    )


def merge(office: Office, one: str, other: str) -> None:
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)


def part(office: Office, one: str, other: str) -> None:
    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)


def sound(office: Office) -> bool:
    return not list(inspect(office.inbox, repair=False, progress=lambda _: None))


def test_what_goes_back_with_a_new_mail_is_open_and_knows_it(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender=EVE)
    close(office, one)
    merge(office, one, other)
    write(office, "a2@x", "a@x", sender="uwe@see.example")
    part(office, one, other)
    back = office.conversation(one)
    assert (back.status, back.cycle, back.closed_at) == (Status.OPEN, 2, None)
    assert back.waiting_since == back.last_inbound_at
    assert back.last_message_id == "a2@x"
    assert "uwe@see.example" in back.participants
    assert office.events(one)[-2:] == ["unmerged", "reopened"]
    assert sound(office)


def test_what_goes_back_asleep_with_a_new_mail_wakes(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender=EVE)
    snooze(office, one, "anna")
    merge(office, one, other)
    write(office, "a2@x", "a@x")
    part(office, one, other)
    assert office.conversation(one).standing is Standing.OPEN
    assert office.events(one)[-2:] == ["unmerged", "woke"]
    assert sound(office)


def test_what_was_dealt_with_since_stays_settled(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender=EVE)
    close(office, one)
    merge(office, one, other)
    write(office, "a2@x", "a@x")
    close(office, other)
    part(office, one, other)
    assert office.conversation(one).status is Status.CLOSED


def test_what_was_settled_and_written_to_since_is_not_settled_again(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender=EVE)
    close(office, other)
    merge(office, one, other)
    write(office, "b2@x", "b@x", sender=EVE)
    part(office, one, other)
    assert office.conversation(other).status is Status.OPEN
    assert sound(office)


def test_a_claim_does_not_outlive_the_settling_that_comes_back(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender=EVE)
    close(office, other)
    conversations.claim(office.inbox, office.asked("ben"), conversation=one, seen=None)
    merge(office, one, other)
    assert office.conversation(other).claimed_by == "ben"
    part(office, one, other)
    assert (office.conversation(other).status, office.conversation(other).claimed_by) == (Status.CLOSED, None)
    assert "claim_released" in office.events(other)
    assert sound(office)


def test_a_reopening_is_not_undone_once_the_customer_has_written(office: Office) -> None:
    one = begun(office, "a@x")
    close(office, one)
    act = close(office, one, to=Standing.OPEN, seen=Standing.CLOSED)
    write(office, "a2@x", "a@x")
    with pytest.raises(Invalid):
        undo(office.inbox, office.asked("anna"), conversation=one, act=act)
    assert office.conversation(one).status is Status.OPEN


def test_a_reopening_that_is_undone_ends_the_claim_made_since(office: Office) -> None:
    one = begun(office, "a@x")
    close(office, one)
    act = close(office, one, to=Standing.OPEN, seen=Standing.CLOSED)
    conversations.claim(office.inbox, office.asked("ben"), conversation=one, seen=None)
    undo(office.inbox, office.asked("anna"), conversation=one, act=act)
    assert (office.conversation(one).status, office.conversation(one).claimed_by) == (Status.CLOSED, None)
    assert sound(office)


def test_a_reopening_is_not_undone_once_somebody_let_it_sleep(office: Office) -> None:
    one = begun(office, "a@x")
    close(office, one)
    act = close(office, one, to=Standing.OPEN, seen=Standing.CLOSED)
    snooze(office, one, "ben")
    with pytest.raises(Conflict):
        undo(office.inbox, office.asked("anna"), conversation=one, act=act)
    assert office.conversation(one).standing is Standing.SNOOZED
    assert sound(office)


def test_a_waking_is_not_undone_once_somebody_set_it_to_wait(office: Office) -> None:
    one = begun(office, "a@x")
    snooze(office, one, "ben")
    act = close(office, one, to=Standing.OPEN, seen=Standing.SNOOZED)
    conversations.set_status(
        office.inbox, office.asked("ben"), conversation=one, to=Standing.PENDING, seen=Standing.OPEN
    )
    with pytest.raises(Conflict):
        undo(office.inbox, office.asked("anna"), conversation=one, act=act)
    assert office.conversation(one).standing is Standing.PENDING
    assert sound(office)


@pytest.mark.parametrize("to", [Standing.CLOSED, Standing.PENDING])
def test_what_comes_back_to_a_rest_that_was_laid_aside_opens_it(office: Office, to: Standing) -> None:
    whole = begun(office, "a@x", at=NOW - HOUR)
    office.deliver(mail("b@x", refers=("a@x",)))
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)
    assert done.undo is not None
    conversations.set_status(office.inbox, office.asked("ben"), conversation=whole, to=to, seen=Standing.OPEN)
    undo(office.inbox, office.asked("anna"), conversation=whole, act=done.undo.act)
    assert office.conversation(whole).status is Status.OPEN
    assert sound(office)


def test_what_is_told_of_a_mail_goes_where_the_mail_goes(office: Office) -> None:
    one, other = begun(office, "a@x", at=NOW - HOUR), begun(office, "b@x", sender=EVE)
    merge(office, one, other)
    key = office.inbox.conversations.digests.message("a@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=other, message=key, later=False)
    merge(office, done.other or "", other)
    part(office, one, other)
    assert office.events(one).count("message_in") == office.events(other).count("message_in") == 1
    assert office.conversation(one).message_count == 1


def test_what_has_no_mail_any_more_says_nothing_of_the_newest(office: Office) -> None:
    one, other = begun(office, "a@x", at=NOW), begun(office, "b@x", sender=EVE, at=NOW - 2 * HOUR)
    merge(office, one, other)
    key = office.inbox.conversations.digests.message("a@x")
    tidying.split(office.inbox, office.asked("anna"), conversation=other, message=key, later=False)
    part(office, one, other)
    assert office.conversation(one).message_count == 0
    merge(office, one, other)
    assert office.conversation(other).last_message_id == "b@x"


def test_the_newest_mail_is_known_where_an_older_one_joins_two(office: Office) -> None:
    one = begun(office, "a@x", at=NOW - 3 * HOUR)
    begun(office, "b@x", at=NOW, refers=("lost@x",))
    office.deliver(mail("lost@x", refers=("a@x",), at=NOW - HOUR), at=NOW - HOUR)
    joint = office.conversation(one)
    assert (joint.message_count, joint.last_message_id) == (3, "b@x")


@pytest.mark.parametrize(("one", "other"), [(5, None), (None, 5), (5, 9)])
def test_a_reopening_that_waits_is_not_forgotten(one: int | None, other: int | None) -> None:
    settled = Conversation("a", ("support",), status=Status.CLOSED, closed_at=1)
    source, target = replace(settled, reopen_due=one), replace(settled, id="b", reopen_due=other)
    assert united_records(source, target, ANNA, 2).reopen_due == 5
