"""API tokens as principals, against the rules written down a second time: roles, never what is confidential."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import policy
from server.domain.access import Token
from server.domain.conversation import Conversation
from server.domain.vocabulary import Act, Role
from server.domain.workspace import Directory
from tests.support.records import AGENTS, directories, records

FOR_PEOPLE = {Act.TAKE, Act.CLAIM, Act.RESTRICT, Act.EDIT_COMMENT}


@st.composite
def with_token(draw: st.DrawFn) -> Directory:
    """A directory with one token `t` that has a role in some mailboxes."""
    directory = draw(directories())
    roles = st.sampled_from((Role.MANAGER, Role.AGENT, Role.VIEWER))
    held = {box: draw(roles) for box in directory.mailboxes if draw(st.booleans())}
    expires = draw(st.sampled_from([None, 0, 2]))
    return replace(directory, tokens={"t": Token("t", "T", "", roles=held, expires_at=expires)}, at=1)


def held(directory: Directory, record: Conversation) -> set[str]:
    """The mailboxes through which the token sees the conversation."""
    token = directory.tokens["t"]
    expired = token.expires_at is not None and token.expires_at <= directory.at
    if expired or record.restricted_to is not None or record.deleted_at is not None:
        return set()
    return set(token.roles) & set(record.mailboxes)


@settings(deadline=None)
@given(with_token(), records())
def test_a_token_sees_by_its_roles_and_nothing_confidential(
    directory: Directory, record: Conversation
) -> None:
    assert policy.sees(directory, "t", record) == bool(held(directory, record))
    named = replace(record, restricted_to=("t", *AGENTS))
    assert not policy.sees(directory, "t", named)


@settings(deadline=None)
@given(with_token(), records(), st.sampled_from(Act))
def test_a_token_does_what_such_a_member_does_but_nothing_personal(
    directory: Directory, record: Conversation, act: Act
) -> None:
    token = directory.tokens["t"]
    roles = {token.roles[box] for box in held(directory, record)}
    if policy.may(directory, "t", act, record):
        assert act not in FOR_PEOPLE
        assert roles & policy.PERMISSIONS[act]
    assert (act in policy.allowed(directory, "t", record)) == policy.may(directory, "t", act, record)


@settings(deadline=None)
@given(with_token(), records())
def test_a_token_is_nobody_to_others(directory: Directory, record: Conversation) -> None:
    assert not policy.may_be_assigned(directory, "agent:t", record)
    assert not policy.may_be_assigned(directory, "api:t", record)
    assert all("t" not in policy.colleagues(directory, agent) for agent in (*AGENTS, "t"))
