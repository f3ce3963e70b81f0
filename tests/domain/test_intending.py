"""What an agent chose for after sending: it happens on proof, or when they say so, and once."""

from __future__ import annotations

import pytest

from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.intending import ASKED_AFTER, answered, asked, intend
from server.domain.vocabulary import Standing, Via

ANNA = Actor("agent", Via.GMAIL, "anna")
BEN = Actor("agent", Via.GMAIL, "ben")
OPEN = Conversation("c1", ("support",))


def chosen(to: Standing = Standing.CLOSED, at: int = 1_000) -> Conversation:
    return intend(OPEN, to=to, actor=ANNA, at=at).after


def test_choosing_the_same_again_changes_nothing() -> None:
    assert intend(chosen(), to=Standing.CLOSED, actor=ANNA, at=9_000).events == ()


def test_leaving_it_to_the_mailbox_forgets() -> None:
    after = intend(chosen(), to=None, actor=ANNA, at=9_000).after
    assert after.intended == {}


def test_only_what_makes_sense_after_a_reply() -> None:
    with pytest.raises(Invalid):
        intend(OPEN, to=Standing.SPAM, actor=ANNA, at=1)


def test_who_has_just_chosen_is_not_asked_and_nobody_else_ever() -> None:
    record = chosen(at=1_000)
    assert asked(record, "anna", at=2_000) is None
    assert asked(record, "anna", at=1_000 + ASKED_AFTER) is Standing.CLOSED
    assert asked(record, "ben", at=1_000 + ASKED_AFTER) is None


def test_yes_does_it_and_no_forgets_it() -> None:
    yes = answered(chosen(), replied=True, actor=ANNA, at=9_000)
    assert (yes.after.standing, yes.after.intended) == (Standing.CLOSED, {})
    no = answered(chosen(), replied=False, actor=ANNA, at=9_000)
    assert (no.after.standing, no.after.intended) == (Standing.OPEN, {})
    assert answered(chosen(), replied=True, actor=BEN, at=9_000).events == ()
