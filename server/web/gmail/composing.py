"""Events of the compose window: the card beside a draft, and what is pressed on it (G7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards import paths
from cards.compose import AFTER, CHOSEN, LANGUAGE, SEARCH, compose_card
from cards.responses import inserted, shown, updated
from cards.widgets import Json
from server.domain.errors import Conflict
from server.domain.vocabulary import Standing
from server.usecases import conversations
from server.usecases.composing import NONE, Written, choose_after_send, compose, say_replied
from server.usecases.templates import use_template
from server.web.gmail.rendering import answer
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


def after_send(visit: Visit) -> Json:
    """Choose what happens once the reply is seen."""
    chosen = visit.event.text(AFTER)
    to = next((one for one in Standing if one.value == chosen), None)
    choose_after_send(visit.inbox, visit.asked(), conversation=visit.stored_conversation(), to=to)
    return updated(_card(visit))


def replied(visit: Visit) -> Json:
    """Answer "Did you reply?" on the card of the mail."""
    done = say_replied(
        visit.inbox,
        visit.asked(),
        conversation=visit.stored_conversation(),
        replied=visit.param("replied") == "1",
    )
    return answer(visit, done)


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
    paths.COMPOSE_AFTER: after_send,
}
