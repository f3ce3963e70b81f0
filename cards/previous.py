"""The card of earlier conversations with the same sender."""

from __future__ import annotations

from cards.context import CardContext
from cards.rows import SHOWN, conversation_row
from cards.widgets import Json, card, paragraph, section
from server.domain.listviews import PreviousView


def previous_card(view: PreviousView, context: CardContext) -> Json:
    """What this sender has asked before, newest first."""
    rows = [conversation_row(one, context) for one in view.rows[:SHOWN]]
    return card(
        "previous",
        title=context.gettext("Earlier conversations"),
        subtitle=view.customer_name or view.customer_address,
        sections=[section(*(rows or [paragraph(context.gettext("No earlier conversation."))]))],
    )
