"""Who sees a conversation and who may do what to it (PRODUCT 3.4, DECISIONS A2, A5).

`sees` and `may` are the only two questions; lists, counts and events are cut by the same rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from server.domain.conversation import Conversation
from server.domain.errors import Forbidden, NotFound
from server.domain.vocabulary import Act, Role
from server.domain.workspace import Directory, Mailbox, Member

_WORKING = frozenset({Role.MANAGER, Role.AGENT})
_MANAGED = frozenset({Act.ASSIGN, Act.DELETE_COMMENT, Act.RESTRICT, Act.TIDY, Act.BLOCK})
"""What agents may do only under a condition, and managers always."""
_FOR_PEOPLE = frozenset({Act.TAKE, Act.CLAIM, Act.RESTRICT, Act.EDIT_COMMENT, Act.REVIEW, Act.FOLLOW})
"""What an API token never does: nobody would be behind it."""
_ON_TERMS = frozenset({Act.RESTRICT, Act.TIDY, Act.BLOCK, Act.DELETE_COMMENT})
"""What takes more than one mailbox in which a role allows it (`_allowed`)."""

PERMISSIONS: Mapping[Act, frozenset[Role]] = {
    Act.TAKE: _WORKING,
    Act.ASSIGN: _WORKING,
    Act.STATUS: _WORKING,
    Act.SNOOZE: _WORKING,
    Act.PRIORITY: _WORKING,
    Act.TAG: _WORKING,
    Act.CLAIM: _WORKING,
    Act.SPAM: _WORKING,
    Act.FIELD: _WORKING,
    Act.RESTRICT: _WORKING,
    Act.FOLLOW: frozenset(Role),
    Act.TIDY: _WORKING,
    Act.LINK: _WORKING,
    Act.BLOCK: _WORKING,
    Act.REVIEW: _WORKING,
    Act.COMMENT: frozenset(Role),
    Act.EDIT_COMMENT: frozenset(Role),
    Act.DELETE_COMMENT: frozenset({Role.MANAGER}),
}
"""PRODUCT 3.4 as far as its acts exist; mailbox switches narrow it (`_acts_of`), and `_may_restrict` does."""


def sees(directory: Directory, agent: str, conversation: Conversation) -> bool:
    """Whether the conversation exists for the agent (DECISIONS A2)."""
    return next(_grants(directory, agent, conversation), None) is not None


def may(directory: Directory, agent: str, act: Act, conversation: Conversation) -> bool:
    """Whether a role through which the agent sees the conversation allows the act."""
    return _allowed(directory, agent, act, conversation, list(_grants(directory, agent, conversation)))


def require(directory: Directory, agent: str, act: Act, conversation: Conversation) -> None:
    """Refuse what the agent may not do: NotFound where they see nothing, else Forbidden naming the role (A5)."""
    if may(directory, agent, act, conversation):
        return
    if not sees(directory, agent, conversation):
        raise NotFound("This conversation does not exist.")
    if agent in directory.tokens and act in _FOR_PEOPLE:
        raise Forbidden("This is for people, not for an API token.", act=act)
    for_managers = act in _MANAGED and _works(directory, agent, conversation)
    needed = Role.MANAGER if for_managers else Role.AGENT
    raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=needed, act=act)


def require_work_in(directory: Directory, agent: str, mailbox: str) -> None:
    """Refuse who does not work in a mailbox: NotFound where it is none of theirs, else Forbidden."""
    member = {box.id: member for box, member in directory.memberships(agent)}.get(mailbox)
    if member is None:
        raise NotFound("There is no such mailbox.")
    if member.role not in _WORKING:
        raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=Role.AGENT)


def allowed(directory: Directory, agent: str, conversation: Conversation) -> frozenset[Act]:
    """Every act the agent may do to the conversation."""
    grants = list(_grants(directory, agent, conversation))
    plain = frozenset[Act]().union(*(_acts(box, member) for box, member in grants)) - _ON_TERMS
    if agent in directory.tokens:
        plain -= _FOR_PEOPLE
    return plain.union(act for act in _ON_TERMS if _allowed(directory, agent, act, conversation, grants))


def role(directory: Directory, agent: str, conversation: Conversation) -> Role:
    """The strongest role through which the agent sees the conversation."""
    held = {member.role for _, member in _grants(directory, agent, conversation)}
    return next((r for r in Role if r in held), Role.LIGHT)


def may_be_assigned(directory: Directory, party: str, conversation: Conversation) -> bool:
    """Whether an agent or team can be given the conversation: it must work in one of its mailboxes (A4)."""
    kind, _, key = party.partition(":")
    if kind == "agent" and key in directory.tokens:
        return False
    if kind == "agent":
        return _could_work(directory, key, conversation)
    team = directory.teams.get(key)
    return team is not None and any(_could_work(directory, agent, conversation) for agent in team.members)


def limited(member: Member) -> bool:
    """Whether a member sees only what is given to them, so that mailbox lists are not theirs (A4)."""
    return member.role is Role.LIGHT or member.only_assigned


def colleagues(directory: Directory, agent: str) -> frozenset[str]:
    """Everybody who shares a mailbox with the agent, themselves included (A8)."""
    boxes = (box for box, _ in directory.memberships(agent))
    lasting = (other for box in boxes for other, member in box.members.items() if member.until is None)
    return frozenset(other for other in lasting if directory.memberships(other))


def is_mentioned(directory: Directory, agent: str, conversation: Conversation) -> bool:
    """Whether the agent, or a team they are in, has been mentioned in the conversation."""
    named = conversation.mentioned
    return f"agent:{agent}" in named or any(f"team:{team}" in named for team in directory.teams_of(agent))


def _grants(directory: Directory, agent: str, conversation: Conversation) -> Iterator[tuple[Mailbox, Member]]:
    if conversation.deleted_at is not None:
        return
    restricted = conversation.restricted_to
    if restricted is not None and agent in directory.tokens:
        return
    listed = restricted is None or agent in restricted
    for box, member in directory.memberships(agent):
        if box.id not in conversation.mailboxes or not (listed or member.until is not None):
            continue
        if _shown(directory, agent, member, conversation):
            yield box, member


def _shown(directory: Directory, agent: str, member: Member, conversation: Conversation) -> bool:
    if not limited(member):
        return True
    if is_mentioned(directory, agent, conversation):
        return True
    if member.role is Role.LIGHT:
        return agent in conversation.followers
    return conversation.agent == agent or conversation.team in directory.teams_of(agent)


def _allowed(
    directory: Directory,
    agent: str,
    act: Act,
    conversation: Conversation,
    grants: Sequence[tuple[Mailbox, Member]],
) -> bool:
    if agent in directory.tokens and act in _FOR_PEOPLE:
        return False
    if act is Act.RESTRICT:
        return _may_restrict(agent, conversation, grants)
    if act is Act.TIDY:  # in every mailbox that it touches (A2)
        ready = {box.id for box, member in grants if _allows(act, box, member)}
        return bool(conversation.mailboxes) and ready.issuperset(conversation.mailboxes)
    if act is Act.BLOCK:  # it changes the home mailbox, and no other
        grants = [(box, member) for box, member in grants if box.id == conversation.mailboxes[0]]
    lasting = any(member.until is None for _, member in grants)
    if act is Act.DELETE_COMMENT and lasting and _is_admin(directory, agent):
        return True
    return any(_allows(act, box, member) for box, member in grants)


def _may_restrict(agent: str, conversation: Conversation, grants: Sequence[tuple[Mailbox, Member]]) -> bool:
    """A manager of every mailbox of it may, and an agent who is its assignee (A2, PRODUCT 3.4)."""
    managed = {box.id for box, member in grants if member.role is Role.MANAGER}
    if managed.issuperset(conversation.mailboxes) and conversation.mailboxes:
        return True
    return conversation.agent == agent and any(member.role in _WORKING for _, member in grants)


def _is_admin(directory: Directory, agent: str) -> bool:
    known = directory.agents.get(agent)
    return known is not None and known.admin


def _allows(act: Act, box: Mailbox, member: Member) -> bool:
    return act in _acts(box, member)


def _acts(box: Mailbox, member: Member) -> frozenset[Act]:
    if member.until is not None:  # an emergency access reads, and does nothing
        return frozenset()
    return _acts_of(
        member.role, box.managers_assign, box.managers_tidy, box.managers_block, box.viewers_comment
    )


@cache
def _acts_of(role: Role, assign: bool, tidy: bool, block: bool, viewers: bool) -> frozenset[Act]:  # noqa: FBT001
    """What a role allows where a mailbox's switches stand so (the first three: only managers do it)."""
    found = {act for act, roles in PERMISSIONS.items() if role in roles}
    if role is not Role.MANAGER:
        off = ((Act.ASSIGN, assign), (Act.TIDY, tidy), (Act.BLOCK, block))
        found -= {act for act, only_managers in off if only_managers}
    if role is Role.VIEWER and not viewers:
        found -= {Act.COMMENT, Act.EDIT_COMMENT}
    return frozenset(found)


def _works(directory: Directory, agent: str, conversation: Conversation) -> bool:
    return any(member.role in _WORKING for _, member in _grants(directory, agent, conversation))


def _could_work(directory: Directory, agent: str, conversation: Conversation) -> bool:
    restricted = conversation.restricted_to
    if restricted is not None and agent not in restricted:
        return False
    return any(
        box.id in conversation.mailboxes and member.role in _WORKING
        for box, member in directory.memberships(agent)
    )
