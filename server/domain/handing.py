"""Handing a conversation over in one step: to whom, until when, and a word about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.domain import remarks
from server.domain.assignment import assign
from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation, by_hand, event
from server.domain.errors import Invalid
from server.domain.events import Actor

LONGEST = timedelta(days=3 * 366)
"""How far ahead a due day may lie."""


@dataclass(frozen=True, slots=True)
class Due:
    """By when something is to be done: a day, and the moment (ms UTC) at which it is over where the receiver is."""

    day: date
    at: int


def hand_over(
    conversation: Conversation,
    *,
    to: str,
    due: Due | None,
    seen: str | None,
    comment: Comment | None,
    actor: Actor,
    at: int,
) -> Change:
    """Give it to an agent or a team with a due moment (None: none) and a comment, all at once.

    The same assignee can be handed it anew, with another day or another word.
    """
    given = _told_by_handover(assign(conversation, to=to, seen=seen, actor=actor, at=at))
    by = actor.id if actor.kind == "agent" else None
    after = by_hand(given.after, actor, at, due_at=due.at if due else None, handed_by=by, handed_at=at)
    day = due.day.isoformat() if due else None
    told = event("handover", actor, at, to=to, day=day, due=after.due_at, before_due=conversation.due_at)
    if comment is None:
        return Change(after, (*given.events, told))
    said = remarks.add_comment(after, comment=comment, actor=actor, at=at)
    return Change(said.after, (*given.events, told, *said.events), comment)


def due_by(day: date | None, *, zone: ZoneInfo, now: int) -> Due | None:
    """The end of a day in a zone; Invalid for a day that is over or too far away."""
    if day is None:
        return None
    today = datetime.fromtimestamp(now / 1000, zone).date()
    if day < today:
        raise Invalid("That day is over already. Please choose another one.")
    if day - today > LONGEST:
        raise Invalid("That day is too far away. Please choose another one.")
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)
    return Due(day, int(end.timestamp() * 1000))


def _told_by_handover(given: Change) -> Change:
    """The change with its event marked: the activity tells of the hand-over, in one line."""
    marked = (replace(one, data={**one.data, "handed": True}) for one in given.events)
    return replace(given, events=tuple(marked))
