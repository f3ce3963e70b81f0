"""What a message does to its conversation: reopening, waking, policies after a reply, late facts (R7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.addresses import Address
from server.domain.arrival import (
    DAY,
    FRESH,
    HOUR,
    IMPORTED_OPEN,
    REOPENS_PER_HOUR,
    Circumstances,
    arrived,
    creates,
    needs_successor,
    reopened,
)
from server.domain.conversation import Change, Conversation
from server.domain.direction import Direction, Proof
from server.domain.events import Actor
from server.domain.mailclass import MailClass
from server.domain.messages import Message, Source
from server.domain.timeline import moment
from server.domain.vocabulary import Standing, Status, Via
from server.domain.workspace import Mailbox

AT = 100 * DAY
ROBOT = Actor("system", Via.INGEST)
BOX = Mailbox("support", "Support", ("support@firma.example",))
ADA = Address("Ada", "ada@wald.example")
OPEN = Conversation("c", ("support",))
CLOSED = replace(
    OPEN, status=Status.CLOSED, closed_at=AT - HOUR, last_outbound_at=AT - HOUR, assignee="agent:anna"
)


def received(kind: MailClass = MailClass.HUMAN, at: int = AT) -> Message:
    return Message(
        f"k{at}{kind}",
        f"{at}@x",
        Direction.IN,
        Proof.NONE,
        kind,
        at,
        ADA,
        ADA,
        Source.INGEST,
        outside=(ADA.address,),
    )


def sent(at: int = AT, agent: str = "anna", kind: MailClass = MailClass.HUMAN) -> Message:
    us = Address("Anna", "anna@firma.example")
    return Message(
        f"s{at}", f"s{at}@x", Direction.OUT, Proof.SENT_LABEL, kind, at, us, us, Source.INGEST, agent=agent
    )


def after(record: Conversation, *messages: Message, box: Mailbox = BOX, **given: object) -> Change:
    change, line = Change(record), []
    for message in messages:
        line.append(moment(message))
        given_now = Circumstances(box, ROBOT, max(AT, message.at), **given)  # type: ignore[arg-type]
        change = arrived(change.after, message, line, given_now)
    return change


def types(change: Change) -> list[str]:
    return [event.type for event in change.events]


@pytest.mark.parametrize("kind", MailClass)
@pytest.mark.parametrize("status", [Status.CLOSED, Status.PENDING])
def test_only_what_people_write_and_bounces_reopen(kind: MailClass, status: Status) -> None:
    record = replace(CLOSED, status=status)
    change = after(record, sent(AT - HOUR), received(kind))
    reopens = kind not in (MailClass.AUTO_REPLY, MailClass.OWN_LOOP)
    assert (change.after.status is Status.OPEN) == reopens
    assert ("reopened" in types(change)) == reopens


def test_bulk_reopens_only_what_was_answered() -> None:
    never_answered = replace(CLOSED, last_outbound_at=None)
    assert after(never_answered, received(MailClass.BULK)).after.status is Status.CLOSED


def test_spam_stays_spam() -> None:
    assert after(replace(OPEN, status=Status.SPAM), received()).after.status is Status.SPAM


def test_the_assignee_is_kept_unless_they_left() -> None:
    assert after(CLOSED, received()).after.assignee == "agent:anna"
    change = after(CLOSED, received(), keeps_assignee=False)
    assert change.after.assignee is None
    assert change.events[-1].data["reason"] == "left"


def test_the_reopen_window() -> None:
    late = received(at=AT - HOUR + 30 * DAY + 1)
    assert needs_successor(CLOSED, late, BOX)
    assert not needs_successor(CLOSED, received(at=late.at - 1), BOX)
    assert not needs_successor(CLOSED, replace(late, kind=MailClass.AUTO_REPLY), BOX)
    assert not needs_successor(OPEN, late, BOX)


def test_the_sixth_reopen_within_an_hour_waits_and_is_not_dropped() -> None:
    record = CLOSED
    for number in range(REOPENS_PER_HOUR):
        record = after(record, received(at=AT + number)).after
        assert record.status is Status.OPEN
        record = replace(record, status=Status.CLOSED, closed_at=AT + number)
    change = after(record, received(at=AT + 9))
    assert change.after.status is Status.CLOSED
    assert types(change) == ["message_in", "reopen_delayed"]
    due = change.after.reopen_due
    assert due == AT + HOUR
    assert reopened(change.after, actor=ROBOT, at=due - 1, keeps_assignee=True).events == ()
    later = reopened(change.after, actor=ROBOT, at=due, keeps_assignee=True)
    assert later.after.status is Status.OPEN
    assert later.after.waiting_since == AT + 9
    assert reopened(later.after, actor=ROBOT, at=due, keeps_assignee=True).events == ()


def test_an_answer_ends_a_delayed_reopen_but_an_automatic_one_does_not() -> None:
    waiting = replace(CLOSED, reopen_due=AT + HOUR)
    assert after(waiting, sent()).after.reopen_due is None
    assert after(waiting, sent(kind=MailClass.AUTO_REPLY)).after.reopen_due == AT + HOUR


def test_a_reply_wakes_a_sleeper_only_if_it_may() -> None:
    asleep = replace(OPEN, snoozed_until=AT + DAY)
    assert after(asleep, received()).after.standing is Standing.OPEN
    stubborn = replace(asleep, wake_on_reply=False)
    assert after(stubborn, received()).after.standing is Standing.SNOOZED
    assert after(stubborn, received(MailClass.BOUNCE)).after.standing is Standing.OPEN


def test_after_a_reply_the_mailboxes_policy_holds_once() -> None:
    change = after(OPEN, received(), sent(AT + 1), sender_works=True)
    assert change.after.status is Status.PENDING
    assert change.after.assignee == "agent:anna"
    assert change.after.waiting_since is None
    kept = after(
        OPEN, sent(), box=replace(BOX, reply_status=Status.OPEN, reply_assignee="keep"), sender_works=True
    )
    assert (kept.after.status, kept.after.assignee) == (Status.OPEN, None)


def test_a_reply_ends_the_senders_claim_and_closing_ends_anybodys() -> None:
    claimed = replace(OPEN, claimed_by="ben", claimed_at=AT, claimed_until=AT + HOUR)
    assert after(claimed, sent(agent="ben")).after.claimed_by is None
    assert after(claimed, sent(agent="anna")).after.claimed_by == "ben"
    closing = replace(BOX, reply_status=Status.CLOSED)
    closed = after(claimed, sent(agent="anna"), box=closing)
    assert closed.after.claimed_by is None
    assert closed.after.resolved_at == AT


def test_a_colleagues_automatic_reply_answers_nothing() -> None:
    change = after(OPEN, received(at=AT), sent(AT + 1, kind=MailClass.AUTO_REPLY))
    assert change.after.status is Status.OPEN
    assert change.after.waiting_since == AT
    assert change.after.first_response_at is None


def test_what_is_older_than_the_last_human_act_changes_no_status_and_no_assignee() -> None:
    acted = replace(CLOSED, human_act_at=AT + 1)
    change = after(acted, received())
    assert (change.after.status, types(change)) == (Status.CLOSED, ["message_in"])
    pending = replace(OPEN, human_act_at=AT + 1)
    assert after(pending, sent(), sender_works=True).after.assignee is None


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        ([received(at=AT - 1)], Status.OPEN),
        ([received(at=AT - IMPORTED_OPEN - 1)], Status.CLOSED),
        ([received(at=AT - 2), sent(AT - 1)], Status.CLOSED),
        ([sent(AT - 2), received(at=AT - 1)], Status.OPEN),
        ([received(at=AT - IMPORTED_OPEN - 1), received(at=AT - 1)], Status.OPEN),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_imported_mail_is_open_only_if_somebody_waits(
    messages: list[Message], status: Status, *, turned: bool
) -> None:
    change = after(OPEN, *(reversed(messages) if turned else messages), importing=True)
    assert change.after.status is status
    assert not {"status_changed", "reopened"} & set(types(change))


@pytest.mark.parametrize("kind", MailClass)
def test_opening_creates_only_for_what_a_person_wrote_lately(kind: MailClass) -> None:
    written = kind in (MailClass.HUMAN, MailClass.NOREPLY, MailClass.SUPPRESSED)
    assert creates(received(kind), AT) == written
    assert not creates(received(kind, AT - FRESH - 1), AT)
    assert not creates(sent(), AT)
