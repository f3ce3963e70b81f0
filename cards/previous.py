"""The card of earlier conversations with the same sender."""

from __future__ import annotations

from cards.context import CardContext
from cards.rows import SHOWN, conversation_row
from cards.widgets import Json, card, paragraph, section
from server.domain.listviews import PreviousView


def previous_card(view: PreviousView, context: CardContext, *, company: PreviousView | None = None) -> Json:
    """What this sender has asked before, then others of the same company, each newest first."""
    rows = [conversation_row(one, context, mixed=True) for one in view.rows[:SHOWN]]
    return card(
        "previous",
        title=context.gettext("Earlier conversations"),
        subtitle=view.customer_name or view.customer_address,
        sections=[
            section(*(rows or [paragraph(context.gettext("No earlier conversation."))])),
            section(
                *(
                    conversation_row(one, context, mixed=True)
                    for one in (company.rows if company else ())[:SHOWN]
                ),
                header=context.gettext("Others of the same company"),
            ),
        ],
    )
