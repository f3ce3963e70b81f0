"""Who is responsible: assign, take, release (PRODUCT 3.2; R10 for people's own choices)."""

from __future__ import annotations

from server.domain import policy
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.events import Actor
from server.domain.vocabulary import Standing
from server.domain.workspace import Directory


def assign(conversation: Conversation, *, to: str | None, seen: str | None, actor: Actor, at: int) -> Change:
    """Give the conversation to one agent, team or nobody, provided its assignee is still the one the actor saw.

    Assigning never changes the status. Giving it to whom it already belongs is done already, whatever was seen.
    """
    if conversation.assignee == to:
        return unchanged(conversation)
    expect("assignee", seen=seen, current=conversation.assignee)
    return _given(conversation, to, actor, at)


def release(conversation: Conversation, *, actor: Actor, at: int, reason: str) -> Change:
    """Take the conversation from an assignee who may no longer have it (DECISIONS A4)."""
    if conversation.assignee is None:
        return unchanged(conversation)
    return _given(conversation, None, actor, at, reason)


def taken_up(before: Conversation, change: Change, directory: Directory, *, actor: Actor, at: int) -> Change:
    """The change; where it takes up what was settled, the assignee's right is asked for anew (A4, R7)."""
    after = change.after
    if before.standing not in _SETTLED or after.standing in _SETTLED or after.assignee is None:
        return change
    if policy.may_be_assigned(directory, after.assignee, after):
        return change
    return change.then(release(after, actor=actor, at=at, reason="left"))


_SETTLED = (Standing.CLOSED, Standing.SPAM)


def _given(
    conversation: Conversation, to: str | None, actor: Actor, at: int, reason: str | None = None
) -> Change:
    before = conversation.assignee
    after = by_hand(conversation, actor, at, assignee=to, handed_by=None, handed_at=None)
    if to is None:
        return Change(after, (event("unassigned", actor, at, before=before, reason=reason),))
    return Change(after, (event("assigned", actor, at, to=to, before=before),))
