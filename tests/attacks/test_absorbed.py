"""What becomes part of a conversation that somebody has worked on obeys the rules of that conversation (R5.5, R7)."""

from __future__ import annotations

from dataclasses import replace

from server.domain.absorbing import absorbed
from server.domain.conversation import Conversation
from server.domain.events import Actor
from server.domain.vocabulary import Standing, Status, Via
from server.usecases import conversations
from server.usecases.settings import mailboxes
from tests.support.office import HOUR, NOW, Office, mail


def worked_on(office: Office, standing: Standing) -> str:
    name = office.deliver(mail("ada-1@wald.example", at=NOW - HOUR)).conversation or ""
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    conversations.set_status(
        office.inbox, office.asked("anna"), conversation=name, to=standing, seen=Standing.OPEN
    )
    return name


def bridge(office: Office) -> str:
    """A customer's second mail, and a robot's answer that names both."""
    second = office.deliver(mail("ada-2@wald.example")).conversation
    robot = mail(
        "ada-3@wald.example",
        refers=("ada-1@wald.example", "ada-2@wald.example"),
        Auto_Submitted="auto-replied",
    )
    office.deliver(robot)
    return second or ""


def test_mail_that_is_absorbed_by_what_was_closed_reopens_it_for_nobody_who_left(office: Office) -> None:
    name = worked_on(office, Standing.CLOSED)
    box = office.inbox.directory.mailboxes["support"]
    members = {agent: member for agent, member in box.members.items() if agent != "anna"}
    mailboxes.change_mailbox(
        office.inbox, replace(box, members=members), actor=Actor("agent", Via.WEB, "mona")
    )
    assert office.conversation(bridge(office)).id == name
    found = office.conversation(name)
    assert (found.standing, found.assignee, found.cycle) == (Standing.OPEN, None, 2)
    assert "reopened" in office.events(name)


def test_spam_absorbs_nothing_and_stays_spam(office: Office) -> None:
    spam = worked_on(office, Standing.SPAM)
    second = bridge(office)
    assert office.conversation(spam).standing is Standing.SPAM
    assert office.conversation(second).standing is Standing.OPEN


def test_a_delayed_reopen_outlives_the_conversation_it_was_due_for() -> None:
    closed = Conversation("a", ("support",), status=Status.CLOSED, reopen_due=None)
    due = Conversation("b", ("support",), status=Status.CLOSED, reopen_due=NOW)
    assert absorbed(closed, [due]).reopen_due == NOW
    assert absorbed(due, [replace(closed, status=Status.OPEN)]).reopen_due is None
