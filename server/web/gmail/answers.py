"""When something goes wrong: always a valid answer of the entry point's own form, in the reader's language.

A failed form is answered with a notice alone, so that nothing typed is lost (DECISIONS E3).
"""

from __future__ import annotations

import logging

from flask import request

from cards import paths
from cards.context import CardContext
from cards.conversation import conversation_card
from cards.failure import failure_card
from cards.responses import noticed, rooted, shown, suggested, updated
from cards.widgets import Json
from cards.words import sentence
from server.domain.errors import Conflict, NotFound, RandnotizError, Unavailable
from server.domain.views import ConversationView, Sentence
from server.web import errors
from server.web.auth import gmail_event
from server.web.gmail.shows import SUGGESTIONS, TRIGGERS

log = logging.getLogger("randnotiz.gmail")

BROKEN = Sentence("Something went wrong on our side. Please try again.")


def failed(error: Exception, context: CardContext) -> Json:
    """The answer to an event that failed."""
    if isinstance(error, RandnotizError):
        said = _said(error)
    else:
        log.error("unforeseen", exc_info=error)
        said = BROKEN
    if request.path in SUGGESTIONS:
        return suggested(())
    if request.path in TRIGGERS:
        return shown(failure_card(said, context, retry=_retry()))
    return _callback(error, said, context)


def _callback(error: Exception, said: Sentence, context: CardContext) -> Json:
    view = error.facts.get("view") if isinstance(error, Conflict) else None
    if isinstance(view, ConversationView):
        card, notice = conversation_card(view, context), sentence(said, context)
        return rooted(card, notice) if gmail_event().params.get("back") else updated(card, notice)
    if request.path == paths.REFRESH and isinstance(error, Unavailable):
        return noticed(sentence(said, context))
    if isinstance(error, NotFound):
        return updated(failure_card(said, context, retry=_retry()))
    return noticed(sentence(said, context))


def _retry() -> str:
    """Where the button of a failure leads: beside a draft, back to the draft."""
    return paths.COMPOSE_LOOK if request.path.startswith(paths.COMPOSE) else paths.REFRESH


def _said(error: RandnotizError) -> Sentence:
    told = errors.told(error)
    # A conflict names what was changed and carries the fresh view; both are for programs.
    apart = ("view", "field") if isinstance(error, Conflict) else ()
    facts = {name: value for name, value in told.facts.items() if name not in apart}
    return Sentence(told.message, facts)
