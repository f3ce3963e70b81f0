"""After a reply written in Gmail: what was chosen happens when the mail is seen, else the agent is asked (C5)."""

from __future__ import annotations

import time

import pytest

from server.domain.intending import ASKED_AFTER
from server.domain.views import Warn
from server.domain.vocabulary import Standing
from server.usecases.composing import choose_after_send, say_replied
from server.usecases.showing import look
from tests.support.office import Office, mail

QUESTION = "s-1@wald.example"


@pytest.fixture
def now(office: Office) -> Office:
    office.time[0] = time.time_ns() // 1_000_000
    return office


def question(office: Office, age: int = 0) -> str:
    done = office.deliver(mail(QUESTION, at=office.time[0] - age), at=office.time[0] - age)
    assert done.conversation is not None
    return done.conversation


def reply(office: Office, who: str) -> None:
    answer = mail(
        f"s-2-{who}@firma.example",
        sender=f"{who}@firma.example",
        to="ada@wald.example",
        refers=(QUESTION,),
        at=office.time[0] + 1_000,
    )
    office.deliver(answer, sent_by=who, at=office.time[0] + 1_000)


def test_the_seen_reply_does_what_was_chosen(now: Office) -> None:
    conversation = question(now)
    choose_after_send(now.inbox, now.asked("anna"), conversation=conversation, to=Standing.CLOSED)
    assert now.conversation(conversation).standing is Standing.OPEN
    reply(now, "anna")
    after = now.conversation(conversation)
    assert (after.standing, after.intended) == (Standing.CLOSED, {})


def test_a_colleagues_reply_does_not(now: Office) -> None:
    conversation = question(now)
    choose_after_send(now.inbox, now.asked("anna"), conversation=conversation, to=Standing.CLOSED)
    reply(now, "ben")
    after = now.conversation(conversation)
    assert after.standing is Standing.PENDING
    assert set(after.intended) == {"anna"}


def test_without_proof_the_agent_is_asked_and_answers(now: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = question(now)
    choose_after_send(now.inbox, now.asked("anna"), conversation=conversation, to=Standing.CLOSED)
    monkeypatch.setattr("server.domain.intending.ASKED_AFTER", -ASKED_AFTER)
    anna, ben = (now.inbox.directory.agents[who] for who in ("anna", "ben"))
    asked = [one.kind for one in look(now.inbox, anna, conversation=conversation).warnings]
    assert asked == [Warn.DID_YOU_REPLY]
    assert look(now.inbox, ben, conversation=conversation).warnings == ()
    done = say_replied(now.inbox, now.asked("anna"), conversation=conversation, replied=True)
    assert (done.standing, done.warnings) == (Standing.CLOSED, ())
