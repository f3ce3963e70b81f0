"""Events of the compose window: the card beside a draft, and what is pressed on it (G7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards import paths
from cards.compose import CHOSEN, LANGUAGE, SEARCH, compose_card
from cards.responses import inserted, shown, updated
from cards.widgets import Json
from server.domain.errors import Conflict
from server.usecases import conversations
from server.usecases.composing import NONE, Written, compose
from server.usecases.templates import use_template
from server.web.gmail.visit import Visit


def opened(visit: Visit) -> Json:
    """The add-on's icon was pressed in a draft."""
    return shown(_card(visit))


def look(visit: Visit) -> Json:
    """The same afresh: another search, another language, another conversation."""
    return updated(_card(visit))


def claim(visit: Visit) -> Json:
    """Say "I'm replying" from within the draft."""
    asked, conversation = visit.asked(), visit.stored_conversation()
    try:
        conversations.claim(visit.inbox, asked, conversation=conversation, seen=visit.optional("seen"))
    except Conflict as error:
        return updated(_card(visit), visit.context(visit.inbox.clock()).gettext(error.message))
    return updated(_card(visit))


def insert(visit: Visit) -> Json:
    """Put a template into the draft."""
    done = use_template(
        visit.inbox,
        visit.agent,
        visit.param("template"),
        conversation=visit.optional("conversation") and visit.stored_conversation(),
        locale=visit.param("locale"),
    )
    words = visit.context(visit.inbox.clock())
    return inserted(done.html, words.gettext("“%(name)s” was inserted.", name=done.name))


def _card(visit: Visit) -> Json:
    event = visit.event
    chosen = _chosen(visit)
    sure = visit.param("sure") == "1" and chosen not in ("", NONE)
    found = compose(
        visit.inbox,
        visit.agent,
        Written(visit.services.gmail_ids(event), event.recipients, chosen, sure),
        locale=event.text(LANGUAGE),
        search=event.text(SEARCH),
    )
    return compose_card(found, visit.context(found.at))


def _chosen(visit: Visit) -> str:
    """What was picked in the list, else what the card was about: Gmail may not tell of the draft once more."""
    picked = visit.event.text(CHOSEN) or visit.param("conversation")
    if picked in ("", NONE):
        return picked
    return picked if picked.isascii() and picked.isalnum() else NONE


COMPOSING: Mapping[str, Callable[[Visit], Json]] = {
    paths.COMPOSE_LOOK: look,
    paths.COMPOSE_CLAIM: claim,
    paths.COMPOSE_INSERT: insert,
}
