"""Writing a comment as a change of a conversation (PRODUCT 3.4)."""

from __future__ import annotations

from server.domain.claims import renew
from server.domain.comments import EVERYONE, Comment, mentioned
from server.domain.conversation import Change, Conversation, by_hand, event
from server.domain.events import Actor, Event


def add_comment(conversation: Conversation, *, comment: Comment, actor: Actor, at: int) -> Change:
    """Write a comment; it never changes the status, and it renews the writer's own claim (R11)."""
    who = mentioned(comment.mentions)
    events: list[Event] = [event("comment_added", actor, at, comment=comment.id)]
    if who:
        events.append(event("mentioned", actor, at, comment=comment.id, who=list(who)))
    named = tuple(p for p in who if p != EVERYONE and p not in conversation.mentioned)
    after = by_hand(conversation, actor, at, mentioned=conversation.mentioned + named, purged_at=None)
    renewed = renew(after, actor=actor, at=at)
    return Change(renewed.after, (*events, *renewed.events), comment)
