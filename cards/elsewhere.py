"""The card of a mail that is handled in a mailbox of which the reader is no member (DECISIONS A3)."""

from __future__ import annotations

from cards.context import CardContext
from cards.parts import as_of
from cards.widgets import Json, card, known_icon, paragraph, row, section
from server.domain.listviews import ElsewhereView


def elsewhere_card(view: ElsewhereView, context: CardContext) -> Json:
    """That colleagues have it, and whom to ask."""
    text = row(context.gettext("This mail is handled in another shared mailbox."), icon=known_icon("EMAIL"))
    ask = paragraph(context.gettext("To see it, ask the manager of that mailbox for access."))
    return card(
        "elsewhere",
        title=context.gettext("Handled elsewhere"),
        sections=[section(text, ask)],
        footer=as_of(context, at=view.at),
    )
