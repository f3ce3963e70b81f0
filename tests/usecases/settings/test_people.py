"""People as they are administered: by whom, with which numbers, and what stands in the audit log."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.auditlog import Audited
from server.domain.availability import available_at
from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Availability, Role, Via
from server.domain.workspace import Agent, Mailbox, Member
from server.store import auditlog
from server.usecases import conversations
from server.usecases.settings.agents import (
    agents_of,
    change_agent,
    deactivate_agent,
    invite,
    invite_again,
    leaving,
    reactivate_agent,
    unlink_agent,
)
from server.usecases.settings.availability import set_availability
from server.usecases.settings.mailboxes import (
    add_mailbox,
    change_mailbox,
    mailboxes_of,
    put_members,
    removal,
    remove_member,
    would_release,
)
from server.usecases.settings.teams import team_would_release
from server.usecases.settings.workspace import change_workspace
from tests.support.office import DAY, Office, mail


def actor(name: str) -> Actor:
    return Actor("agent", Via.WEB, name)


@pytest.fixture
def office_with_admin(office: Office) -> Office:
    hanna = office.inbox.directory.agents["hanna"]
    change_agent(office.inbox, replace(hanna, admin=True))
    return office


def given(office: Office, to: str, number: int = 0) -> str:
    name = office.deliver(mail(f"{to.replace(':', '-')}-{number}@x")).conversation or ""
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to=to, seen=None)
    return name


def told(office: Office) -> list[tuple[Audited, str, str]]:
    lines = auditlog.page(office.inbox.conversations.store, office.inbox.conversations.keys)
    return [(entry.kind, entry.by.party, entry.target) for _, entry in lines]


def test_the_numbers_told_before_are_those_that_happen(office: Office) -> None:
    for number in range(2):
        given(office, "agent:anna", number)
    given(office, "team:desk")
    box = office.inbox.directory.mailboxes["support"]
    without = replace(box, members={a: m for a, m in box.members.items() if a != "anna"})
    assert would_release(office.inbox, without) == 2
    found = leaving(office.inbox, "anna")
    assert (found.conversations, found.mailboxes, found.teams) == (2, 1, 1)
    assert team_would_release(office.inbox, "desk", ()) == 1
    assert team_would_release(office.inbox, "desk", ("otto",)) == 0
    assert deactivate_agent(office.inbox, office.inbox.directory.agents["anna"]) == 2


def test_letting_somebody_go_is_no_work_on_their_conversations(office_with_admin: Office) -> None:
    office = office_with_admin
    name = given(office, "agent:anna")
    before = office.conversation(name).human_act_at
    office.time[0] += DAY
    deactivate_agent(office.inbox, office.inbox.directory.agents["anna"], actor=actor("hanna"))
    assert office.conversation(name).human_act_at == before


def test_every_change_stands_in_the_audit_log_with_who_made_it(office_with_admin: Office) -> None:
    office, admin = office_with_admin, actor("hanna")
    nora = invite(office.inbox, Agent("nora", "Nora", ("nora@firma.example",)), actor=admin).agent
    deactivate_agent(office.inbox, nora, actor=admin)
    reactivate_agent(office.inbox, office.inbox.directory.agents["nora"], actor=admin)
    box = add_mailbox(office.inbox, Mailbox("neu", "Neu", ("neu@firma.example",)), actor=admin)
    change_mailbox(office.inbox, replace(box, guideline="Kurz."), actor=admin)
    change_workspace(office.inbox, replace(office.inbox.directory.workspace, name="Neu"), actor=admin)
    who = "agent:hanna"
    assert told(office)[:6] == [
        (Audited.CHANGED, who, f"workspace:{office.id}"),
        (Audited.CHANGED, who, "mailbox:neu"),
        (Audited.ADDED, who, "mailbox:neu"),
        (Audited.REACTIVATED, who, "agent:nora"),
        (Audited.DEACTIVATED, who, "agent:nora"),
        (Audited.INVITED, who, "agent:nora"),
    ]
    assert "Kurz." not in str(
        auditlog.page(office.inbox.conversations.store, office.inbox.conversations.keys)
    )


def test_what_is_as_it_was_is_not_told(office: Office) -> None:
    before = told(office)
    change_mailbox(office.inbox, office.inbox.directory.mailboxes["support"])
    assert told(office) == before


def test_people_change_their_own_language_and_nothing_more(office: Office) -> None:
    anna = office.inbox.directory.agents["anna"]
    assert change_agent(office.inbox, replace(anna, locale="en"), actor=actor("anna")).locale == "en"
    anna = office.inbox.directory.agents["anna"]
    for more in ({"admin": True}, {"name": "Chef"}, {"emails": ("chef@firma.example",)}):
        with pytest.raises(Forbidden):
            change_agent(office.inbox, replace(anna, **more), actor=actor("anna"))
    with pytest.raises(NotFound):
        change_agent(office.inbox, replace(anna, locale="de"), actor=actor("ben"))
    assert [one.id for one in agents_of(office.inbox, actor("anna"))] == ["anna"]


def test_somebody_is_admin_always(office_with_admin: Office) -> None:
    office, hanna = office_with_admin, office_with_admin.inbox.directory.agents["hanna"]
    for act in (
        lambda: change_agent(office.inbox, replace(hanna, admin=False), actor=actor("hanna")),
        lambda: deactivate_agent(office.inbox, hanna, actor=actor("hanna")),
    ):
        with pytest.raises(Invalid):
            act()
    change_agent(
        office.inbox, replace(office.inbox.directory.agents["mona"], admin=True), actor=actor("hanna")
    )
    deactivate_agent(office.inbox, hanna, actor=actor("mona"))


def test_a_new_code_or_no_account_parts_somebody_from_the_old_one(office: Office) -> None:
    anna = office.inbox.directory.agents["anna"]
    change_agent(office.inbox, replace(anna, google_sub="g", entra_tenant="t"))
    assert unlink_agent(office.inbox, "anna", google=True).google_sub is None
    assert office.inbox.directory.agents["anna"].entra_tenant == "t"
    assert invite_again(office.inbox, office.inbox.directory.agents["anna"]).agent.entra_tenant is None
    change_agent(office.inbox, replace(office.inbox.directory.agents["anna"], google_sub="neu"))
    with pytest.raises(Forbidden):
        unlink_agent(office.inbox, "anna", google=True, actor=actor("anna"))


def test_an_absence_ends_by_the_clock_alone(office: Office) -> None:
    now = office.time[0]
    away = set_availability(
        office.inbox, "anna", Availability.AWAY, until=now + DAY, deputy="ben", actor=actor("anna")
    )
    assert (away.deputy, available_at(away, now)) == ("ben", Availability.AWAY)
    assert available_at(away, now + DAY) is Availability.AVAILABLE
    back = set_availability(office.inbox, "anna", Availability.BUSY, deputy="", actor=actor("anna"))
    assert (back.away_until, back.deputy, available_at(back, now)) == (None, None, Availability.BUSY)


@pytest.mark.parametrize(
    ("state", "until", "deputy"),
    [
        (Availability.AWAY, -DAY, None),
        (Availability.AWAY, 2000 * DAY, None),
        (Availability.BUSY, DAY, None),
        (Availability.AWAY, None, "anna"),
        (Availability.AWAY, None, "nobody"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(
    office: Office, state: Availability, until: int | None, deputy: str | None
) -> None:
    at = office.time[0] + until if until else None
    with pytest.raises(Invalid):
        set_availability(office.inbox, "anna", state, until=at, deputy=deputy, actor=actor("anna"))


def test_nobody_is_sent_away_by_a_colleague(office: Office) -> None:
    with pytest.raises(NotFound):
        set_availability(office.inbox, "anna", Availability.AWAY, actor=actor("mona"))


def test_a_manager_changes_members_of_their_mailbox_alone(office: Office) -> None:
    office.set("hr", members={"hanna": Member(Role.MANAGER)})
    put_members(office.inbox, "support", {"hanna": Member(Role.AGENT, cap=3)}, actor=actor("mona"))
    assert office.inbox.directory.mailboxes["support"].members["hanna"].cap == 3
    remove_member(office.inbox, "support", "hanna", actor=actor("mona"))
    with pytest.raises(NotFound):
        put_members(office.inbox, "hr", {"mona": Member(Role.MANAGER)}, actor=actor("mona"))
    with pytest.raises(Forbidden):
        put_members(office.inbox, "support", {"anna": Member(Role.MANAGER)}, actor=actor("anna"))
    assert [box.id for box in mailboxes_of(office.inbox, actor("mona"))] == ["support"]


def test_emergency_access_is_not_given_like_a_membership(office: Office) -> None:
    member = Member(Role.VIEWER, until=office.time[0] + DAY)
    with pytest.raises(Invalid):
        put_members(office.inbox, "support", {"hanna": member})


def test_what_removing_a_mailbox_would_do_is_told_in_numbers(office: Office) -> None:
    office.deliver(mail("a@x"))
    found = removal(office.inbox, "support")
    assert (found.conversations, found.members, found.catalogue) == (1, 6, 0)
