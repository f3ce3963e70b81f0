"""Confidential conversations: who may make one, what becomes of everybody else, and that nothing is left to see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.listviews import Queue
from server.domain.workspace import Member
from server.usecases import comments, conversations, people
from server.usecases.comments import Draft
from server.usecases.counts import home
from server.usecases.inbox import Done, read, view
from server.usecases.queues import known_tags, previous, queue
from server.usecases.showing import look
from tests.support.office import DAY, NOW, Office, mail

BOTH = "support@firma.example, hr@firma.example"


def conversation(office: Office, number: int = 1, to: str = "support@firma.example") -> str:
    return office.deliver(mail(f"{number}@wald.example", to=to, at=NOW - number)).conversation or ""


def restricted(office: Office, name: str, by: str, *to: str) -> None:
    seen = office.conversation(name).restricted_to
    conversations.restrict(office.inbox, office.asked(by), conversation=name, to=to, seen=seen)


def exists(office: Office, name: str, agent: str) -> bool:
    try:
        look(office.inbox, office.inbox.directory.agents[agent], conversation=name)
    except NotFound:
        return False
    return True


def test_only_those_on_the_list_see_it_and_only_if_they_would_anyway(office: Office) -> None:
    name = conversation(office)
    restricted(office, name, "mona", "mona", "anna", "lio", "otto")
    seen = {agent for agent in office.inbox.directory.agents if exists(office, name, agent)}
    assert seen == {"mona", "anna"}
    shown = look(office.inbox, office.inbox.directory.agents["anna"], conversation=name).restricted
    assert shown is not None
    assert (shown.count, {one.name for one in shown.people}) == (2, {"Mona", "Anna", "Lio", "Otto"})


@pytest.mark.parametrize(("who", "error"), [("anna", Forbidden), ("vera", Forbidden), ("hanna", NotFound)])
def test_it_takes_a_manager_or_the_assignee(office: Office, who: str, error: type[Exception]) -> None:
    name = conversation(office)
    with pytest.raises(error):
        restricted(office, name, who, who)
    if who == "anna":
        conversations.take(office.inbox, office.asked(who), conversation=name, seen=None)
        restricted(office, name, who, who)
        assert office.conversation(name).restricted_to == ("anna",)
        assert not exists(office, name, "mona")


def test_it_takes_a_manager_of_every_mailbox(office: Office) -> None:
    name = conversation(office, to=BOTH)
    restricted(office, name, "mona", "mona", "hanna")
    box = office.inbox.directory.mailboxes["hr"]
    office.set("hr", members={**box.members, "mona": Member(box.members["hanna"].role)})
    with pytest.raises(Forbidden):
        restricted(office, name, "mona", "mona")


def test_whoever_acts_stays_on_the_list_and_strangers_cannot_be_put_on_it(office: Office) -> None:
    name = conversation(office)
    with pytest.raises(Invalid, match="stay on the list"):
        restricted(office, name, "mona", "anna")
    for stranger in ("hanna", "nobody", ""):
        with pytest.raises(Invalid, match="nobody by that name"):
            restricted(office, name, "mona", "mona", stranger)


def test_whom_the_actor_does_not_know_stays_on_the_list(office: Office) -> None:
    name = conversation(office, to=BOTH)
    restricted(office, name, "mona", "mona", "anna", "hanna")
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:anna", seen=None)
    restricted(office, name, "anna", "anna", "ben")
    assert office.conversation(name).restricted_to == ("anna", "ben", "hanna")


@pytest.mark.parametrize("party", ["agent:ben", "team:desk"])
def test_an_assignee_who_is_not_on_the_list_loses_it_with_an_event(office: Office, party: str) -> None:
    name = conversation(office)
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to=party, seen=None)
    restricted(office, name, "mona", "mona")
    assert office.conversation(name).assignee is None
    assert office.events(name)[-2:] == ["visibility_changed", "unassigned"]
    with pytest.raises(Invalid, match="Ben"):
        conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:ben", seen=None)


def test_a_claim_of_somebody_who_is_not_on_the_list_ends(office: Office) -> None:
    name = conversation(office)
    conversations.claim(office.inbox, office.asked("ben"), conversation=name, seen=None)
    restricted(office, name, "mona", "mona")
    assert office.conversation(name).claimed_by is None


def test_it_stands_in_no_list_count_or_picker_of_anybody_else(office: Office) -> None:
    name = conversation(office)
    comments.add_comment(office.inbox, office.asked("mona"), conversation=name, draft=Draft("@Ben und @Desk"))
    conversations.add_tag(office.inbox, office.asked("mona"), conversation=name, tag="kündigung")
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:anna", seen=None)
    other = conversation(office, 2)
    restricted(office, name, "mona", "mona", "anna")
    inbox = office.inbox
    ben = inbox.directory.agents["ben"]
    counts = home(inbox, ben)
    assert (counts.mentions, counts.mailboxes[0].open) == (0, 1)
    for wanted in Queue:
        page = queue(inbox, ben, queue=wanted, mailbox="support" if wanted is Queue.OPEN else None)
        assert name not in [row.id for row in page.rows]
        assert page.total == len(page.rows)
    assert previous(inbox, ben, conversation=other).rows == ()
    assert look(inbox, ben, conversation=other).previous_count == 0
    record = office.conversation(other)
    _, stored, _ = read(inbox, "ben", other)
    shown = view(Done(inbox, stored, record), "ben")
    loads = {c.party.id: c.open_count for c in people.assignable(inbox, "ben", record, shown).candidates}
    assert (loads["agent:anna"], loads["team:desk"]) == (0, 0)
    loads = {c.party.id: c.open_count for c in people.assignable(inbox, "mona", record, shown).candidates}
    assert loads["agent:anna"] == 1


def test_a_tag_put_on_a_confidential_conversation_is_offered_to_nobody(office: Office) -> None:
    name, other = conversation(office), conversation(office, 2)
    restricted(office, name, "mona", "mona")
    conversations.add_tag(office.inbox, office.asked("mona"), conversation=name, tag="abmahnung")
    inbox = office.inbox
    assert "abmahnung" not in known_tags(inbox, inbox.directory.agents["ben"], office.conversation(other))


def test_who_saw_another_list_is_told_and_nothing_is_lost(office: Office) -> None:
    name = conversation(office)
    restricted(office, name, "mona", "mona", "anna")
    with pytest.raises(Conflict) as told:
        conversations.restrict(
            office.inbox, office.asked("mona"), conversation=name, to=("mona", "ben"), seen=None
        )
    assert told.value.facts["who"] == "Mona"
    assert office.conversation(name).restricted_to == ("anna", "mona")


def test_it_can_be_opened_to_everybody_again(office: Office) -> None:
    name = conversation(office)
    restricted(office, name, "mona", "mona")
    conversations.restrict(office.inbox, office.asked("mona"), conversation=name, to=None, seen=("mona",))
    assert exists(office, name, "ben")
    assert queue(office.inbox, office.inbox.directory.agents["ben"], queue=Queue.UNASSIGNED).total == 1


def test_who_can_be_chosen_are_people_of_its_mailboxes_whom_one_knows(office: Office) -> None:
    name = conversation(office)
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:anna", seen=None)
    inbox, stored, record = read(office.inbox, "mona", name)
    picker = people.restrictable(inbox, "mona", record, view(Done(inbox, stored, record), "mona"))
    chosen = [(one.party.name, one.chosen) for one in picker.people]
    assert chosen == [
        ("Mona", True),
        ("Anna", True),
        ("Ben", False),
        ("Lio", False),
        ("Otto", False),
        ("Vera", False),
    ]


def test_a_mail_that_refers_to_it_joins_it_only_where_it_was_addressed_before(office: Office) -> None:
    name = conversation(office)
    restricted(office, name, "mona", "mona")
    later = office.deliver(mail("reply@wald.example", refers=("1@wald.example",), at=NOW + DAY))
    assert later.conversation != name


def test_a_person_who_left_is_no_member_of_the_list(office: Office) -> None:
    name = conversation(office)
    restricted(office, name, "mona", "mona", "ben")
    ben = office.inbox.directory.agents["ben"]
    office.workspaces.directories.put(office.id, replace(ben, deactivated_at=NOW), before=ben)
    shown = look(office.inbox, office.inbox.directory.agents["mona"], conversation=name).restricted
    assert shown is not None
    assert (shown.count, [one.name for one in shown.people]) == (1, ["Mona"])
