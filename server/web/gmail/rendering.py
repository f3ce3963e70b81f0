"""From what opening a mail gave to the card that shows it."""

from __future__ import annotations

from cards.confidential import confidential_card
from cards.context import CardContext
from cards.conversation import conversation_card
from cards.elsewhere import elsewhere_card
from cards.outside import outside_card
from cards.widgets import Json
from server.domain.views import ConfidentialView, ConversationView, ElsewhereView
from server.usecases.showing import Opened


def opened_card(view: Opened, context: CardContext) -> Json:
    """The card of an open mail."""
    if isinstance(view, ConversationView):
        return conversation_card(view, context)
    if isinstance(view, ConfidentialView):
        return confidential_card(view, context)
    if isinstance(view, ElsewhereView):
        return elsewhere_card(view, context)
    return outside_card(view, context)
