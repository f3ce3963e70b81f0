"""Following a conversation: being shown it in a list of one's own, whoever it belongs to (PRODUCT R14)."""

from __future__ import annotations

from dataclasses import replace

from server.domain.conversation import Change, Conversation, event, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor

FOLLOWERS = 200
"""How many may follow one conversation."""


def follow(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Put the actor among the followers; following is no work on it."""
    who = actor.id or ""
    if who in conversation.followers:
        return unchanged(conversation)
    if len(conversation.followers) >= FOLLOWERS:
        raise Invalid("A conversation may have %(limit)s followers.", limit=FOLLOWERS)
    after = replace(conversation, followers=(*conversation.followers, who))
    return Change(after, (event("followed", actor, at, who=who),))


def unfollow(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Take the actor out of the followers; a light member may lose sight of it by that (DECISIONS A2)."""
    return let_go(conversation, actor.id or "", actor=actor, at=at)


def let_go(conversation: Conversation, who: str, *, actor: Actor, at: int) -> Change:
    """Take an agent out of the followers."""
    if who not in conversation.followers:
        return unchanged(conversation)
    left = tuple(one for one in conversation.followers if one != who)
    return Change(replace(conversation, followers=left), (event("unfollowed", actor, at, who=who),))
