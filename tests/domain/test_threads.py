"""Where a message belongs: components where references are trusted, bounds elsewhere (R5, A1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.conversation import Conversation
from server.domain.threads import MESSAGES, Newcomer, looks_forwarded, place
from server.domain.vocabulary import Status

HERE = Newcomer(frozenset({"support"}))
LIST = Newcomer(frozenset({"support"}), trusting=frozenset({"support"}))


def found(name: str, created_at: int = 0, **fields: object) -> Conversation:
    plain = Conversation(name, ("support",), customer="ada@wald.example", created_at=created_at)
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_without_matches_a_conversation_begins() -> None:
    assert place(HERE, []).target is None


def test_untouched_conversations_of_one_customer_become_one_the_oldest() -> None:
    young, old = found("young", 2), found("old", 1)
    placed = place(HERE, [young, old])
    assert placed.target is old
    assert placed.absorbed == (young,)


def test_what_was_worked_on_is_the_target_and_two_of_them_stay_apart() -> None:
    old, taken = found("old", 1), found("taken", 2, assignee="agent:anna")
    assert place(HERE, [old, taken]).target is taken
    other = found("other", 3, touched=True)
    placed = place(HERE, [other, taken, old])
    assert (placed.target, placed.rivals, placed.absorbed) == (other, (taken,), (old,))


def test_without_a_common_customer_nothing_is_absorbed_unless_references_are_trusted() -> None:
    one, two = found("one", 1), found("two", 2, customer="bob@feld.example")
    assert place(HERE, [one, two]).rivals == (two,)
    assert place(LIST, [one, two]).absorbed == (two,)


@pytest.mark.parametrize("closed", [found("x", restricted_to=()), found("x", mailboxes=("hr",))])
def test_some_conversations_are_out_of_reach(closed: Conversation) -> None:
    placed = place(LIST, [closed])
    assert (placed.target, placed.out_of_reach) == (None, (closed,))


def test_absorbing_never_adds_a_mailbox() -> None:
    one, two = found("one", 1), found("two", 2, mailboxes=("support", "hr"))
    assert place(LIST, [one, two]).absorbed == ()


def test_of_two_that_were_parted_the_newest_counts_without_a_conflict() -> None:
    first, later = found("first", 1, touched=True), found("later", 2, touched=True, cut_from=("first",))
    placed = place(HERE, [first, later])
    assert (placed.target, placed.rivals) == (later, ())


def test_a_full_conversation_gets_a_successor() -> None:
    full = found("full", message_count=MESSAGES)
    placed = place(HERE, [full])
    assert (placed.target, placed.full) == (None, full)


def test_two_that_would_be_too_long_together_stay_apart() -> None:
    one, two = found("one", 1, message_count=MESSAGES - 5), found("two", 2, message_count=10)
    small = found("small", 3, message_count=4)
    placed = place(HERE, [one, two, small])
    assert (placed.target, placed.absorbed, placed.rivals) == (one, (small,), (two,))


def test_a_forward_to_another_mailbox_begins_a_conversation_that_knows_where_from() -> None:
    source = found("source")
    forward = Newcomer(frozenset({"support", "hr"}), forwarded_to=frozenset({"hr"}))
    placed = place(forward, [source])
    assert (placed.target, placed.forwarded_from) == (None, source)


@pytest.mark.parametrize("subject", ["Fwd: x", "WG: x", "fw : x", "TR: x", "I: x"])
def test_a_forward_is_known_by_its_prefix_and_by_replying_to_nothing(subject: str) -> None:
    assert looks_forwarded(subject, ())
    assert not looks_forwarded(subject, ("a@b",))
    assert not looks_forwarded(f"Re: {subject}", ())


@pytest.mark.parametrize("status", [Status.PENDING, Status.SPAM])
def test_a_status_that_somebody_chose_is_work(status: Status) -> None:
    one, two = found("one", 1), found("two", 2, status=status)
    assert place(HERE, [one, two]).target is two
