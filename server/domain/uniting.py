"""The record of two conversations that become one: what is carried over, and what stays (PRODUCT R12)."""

from __future__ import annotations

from server.domain.absorbing import united
from server.domain.conversation import Conversation, by_hand
from server.domain.events import Actor
from server.domain.labels import TAGS
from server.domain.lifecycle import AWAKE
from server.domain.vocabulary import Standing, Status

HANDED = ("due_at", "handed_by", "handed_at")
"""What a hand-over says beside its assignee."""


def united_records(source: Conversation, target: Conversation, actor: Actor, at: int) -> Conversation:
    """The target with what the source adds; where only one can hold, the target's stays.

    Both keep: mailboxes, parties, tags, followers, mentions, fields, links, what is to happen after a reply. The
    target's alone: assignee, priority, customer, draft. A due moment of the source counts on where both have the
    same assignee, and it is the earlier one.
    """
    fields = {**source.fields, **target.fields}
    cut_from = (one for one in (*target.cut_from, *source.cut_from) if one not in (source.id, target.id))
    links = (
        one for one in (*target.links, *source.links) if one.partition(":")[2] not in (source.id, target.id)
    )
    conflicts = tuple(one for one in target.conflicts_with if one != source.id)
    return by_hand(
        target,
        actor,
        at,
        mailboxes=tuple(dict.fromkeys((*target.mailboxes, *source.mailboxes))),
        moved_from=tuple(dict.fromkeys((*target.moved_from, *source.moved_from))),
        participants=united(target.participants, source.participants),
        tags=tuple(dict.fromkeys((*target.tags, *source.tags)))[:TAGS],
        followers=tuple(dict.fromkeys((*target.followers, *source.followers))),
        mentioned=tuple(dict.fromkeys((*target.mentioned, *source.mentioned))),
        fields=fields,
        intended={**source.intended, **target.intended},
        warned={**source.warned, **target.warned},
        links=tuple(dict.fromkeys(links)),
        cut_from=tuple(dict.fromkeys(cut_from)),
        conflicts_with=conflicts,
        last_message_id=_newest(source, target),
        held_at=target.held_at or source.held_at,
        held_by=target.held_by or source.held_by,
        purged_at=target.purged_at if source.purged_at is not None else None,
        **_sooner(source, target),
        **_joint_standing(source, target),
    )


def _newest(source: Conversation, target: Conversation) -> str | None:
    """The id of the newest mail of both; what a conversation without mails remembers counts for nothing."""
    held = [one for one in (target, source) if one.message_count] or [target]
    return max(held, key=lambda one: one.last_message_at).last_message_id


def _joint_standing(source: Conversation, target: Conversation) -> dict[str, object]:
    """Open if either is (R12); what waits or sleeps in the source does not vanish in something done."""
    wanted = target.standing
    if source.standing is Standing.OPEN:
        wanted = Standing.OPEN
    elif wanted is Standing.CLOSED and source.standing is not Standing.CLOSED:
        wanted = Standing.PENDING if source.standing is Standing.PENDING else Standing.OPEN
    settled = max(source.settled_at, target.settled_at)
    waits = [since for since in (source.waiting_since, target.waiting_since) if since is not None]
    settled = min(settled, min(waits) - 1) if waits else settled
    if wanted is target.standing:
        due = min(filter(None, (source.reopen_due, target.reopen_due)), default=None)
        return {"settled_at": settled, "reopen_due": None if wanted is Standing.OPEN else due}
    fields: dict[str, object] = {"status": Status(wanted), "settled_at": settled, "reopen_due": None, **AWAKE}
    if target.status is Status.CLOSED:
        fields |= {"closed_at": None, "closed_by": None, "cycle": target.cycle + 1}
    return fields


def _sooner(source: Conversation, target: Conversation) -> dict[str, object]:
    same = source.assignee is not None and source.assignee == target.assignee
    if not same or source.due_at is None or (target.due_at or source.due_at) < source.due_at:
        return {}
    return {name: getattr(source, name) for name in HANDED}
