"""What an act has just done with the way back, and by when it is to be done by whom it was handed to."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import key
from cards.widgets import Json, action, button, known_icon, row
from cards.words import due, person, sentence
from server.domain.views import ConversationView


def undo_rows(view: ConversationView, context: CardContext) -> list[Json]:
    """Right after an act: what was done, and a button that takes it back for half a minute."""
    if view.undo is None:
        return []
    back = action(context, paths.UNDO, conversation=key(view), act=str(view.undo.act), nonce=context.nonce)
    return [
        row(
            sentence(view.undo.sentence, context),
            bottom=context.gettext("can be undone for 30 seconds"),
            icon=known_icon("CONFIRMATION_NUMBER_ICON"),
            beside={"button": button(context.gettext("Undo"), back)},
        )
    ]


def due_rows(view: ConversationView, context: CardContext) -> list[Json]:
    """By when it is to be done, and who handed it over."""
    by = ""
    if view.handed_by is not None and not view.handed_by.you:
        by = context.gettext("handed over by %(who)s", who=person(view.handed_by, context))
    if view.due_at is None:
        return [row(by, icon=known_icon("PERSON"))] if by else []
    return [row(due(view.due_at, context), bottom=by, icon=known_icon("CLOCK"))]
