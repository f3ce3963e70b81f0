"""Assign, take and release."""

from __future__ import annotations

import pytest

from server.domain.assignment import assign, release
from server.domain.conversation import Conversation
from server.domain.errors import Conflict
from server.domain.events import Actor
from server.domain.vocabulary import Status, Via
from tests.support.records import by

FREE = Conversation("c", ("support",), status=Status.PENDING)


def test_assigning_says_who_had_it_and_never_changes_the_status() -> None:
    anna = assign(FREE, to="agent:anna", seen=None, actor=by("anna"), at=1).after
    change = assign(anna, to="team:desk", seen="agent:anna", actor=by("ben"), at=2)
    assert change.after.assignee == "team:desk"
    assert change.after.status is Status.PENDING
    assert change.events[0].data == {"to": "team:desk", "before": "agent:anna"}
    assert change.after.touched


def test_whoever_saw_another_assignee_is_told() -> None:
    anna = assign(FREE, to="agent:anna", seen=None, actor=by("anna"), at=1).after
    with pytest.raises(Conflict) as conflict:
        assign(anna, to="agent:ben", seen=None, actor=by("ben"), at=2)
    assert conflict.value.facts == {"field": "assignee", "current": "agent:anna"}


def test_giving_it_to_whom_it_belongs_is_done_already() -> None:
    anna = assign(FREE, to="agent:anna", seen=None, actor=by("anna"), at=1).after
    assert assign(anna, to="agent:anna", seen=None, actor=by("ben"), at=2).events == ()


def test_losing_the_right_is_told_with_its_reason_and_is_no_human_act() -> None:
    given = Conversation("c", ("support",), assignee="agent:anna")
    change = release(given, actor=Actor("system", Via.JOB), at=3, reason="left")
    assert change.after.assignee is None
    assert change.events[0].data == {"before": "agent:anna", "reason": "left"}
    assert not change.after.touched
    assert release(change.after, actor=Actor("system", Via.JOB), at=4, reason="left").events == ()
