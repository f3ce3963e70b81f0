"""Untouched conversations that become part of another (PRODUCT R5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.domain.conversation import Conversation
from server.domain.vocabulary import Status

PARTICIPANTS = 50
"""Outside addresses remembered per conversation."""


def absorbed(target: Conversation, others: Sequence[Conversation]) -> Conversation:
    """The target with untouched conversations made part of it (R5.5); figures follow from the joint timeline."""
    for other in others:
        older = other.headed_at is not None and (
            target.headed_at is None or other.headed_at < target.headed_at
        )
        head = other if older else target
        newer = other if other.last_message_at > target.last_message_at else target
        target = replace(
            target,
            subject=head.subject,
            customer=head.customer,
            customer_name=head.customer_name,
            headed_at=head.headed_at,
            participants=united(target.participants, other.participants),
            last_message_at=newer.last_message_at,
            last_message_id=newer.last_message_id,
            status=Status.OPEN if Status.OPEN in (target.status, other.status) else target.status,
            cut_from=tuple(dict.fromkeys(target.cut_from + other.cut_from)),
            continues=target.continues or other.continues,
            forwarded_from=target.forwarded_from or other.forwarded_from,
            reopen_due=min(filter(None, (target.reopen_due, other.reopen_due)), default=None),
        )
    if target.status is Status.OPEN:
        return replace(target, closed_at=None, closed_by=None, reopen_due=None)
    return target


def united(known: tuple[str, ...], new: Sequence[str]) -> tuple[str, ...]:
    """The participants known and new, each once, no more than are remembered."""
    return tuple(dict.fromkeys((*known, *new)))[:PARTICIPANTS]
