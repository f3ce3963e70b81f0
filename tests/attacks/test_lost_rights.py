"""Who has lost a right has it no more, however late or in whatever race it is asked for (DECISIONS A4, A8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.assignment import assign
from server.domain.conversation import Change, Conversation
from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Act, Standing, Via
from server.store.conversations import Stored
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from server.usecases.inbox import Inbox, change
from server.usecases.settings import mailboxes
from tests.support.office import Office, mail

ADMIN = Actor("agent", Via.WEB, "mona")


def taken(office: Office, agent: str, standing: Standing) -> str:
    done = office.deliver(mail("ada-1@wald.example"))
    name = done.conversation or ""
    conversations.take(office.inbox, office.asked(agent), conversation=name, seen=None)
    conversations.set_status(
        office.inbox, office.asked(agent), conversation=name, to=standing, seen=Standing.OPEN
    )
    return name


def sent_away(office: Office, agent: str) -> None:
    box = office.inbox.directory.mailboxes["support"]
    members = {name: member for name, member in box.members.items() if name != agent}
    mailboxes.change_mailbox(office.inbox, replace(box, members=members), actor=ADMIN)


@pytest.mark.parametrize("standing", [Standing.CLOSED, Standing.SPAM])
def test_what_is_reopened_does_not_return_to_somebody_who_left(office: Office, standing: Standing) -> None:
    name = taken(office, "anna", standing)
    sent_away(office, "anna")
    conversations.set_status(
        office.inbox, office.asked("ben"), conversation=name, to=Standing.OPEN, seen=standing
    )
    assert office.conversation(name).assignee is None
    assert office.events(name)[-1] == "unassigned"


def test_nor_by_a_comment_that_sets_it_to_waiting(office: Office) -> None:
    name = taken(office, "anna", Standing.CLOSED)
    sent_away(office, "anna")
    draft = Draft("Bitte warten.", wait_seen=Standing.CLOSED)
    comments.add_comment(office.inbox, office.asked("ben"), conversation=name, draft=draft)
    found = office.conversation(name)
    assert (found.standing, found.assignee) == (Standing.PENDING, None)


def test_who_is_sent_away_between_the_question_and_the_commit_does_not_get_it(office: Office) -> None:
    name = office.deliver(mail("ada-1@wald.example")).conversation or ""
    asked = office.asked("anna")

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        if "anna" in office.inbox.directory.mailboxes["support"].members:
            sent_away(office, "anna")
        return assign(record, to="agent:anna", seen=None, actor=asked.actor, at=stored.at)

    with pytest.raises(NotFound):
        change(office.inbox, asked, name, Act.TAKE, decide)
    assert office.conversation(name).assignee is None
