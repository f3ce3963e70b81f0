"""Events of working together: following and taking back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from cards import paths
from cards.widgets import Json
from server.domain.errors import Invalid
from server.usecases import following, undoing
from server.web.gmail.rendering import answer
from server.web.gmail.visit import Visit


def due_day(visit: Visit) -> date | None:
    """The day that was picked, None for none; Google sends its midnight in UTC."""
    picked = visit.event.date_time_ms("due")
    return None if picked is None else datetime.fromtimestamp(picked / 1000, UTC).date()


def follow(visit: Visit) -> Json:
    """Follow, or follow no more."""
    asked, conversation = visit.asked(), visit.conversation()
    if visit.param("off"):
        return answer(visit, following.unfollow(visit.inbox, asked, conversation=conversation))
    return answer(visit, following.follow(visit.inbox, asked, conversation=conversation))


def undo(visit: Visit) -> Json:
    """Take back what was done just now."""
    act = visit.param("act")
    if not (act.isdecimal() and len(act) <= 15):
        raise Invalid("This card is out of date. Please refresh it.")
    asked, conversation = visit.asked(), visit.stored_conversation()
    return answer(visit, undoing.undo(visit.inbox, asked, conversation=conversation, act=int(act)))


TOGETHER: Mapping[str, Callable[[Visit], Json]] = {paths.FOLLOW: follow, paths.UNDO: undo}
