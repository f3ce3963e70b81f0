"""“I'm replying”: a lease on a conversation, not a lock (R11, DECISIONS D1).

`at` is the store's time of the same read that gave the record; the record's version guards the rest, so an
expiry judged here cannot have been undone by a renewal that the commit does not notice.
"""

from __future__ import annotations

from dataclasses import replace

from server.domain.conversation import (
    CLAIM_LEASE,
    CLAIM_LIMIT,
    Change,
    Conversation,
    by_hand,
    event,
    expect,
    unchanged,
)
from server.domain.errors import Invalid
from server.domain.events import Actor, Event
from server.domain.vocabulary import Status

NOBODY = {"claimed_by": None, "claimed_at": None, "claimed_until": None}
RENEW_AFTER = 60_000
"""A renewal sooner than this after the last writes nothing, in ms."""


def claim(conversation: Conversation, *, seen: str | None, actor: Actor, at: int) -> Change:
    """Say "I'm replying", provided the claimant is still the one the actor saw (None: nobody).

    Seeing a colleague's claim and claiming nevertheless ("answer anyway") takes the lease over; claiming
    again renews it.
    """
    if conversation.status in (Status.CLOSED, Status.SPAM):
        raise Invalid("Please reopen the conversation first.")
    holder = conversation.claimant(at)
    if holder == actor.id:
        return renew(conversation, actor=actor, at=at)
    expect("claim", seen=seen, current=holder)
    until = at + CLAIM_LEASE
    events: list[Event] = []
    if conversation.claimed_by is not None and conversation.claimed_by != actor.id:
        events.append(_released(conversation, "override" if holder else "expiry", actor, at))
    events.append(event("claimed", actor, at, until=until, over=holder))
    after = by_hand(
        conversation,
        actor,
        at,
        claimed_by=actor.id,
        claimed_at=at,
        claimed_until=until,
        claim_fence=conversation.claim_fence + 1,
    )
    return Change(after, tuple(events))


def renew(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Prolong one's own claim because one was active, at most to an hour after it began."""
    if conversation.claimant(at) != actor.id or conversation.claimed_at is None:
        return unchanged(conversation)
    until = min(at + CLAIM_LEASE, conversation.claimed_at + CLAIM_LIMIT)
    if until - (conversation.claimed_until or 0) < RENEW_AFTER:
        return unchanged(conversation)
    return Change(replace(conversation, claimed_until=until), (event("claimed", actor, at, until=until),))


def release(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Give one's own claim back; somebody else's is left alone."""
    if conversation.claimed_by is None or conversation.claimed_by != actor.id:
        return unchanged(conversation)
    return ended(Change(conversation), reason="agent", actor=actor, at=at)


def expire(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """End a claim whose time has run out (R11)."""
    if conversation.claimed_until is None or conversation.claimed_until > at:
        return unchanged(conversation)
    return ended(Change(conversation), reason="expiry", actor=actor, at=at)


def ended(change: Change, *, reason: str, actor: Actor, at: int) -> Change:
    """The change, and with it the end of any claim on the conversation."""
    if change.after.claimed_by is None:
        return change
    told = _released(change.after, reason, actor, at)
    after = replace(change.after, **NOBODY)  # type: ignore[arg-type]
    return replace(change, after=after, events=(*change.events, told))


def _released(conversation: Conversation, reason: str, actor: Actor, at: int) -> Event:
    return event("claim_released", actor, at, by=reason, who=f"agent:{conversation.claimed_by}")
