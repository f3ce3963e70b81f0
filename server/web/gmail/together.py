"""Events of working together: following, taking back, macros told and done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from cards import paths
from cards.conversation import conversation_card
from cards.macros import macro_card, macros_card
from cards.responses import pushed, rooted
from cards.widgets import Json
from server.domain.errors import Invalid
from server.usecases import following, macros, undoing
from server.usecases.macros import Seen
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


def macro(visit: Visit) -> Json:
    """Do what a macro told."""
    asked, conversation = visit.asked(), visit.conversation()
    seen = Seen(visit.optional("seen"), visit.param("seen_status"), visit.param("seen_priority"))
    done = macros.apply_macro(
        visit.inbox,
        asked,
        conversation=conversation,
        macro=visit.param("macro"),
        seen=seen,
        zone=visit.context(visit.inbox.clock()).zone,
    )
    return rooted(conversation_card(done, visit.context(done.at)))


def show_macros(visit: Visit) -> Json:
    """The macros that there are here."""
    shown, found = macros.macros(visit.inbox, visit.agent.id, conversation=visit.conversation())
    return pushed(macros_card(shown, found, visit.context(shown.at)))


def show_macro(visit: Visit) -> Json:
    """What a macro will do."""
    now = visit.context(visit.inbox.clock())
    told = macros.look_at_macro(
        visit.inbox,
        visit.agent,
        conversation=visit.stored_conversation(),
        macro=visit.param("macro"),
        zone=now.zone,
    )
    return pushed(macro_card(told, visit.context(told.conversation.at)))


TOGETHER: Mapping[str, Callable[[Visit], Json]] = {
    paths.FOLLOW: follow,
    paths.UNDO: undo,
    paths.MACRO: macro,
}
MACROS: Mapping[str, Callable[[Visit], Json]] = {
    paths.SHOW_MACROS: show_macros,
    paths.SHOW_MACRO: show_macro,
}
