"""Macros on cards: told, done, and the answer that they propose as a draft in the person's own Gmail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards import paths
from cards.conversation import conversation_card
from cards.macros import macro_card, macros_card
from cards.responses import draft_opened, pushed, rooted
from cards.widgets import Json
from cards.words import sentence
from server.domain.errors import RandnotizError
from server.domain.views import Sentence
from server.usecases import macros
from server.usecases.macros import Applied, Seen
from server.usecases.opening import Shown
from server.web.gmail.drafts import READY, own_addresses
from server.web.gmail.visit import Visit


def macro(visit: Visit) -> Json:
    """Do what a macro told."""
    done = _applied(visit)
    return _shown(visit, done, _left_out(visit, done))


def macro_reply(visit: Visit) -> Json:
    """Do what a macro told, and make a draft of its answer; where only the draft fails, the rest stands."""
    done = _applied(visit, visit.shown)
    said = _left_out(visit, done)
    if done.answer is None or done.again:
        return _shown(visit, done, said)
    if not visit.event.message_id:
        return _shown(visit, done, [*said, _words(visit, Sentence("Please open the mail first."))])
    try:
        created = visit.services.gmail_reply(visit.event, done.answer.text, own_addresses(visit))
    except RandnotizError as error:
        return _shown(visit, done, [*said, _words(visit, Sentence(error.message, dict(error.facts)))])
    card, notice = _shown(visit, done, []), " ".join([*said, _words(visit, READY)])
    return draft_opened(card, created.draft_id, created.thread_id, notice)


def show_macros(visit: Visit) -> Json:
    """The macros that there are here."""
    shown, found = macros.macros(visit.inbox, visit.agent.id, conversation=visit.conversation())
    return pushed(macros_card(shown, found, visit.context(shown.at)))


def show_macro(visit: Visit) -> Json:
    """What a macro will do."""
    now = visit.context(visit.inbox.clock())
    told = macros.look_at_macro(
        visit.inbox,
        visit.agent,
        conversation=visit.stored_conversation(),
        macro=visit.param("macro"),
        zone=now.zone,
    )
    return pushed(macro_card(told, visit.context(told.conversation.at)))


def _applied(visit: Visit, answered: Shown | None = None) -> Applied:
    asked, conversation = visit.asked(), visit.stored_conversation()
    seen = Seen(visit.optional("seen"), visit.param("seen_status"), visit.param("seen_priority"))
    return macros.apply_macro(
        visit.inbox,
        asked,
        conversation=conversation,
        macro=visit.param("macro"),
        seen=seen,
        zone=visit.context(visit.inbox.clock()).zone,
        gmail_id=answered.gmail_id if answered else "",
    )


def _shown(visit: Visit, done: Applied, said: list[str]) -> Json:
    shown = done.conversation
    return rooted(conversation_card(shown, visit.context(shown.at)), " ".join(said) or None)


def _left_out(visit: Visit, done: Applied) -> list[str]:
    """What was not done, in words."""
    what = ", ".join(_words(visit, one.sentence) for one in done.left_out)
    return [_words(visit, Sentence("Left out: %(what)s.", {"what": what}))] if what else []


def _words(visit: Visit, told: Sentence) -> str:
    return sentence(told, visit.context(visit.inbox.clock()))


ACTS: Mapping[str, Callable[[Visit], Json]] = {paths.MACRO: macro, paths.MACRO_REPLY: macro_reply}
PUSHES: Mapping[str, Callable[[Visit], Json]] = {
    paths.SHOW_MACROS: show_macros,
    paths.SHOW_MACRO: show_macro,
}
