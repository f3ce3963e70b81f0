"""Writing, editing and deleting a comment as a change of a conversation (PRODUCT 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.domain.claims import renew
from server.domain.comments import EVERYONE, Comment, Mention, mentioned
from server.domain.conversation import Change, Conversation, by_hand, event, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor, Event

FREE_MS = 15 * 60_000
"""How long an author may mend a comment without a mark that it was edited."""


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


def edit_comment(
    conversation: Conversation,
    *,
    comment: Comment,
    text: str,
    mentions: Sequence[Mention],
    others: Sequence[Comment] | None,
    actor: Actor,
    at: int,
) -> Change:
    """Write a comment anew; later than 15 minutes after it was written it is marked as edited.

    `others` are all other comments: who is mentioned nowhere any more is not mentioned; None: not all are known.
    """
    if comment.deleted_at is not None:
        raise Invalid("This comment has been deleted meanwhile.")
    if comment.text == text:
        return unchanged(conversation)
    free = at - comment.at < FREE_MS and comment.edited_at is None
    edited = None if free else at
    after = replace(comment, text=text, mentions=tuple(mentions), edited_at=edited)
    events: list[Event] = [event("comment_edited", actor, at, comment=comment.id, free=free or None)]
    new = [who for who in mentioned(mentions) if who not in mentioned(comment.mentions)]
    if new:
        events.append(event("mentioned", actor, at, comment=comment.id, who=new))
    record = by_hand(conversation, actor, at, mentioned=_mentioned(conversation, after, others))
    return Change(record, tuple(events), after)


def delete_comment(
    conversation: Conversation, *, comment: Comment, others: Sequence[Comment] | None, actor: Actor, at: int
) -> Change:
    """Take the text of a comment away; its place, author and time stay."""
    if comment.deleted_at is not None:
        return unchanged(conversation)
    after = replace(comment, text="", mentions=(), anchor=None, deleted_at=at)
    told = event("comment_deleted", actor, at, comment=comment.id)
    record = by_hand(conversation, actor, at, mentioned=_mentioned(conversation, after, others))
    return Change(record, (told,), after)


def _mentioned(
    conversation: Conversation, after: Comment, others: Sequence[Comment] | None
) -> tuple[str, ...]:
    """Whom the conversation mentions once a comment has changed: a mention that is gone grants nothing more."""
    now = {who for comment in (after, *(others or ())) for who in mentioned(comment.mentions)} - {EVERYONE}
    kept = conversation.mentioned if others is None else [w for w in conversation.mentioned if w in now]
    return tuple(dict.fromkeys((*kept, *sorted(now - set(kept)))))
