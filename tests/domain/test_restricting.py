"""Making a conversation confidential, for every combination of people, roles and lists."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import RandnotizError
from server.domain.restricting import people_of, restrict
from server.domain.vocabulary import Act, Role
from server.domain.workspace import Directory
from tests.support.records import agents, by, directories, records, some_agents


@settings(deadline=None)
@given(directories(), records(), agents)
def test_who_may_is_every_mailboxs_manager_or_a_working_assignee(
    directory: Directory, record: Conversation, agent: str
) -> None:
    roles = {box.id: member.role for box, member in directory.memberships(agent)}
    manages_all = all(roles.get(box) is Role.MANAGER for box in record.mailboxes)
    works = any(roles.get(box) in (Role.MANAGER, Role.AGENT) for box in record.mailboxes)
    if policy.may(directory, agent, Act.RESTRICT, record):
        assert policy.sees(directory, agent, record)
        assert manages_all or (record.assignee == f"agent:{agent}" and works)


@settings(deadline=None)
@given(directories(), records(), agents, st.none() | some_agents)
def test_afterwards_nobody_holds_it_who_does_not_see_it(
    directory: Directory, record: Conversation, agent: str, to: tuple[str, ...] | None
) -> None:
    if not policy.may(directory, agent, Act.RESTRICT, record):
        return
    try:
        made = restrict(record, to=to, seen=record.restricted_to, directory=directory, actor=by(agent), at=5)
    except RandnotizError:
        assert to is not None
        assert agent not in to or not people_of(directory, record).issuperset(to)
        return
    if not made.events:
        return
    after = made.after
    assert after.assignee is None or policy.may_be_assigned(directory, after.assignee, after)
    assert policy.sees(directory, agent, after)
    for one in directory.agents:
        if policy.sees(directory, one, after):
            assert after.restricted_to is None or one in after.restricted_to
