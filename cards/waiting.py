"""Until when a conversation may sleep: the presets of R14, as a menu and as buttons."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, key, set_status
from cards.widgets import Json, action, button, buttons, menu
from cards.words import local
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Standing

_AFTERNOON = 13
_MORNING = time(8)
_SUNDAY = 6


def presets(context: CardContext) -> list[tuple[str, str]]:
    """(preset, words) of every preset that makes sense at this time of the reader's week."""
    now = local(context.now, context)
    found = [("3h", context.gettext("3 hours"))]
    if now.hour < _AFTERNOON:
        found.append(("afternoon", context.gettext("Today 13:00")))
    found.append(("tomorrow", context.gettext("Tomorrow 8:00")))
    if now.weekday() != _SUNDAY:
        found.append(("monday", context.gettext("Monday 8:00")))
    return found


def snooze(view: ConversationView, context: CardContext, **how: str) -> Json:
    """The click that lets a conversation sleep; `preset` says how long, or the form's date does."""
    return action(
        context, paths.SNOOZE, conversation=key(view), seen=view.standing.value, nonce=context.nonce, **how
    )


def preset_buttons(view: ConversationView, context: CardContext) -> Json:
    """One button per preset, for a pushed card."""
    return buttons(
        *(button(words, snooze(view, context, preset=preset, **BACK)) for preset, words in presets(context))
    )


def wait_button(view: ConversationView, context: CardContext) -> Json | None:
    """The menu of waiting: for a reply, for a while, or until a date; None where nothing of it is allowed."""
    items: list[tuple[str, Json]] = []
    if Act.STATUS in view.can and view.standing is not Standing.PENDING:
        items.append((context.gettext("For a reply"), set_status(view, context, "pending")))
    if Act.SNOOZE in view.can:
        items += [(words, snooze(view, context, preset=preset)) for preset, words in presets(context)]
        pick = action(context, paths.SHOW_MORE, conversation=key(view))
        items.append((context.gettext("Pick a date …"), pick))
    return button(context.gettext("Wait ▾"), menu(items)) if items else None


def next_morning(context: CardContext) -> datetime:
    """Tomorrow at eight on the reader's clock: what a date picker starts with."""
    now = local(context.now, context)
    return datetime.combine(now.date() + timedelta(days=1), _MORNING, tzinfo=now.tzinfo)
