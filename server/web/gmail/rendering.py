"""From what opening a mail or an act gave to the card that shows it."""

from __future__ import annotations

from cards.confidential import confidential_card
from cards.context import CardContext
from cards.conversation import conversation_card
from cards.elsewhere import elsewhere_card
from cards.outside import outside_card
from cards.responses import rooted, updated
from cards.widgets import Json
from server.domain.listviews import ConfidentialView, ElsewhereView
from server.domain.views import ConversationView
from server.usecases.showing import Opened
from server.web.gmail.visit import Visit


def opened_card(view: Opened, context: CardContext) -> Json:
    """The card of an open mail."""
    if isinstance(view, ConversationView):
        return conversation_card(view, context)
    if isinstance(view, ConfidentialView):
        return confidential_card(view, context)
    if isinstance(view, ElsewhereView):
        return elsewhere_card(view, context)
    return outside_card(view, context)


def answer(visit: Visit, view: ConversationView, *, fresh_form: bool = False) -> Json:
    """The answer to an act: the card of the conversation afresh, alone again where it lay under others."""
    card = conversation_card(view, visit.context(view.at, fresh_form=fresh_form))
    return rooted(card) if visit.param("back") else updated(card)
