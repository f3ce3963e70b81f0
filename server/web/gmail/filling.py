"""The form of the custom fields: what Google sends of each kind of input, and what to say to who was slower."""

from __future__ import annotations

from datetime import UTC, datetime

from cards.context import CardContext
from cards.fields import empty_name, fields_card
from cards.responses import updated
from cards.widgets import Json
from cards.words import sentence
from server.domain.catalogue import FieldKind
from server.domain.customfields import YES
from server.domain.errors import Conflict
from server.domain.views import ConversationView, Sentence
from server.usecases import conversations
from server.web.gmail.rendering import answer
from server.web.gmail.visit import Visit


def fields(visit: Visit) -> Json:
    """Set the fields; where a colleague was faster, what was typed stays on the card (DECISIONS D1, E3)."""
    asked, conversation = visit.asked(), visit.conversation()
    typed = _typed_fields(visit)
    values = {name: (to, visit.param(f"seen_{name}")) for name, to in typed.items()}
    changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
    try:
        done = conversations.set_fields(visit.inbox, asked, conversation=conversation, values=changed)
    except Conflict as conflict:
        view = conflict.facts.get("view")
        if not isinstance(view, ConversationView):
            raise
        context = visit.context(view.at)
        kept = {name: to for name, (to, _) in changed.items()}
        return updated(fields_card(view, context, typed=kept, conflict=_words(conflict, context)))
    return answer(visit, done)


def _typed_fields(visit: Visit) -> dict[str, str]:
    """Field -> what its input holds; a day that Google sends no value for is as it was."""
    event = visit.event
    names = {name.removeprefix("field_") for name in event.inputs if name.startswith("field_")}
    names |= {name.removeprefix("seen_") for name in event.params if name.startswith("seen_")}
    known = visit.inbox.directory.fields
    found: dict[str, str] = {}
    for name in names:
        kind = known[name].kind if name in known else FieldKind.TEXT
        if event.text(empty_name(name)):
            found[name] = ""
        elif kind is FieldKind.DATE:
            picked = event.date_time_ms(f"field_{name}")
            if picked is not None:
                found[name] = datetime.fromtimestamp(picked / 1000, UTC).date().isoformat()
        else:
            typed = event.text(f"field_{name}")
            found[name] = _chosen(typed) if kind is FieldKind.CHOICE else _plain(kind, typed)
    return found


def _words(conflict: Conflict, context: CardContext) -> str:
    facts = {name: value for name, value in conflict.facts.items() if name not in ("view", "field")}
    return sentence(Sentence(conflict.message, facts), context)


def _chosen(typed: str) -> str:
    """What a drop-down says; each choice has a sign before it."""
    return typed[1:] if typed.startswith("=") else ""


def _plain(kind: FieldKind, typed: str) -> str:
    return YES if kind is FieldKind.CHECKBOX and typed else typed.strip()
