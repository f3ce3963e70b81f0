"""Answering although one was warned of a second answer: known only once the mail is seen (DECISIONS F1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.domain.conversation import Change, Conversation, event, unchanged
from server.domain.events import Actor

COUNTS_FOR = 10 * 60_000
"""A mail sent later than this after the warning, in ms, is another decision."""
SKEW = 60_000
"""How far the clocks of us and of a mail server may be apart, in ms."""


def shown(conversation: Conversation, *, reasons: Sequence[str], actor: Actor, at: int) -> Change:
    """Note that the actor was warned before sending."""
    after = replace(conversation, warned={**conversation.warned, str(actor.id): at})
    return Change(after, (event("guard_shown", actor, at, reasons=list(reasons)),))


def heeded(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Note that the actor, who was warned before, is let send without a warning now."""
    if actor.id not in conversation.warned:
        return unchanged(conversation)
    after = replace(conversation, warned=_without(conversation, str(actor.id)))
    return Change(after, (event("guard_shown", actor, at, reasons=[]),))


def seen_sent(change: Change, agent: str | None, *, sent_at: int, actor: Actor, at: int) -> Change:
    """The change that a reply of the agent made, and that it went out in spite of a warning, where it did."""
    warned_at = change.after.warned.get(agent or "")
    if agent is None or warned_at is None or sent_at < warned_at - SKEW:
        return change
    after = replace(change.after, warned=_without(change.after, agent))
    if sent_at > warned_at + COUNTS_FOR:
        return replace(change, after=after)
    told = event("guard_overridden", actor, at, agent=f"agent:{agent}", shown_at=warned_at)
    return replace(change, after=after, events=(*change.events, told))


def _without(conversation: Conversation, agent: str) -> dict[str, int]:
    return {who: at for who, at in conversation.warned.items() if who != agent}
