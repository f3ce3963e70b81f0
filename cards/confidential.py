"""The card of a conversation that the reader may not see: that it is so, and nothing else (DECISIONS A5)."""

from __future__ import annotations

from cards.context import CardContext
from cards.parts import as_of
from cards.text import bold
from cards.widgets import Json, card, own_icon, row, section
from server.domain.listviews import ConfidentialView


def confidential_card(view: ConfidentialView, context: CardContext) -> Json:
    """No number, no name, no act."""
    text = row(
        bold(context.gettext("Confidential conversation")),
        bottom=context.gettext("Only some colleagues can see it."),
        icon=own_icon(context, "lock"),
    )
    return card(
        "confidential",
        title=context.gettext("Confidential"),
        sections=[section(text)],
        footer=as_of(context, at=view.at),
    )
