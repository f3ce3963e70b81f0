"""Who sees what and may do what, against the rules written down a second time (DECISIONS A2)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import Forbidden, NotFound
from server.domain.vocabulary import Act, Role
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team, Workspace
from tests.support.records import AGENTS, PARTIES, agents, directories, records


def brute_force_sees(directory: Directory, agent: str, record: Conversation) -> bool:
    """A2, sentence by sentence."""
    person = directory.agents.get(agent)
    if person is None or person.deactivated_at is not None:
        return False
    teams = {f"team:{team.id}" for team in directory.teams.values() if agent in team.members}
    me = {f"agent:{agent}"} | teams
    mentioned = bool(me & set(record.mentioned))
    assigned = record.assignee in me
    through_some_mailbox = False
    for box in record.mailboxes:
        member = directory.mailboxes[box].members.get(agent)
        if member is None:
            continue
        if member.role is Role.LIGHT:
            shown = mentioned or agent in record.followers
        elif member.only_assigned:
            shown = assigned or mentioned
        else:
            shown = True
        through_some_mailbox = through_some_mailbox or shown
    on_the_list = record.restricted_to is None or agent in record.restricted_to
    return through_some_mailbox and on_the_list


@settings(deadline=None)
@given(directories(), records(), agents)
def test_sees_is_the_rule(directory: Directory, record: Conversation, agent: str) -> None:
    assert policy.sees(directory, agent, record) == brute_force_sees(directory, agent, record)


@settings(deadline=None)
@given(directories(), records(), agents, st.sampled_from(Act))
def test_nobody_may_what_they_do_not_see(
    directory: Directory, record: Conversation, agent: str, act: Act
) -> None:
    if policy.may(directory, agent, act, record):
        assert policy.sees(directory, agent, record)
        assert act in policy.allowed(directory, agent, record)
        policy.require(directory, agent, act, record)
    else:
        refusal = Forbidden if policy.sees(directory, agent, record) else NotFound
        with pytest.raises(refusal):
            policy.require(directory, agent, act, record)


@settings(deadline=None)
@given(directories(), records(), st.sampled_from(PARTIES))
def test_whoever_may_be_assigned_then_sees_it_and_may_work_on_it(
    directory: Directory, record: Conversation, party: str
) -> None:
    if not policy.may_be_assigned(directory, party, record):
        return
    from dataclasses import replace

    given_to = replace(record, assignee=party)
    kind, _, key = party.partition(":")
    people = (key,) if kind == "agent" else directory.teams[key].members
    working = [a for a in people if policy.may(directory, a, Act.STATUS, given_to)]
    assert working


@settings(deadline=None)
@given(directories(), records())
def test_a_restriction_narrows_and_never_grants(directory: Directory, record: Conversation) -> None:
    from dataclasses import replace

    free = replace(record, restricted_to=None)
    for agent in AGENTS:
        for listed in ((), (agent,)):
            narrowed = replace(record, restricted_to=listed)
            seen = policy.sees(directory, agent, narrowed)
            assert seen == (bool(listed) and policy.sees(directory, agent, free))


ALLOWED = {
    Role.MANAGER: set(Act),
    Role.AGENT: set(Act) - {Act.DELETE_COMMENT, Act.RESTRICT},
    Role.VIEWER: {Act.COMMENT, Act.EDIT_COMMENT, Act.FOLLOW},
    Role.LIGHT: {Act.COMMENT, Act.EDIT_COMMENT, Act.FOLLOW},
}


@pytest.mark.parametrize("role", Role)
def test_the_table_of_roles(role: Role) -> None:
    record = Conversation("c", ("support",), followers=("anna",))
    assert policy.allowed(firm(role), "anna", record) == ALLOWED[role]


def test_two_switches_of_a_mailbox_narrow_the_table() -> None:
    record = Conversation("c", ("support",))
    assert not policy.may(firm(Role.AGENT, managers_assign=True), "anna", Act.ASSIGN, record)
    assert policy.may(firm(Role.MANAGER, managers_assign=True), "anna", Act.ASSIGN, record)
    assert not policy.may(firm(Role.VIEWER, viewers_comment=False), "anna", Act.COMMENT, record)


def test_a_refusal_names_the_role_that_is_needed() -> None:
    record = Conversation("c", ("support",))
    with pytest.raises(Forbidden) as refused:
        policy.require(firm(Role.VIEWER), "anna", Act.TAKE, record)
    assert refused.value.facts["role_word"] is Role.AGENT
    with pytest.raises(Forbidden) as refused:
        policy.require(firm(Role.AGENT, managers_assign=True), "anna", Act.ASSIGN, record)
    assert refused.value.facts["role_word"] is Role.MANAGER


def firm(role: Role, **switches: bool) -> Directory:
    box = Mailbox("support", "Support", ("support@firma.example",), {"anna": Member(role)}, **switches)  # type: ignore[arg-type]
    person = Agent("anna", "Anna", ("anna@firma.example",))
    return Directory(
        Workspace("w", "W"), 1, {"anna": person}, {"desk": Team("desk", "Desk")}, {"support": box}
    )
