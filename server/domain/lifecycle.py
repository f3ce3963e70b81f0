"""How a conversation stands and may go on: status, snooze, waking (PRODUCT 3.2, R14, DECISIONS C3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.claims import ended
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.vocabulary import Standing, Status

TRANSITIONS: Mapping[Standing, frozenset[Standing]] = {
    Standing.OPEN: frozenset({Standing.PENDING, Standing.SNOOZED, Standing.CLOSED, Standing.SPAM}),
    Standing.PENDING: frozenset({Standing.OPEN, Standing.SNOOZED, Standing.CLOSED, Standing.SPAM}),
    Standing.SNOOZED: frozenset(
        {Standing.OPEN, Standing.PENDING, Standing.SNOOZED, Standing.CLOSED, Standing.SPAM}
    ),
    Standing.CLOSED: frozenset({Standing.OPEN, Standing.PENDING, Standing.SNOOZED, Standing.SPAM}),
    Standing.SPAM: frozenset({Standing.OPEN}),
}
"""PRODUCT 3.2: from -> to, for people; snoozed to snoozed is a new date."""


def set_status(
    conversation: Conversation,
    *,
    to: Standing,
    seen: Standing | None,
    actor: Actor,
    at: int,
    reason: str | None = None,
) -> Change:
    """Set open, pending, closed or spam, provided the standing is still the one the actor saw.

    `seen` None is for policies, which state what they want whatever held before.
    """
    before = conversation.standing
    if to is Standing.SNOOZED:
        raise Invalid("Please choose until when it should sleep.")
    if before is to:
        return unchanged(conversation)
    if seen is not None:
        expect("status", seen=seen, current=before)
    _allow(before, to)
    after = by_hand(conversation, actor, at, **_fields(conversation, Status(to), actor, at))
    if before is Standing.CLOSED and to is not Standing.SPAM:
        events = (event("reopened", actor, at, by="agent", cycle=after.cycle),)
        extra = (
            ()
            if to is Standing.OPEN
            else (event("status_changed", actor, at, to=to, before=before, reason=reason),)
        )
        return _without_claim(Change(after, events + extra), actor, at)
    return _without_claim(
        Change(after, (event("status_changed", actor, at, to=to, before=before, reason=reason),)), actor, at
    )


def snooze(
    conversation: Conversation,
    *,
    until: int,
    wake_on_reply: bool,
    seen: Standing | None,
    actor: Actor,
    at: int,
) -> Change:
    """Let the conversation sleep until a time in the future (R14); closed ones are reopened to sleep."""
    if until <= at:
        raise Invalid("That time has passed already. Please choose one in the future.")
    before = conversation.standing
    if before is Standing.SNOOZED and (conversation.snoozed_until, conversation.wake_on_reply) == (
        until,
        wake_on_reply,
    ):
        return unchanged(conversation)
    if seen is not None:
        expect("status", seen=seen, current=before)
    _allow(before, Standing.SNOOZED)
    fields = _fields(conversation, Status.OPEN, actor, at) | {
        "snoozed_until": until,
        "snoozed_by": actor.id,
        "wake_on_reply": wake_on_reply,
    }
    after = by_hand(conversation, actor, at, **fields)
    told = event("snoozed", actor, at, until=until, before=before, wake_on_reply=wake_on_reply)
    return _without_claim(Change(after, (told,)), actor, at)


def wake(conversation: Conversation, *, actor: Actor, at: int, reason: str = "due") -> Change:
    """End a sleep that is due (R14); anything else is left alone, so that waking twice is waking once."""
    due = conversation.snoozed_until is not None and (reason != "due" or conversation.snoozed_until <= at)
    if not due:
        return unchanged(conversation)
    after = replace(conversation, **AWAKE)  # type: ignore[arg-type]
    return Change(after, (event("woke", actor, at, reason=reason),))


AWAKE: Mapping[str, object] = {"snoozed_until": None, "snoozed_by": None, "wake_on_reply": True}
"""The fields of a conversation that does not sleep."""


def _allow(before: Standing, to: Standing) -> None:
    if to not in TRANSITIONS[before]:
        raise Invalid(
            "From “%(before_word)s” it cannot be set to “%(to_word)s”.", before_word=before, to_word=to
        )


def _fields(conversation: Conversation, status: Status, actor: Actor, at: int) -> dict[str, object]:
    fields: dict[str, object] = {"status": status, "reopen_due": None, **AWAKE}
    if status is Status.CLOSED:
        fields |= {"closed_at": at, "closed_by": actor.id, "waiting_since": None, "settled_at": at}
        if conversation.resolved_at is None:
            fields["resolved_at"] = at
    elif status is Status.SPAM:
        fields |= {"waiting_since": None, "settled_at": at, "closed_at": None, "closed_by": None}
    elif conversation.status is Status.CLOSED:
        fields |= {"closed_at": None, "closed_by": None, "cycle": conversation.cycle + 1}
    return fields


def _without_claim(change: Change, actor: Actor, at: int) -> Change:
    if change.after.status not in (Status.CLOSED, Status.SPAM):
        return change
    return ended(change, reason="close", actor=actor, at=at)
