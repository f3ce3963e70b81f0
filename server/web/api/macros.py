"""Calls about macros at a conversation: which there are, what one will do, and doing it."""

from __future__ import annotations

from marshmallow import fields

from cards.context import CardContext
from cards.words import sentence
from server.domain.macroviews import MacroView
from server.domain.vocabulary import Priority, Standing
from server.usecases import macros
from server.usecases.macros import Seen
from server.web.api import answers
from server.web.api.acts import answered
from server.web.api.answers import many, word, words
from server.web.api.calls import Call, Route
from server.web.api.fields import Closed, Flag, text
from server.web.api.reading import ONE
from server.web.api.rendering import Json
from server.web.gmail.visit import zone_of


class MacroName(Closed):
    """A macro by name."""

    id = words()
    name = words()


class MacroNames(Closed):
    """The macros that there are for a conversation."""

    macros = many(fields.Nested(MacroName))


class MacroTold(Closed):
    """One step in the caller's language; `obstacle` says why it will be left out, null where it can be done."""

    text = words()
    obstacle = words(allow_none=True)


class MacroPreview(MacroName):
    """What a macro will do; `template` is the one it proposes, `ready` says that something of it can be done.

    `assignee`, `status` and `priority` are what doing it must name as seen.
    """

    steps = many(fields.Nested(MacroTold))
    template = words(allow_none=True)
    ready = Flag(required=True)
    assignee = words(allow_none=True)
    status = word(Standing)
    priority = word(Priority)


class ApplyMacro(Closed):
    """What was seen when the macro was told."""

    assignee = text(100, required=True, allow_none=True)
    status = fields.Enum(Standing, by_value=True, required=True)
    priority = fields.Enum(Priority, by_value=True, required=True)


def list_here(call: Call) -> Json:
    """The macros that there are here."""
    _, found = macros.macros(call.inbox, call.agent.id, conversation=call.conversation())
    return {"macros": [{"id": one.id, "name": one.name} for one in found]}


def look(call: Call) -> Json:
    """What one will do."""
    found = macros.look_at_macro(
        call.inbox,
        call.agent,
        conversation=call.conversation(),
        macro=call.path["macro"],
        zone=zone_of(call.zone),
    )
    return _told(found, call.context(found.conversation.at))


def apply(call: Call) -> Json:
    """Do it."""
    body = call.body
    done = macros.apply_macro(
        call.inbox,
        call.asked(),
        conversation=call.conversation(),
        macro=call.path["macro"],
        seen=Seen(body["assignee"], body["status"], body["priority"]),
        zone=zone_of(call.zone),
    )
    return answered(call, done)


def _told(found: MacroView, context: CardContext) -> Json:
    shown = found.conversation
    steps = [
        {
            "text": sentence(one.sentence, context),
            "obstacle": one.obstacle and sentence(one.obstacle, context),
        }
        for one in found.steps
    ]
    return {
        "id": found.id,
        "name": found.name,
        "steps": steps,
        "template": found.template,
        "ready": found.ready,
        "assignee": shown.assignee and shown.assignee.id,
        "status": shown.standing,
        "priority": shown.priority,
    }


ROUTES = (
    Route(
        method="GET",
        path=f"{ONE}/macros",
        name="macros_here",
        summary="The macros that there are for it",
        handler=list_here,
        answer=MacroNames,
    ),
    Route(
        method="GET",
        path=f"{ONE}/macros/<macro>",
        name="look_at_macro",
        summary="What a macro will do, step by step, and what of it cannot be done",
        handler=look,
        answer=MacroPreview,
    ),
    Route(
        method="POST",
        path=f"{ONE}/macros/<macro>",
        name="apply_macro",
        summary="Do what a macro told, at once",
        handler=apply,
        answer=answers.View,
        body=ApplyMacro,
        keyed=True,
        conflicts=True,
    ),
)
