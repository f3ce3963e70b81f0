"""Calls about macros at a conversation: which there are, what one will do, and doing it."""

from __future__ import annotations

from marshmallow import fields

from cards.context import CardContext
from cards.words import sentence
from server.domain.macroviews import MacroView, ToldStep
from server.domain.vocabulary import Priority, Standing
from server.usecases import macros
from server.usecases.macros import Seen
from server.web.api import answers
from server.web.api.acts import answered
from server.web.api.answers import many, word, words
from server.web.api.calls import ONE, Call, Route
from server.web.api.fields import Closed, Flag, text
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


class MacroAnswer(Closed):
    """The answer that a macro proposes: a template as it reads here."""

    name = words()
    locale = words()
    text = words()
    html = words()


class MacroDone(Closed):
    """The conversation now, what was left out, and the answer to go on with, null for none."""

    conversation = fields.Nested(answers.View, required=True)
    left_out = many(fields.Nested(MacroTold))
    answer = fields.Nested(MacroAnswer, required=True, allow_none=True)


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
    context = call.context(done.conversation.at)
    written = done.answer
    return {
        "conversation": answered(call, done.conversation),
        "left_out": [_step(one, context) for one in done.left_out],
        "answer": written
        and {"name": written.name, "locale": written.locale, "text": written.text, "html": written.html},
    }


def _step(told: ToldStep, context: CardContext) -> Json:
    obstacle = told.obstacle and sentence(told.obstacle, context)
    return {"text": sentence(told.sentence, context), "obstacle": obstacle}


def _told(found: MacroView, context: CardContext) -> Json:
    shown = found.conversation
    return {
        "id": found.id,
        "name": found.name,
        "steps": [_step(one, context) for one in found.steps],
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
        answer=MacroDone,
        body=ApplyMacro,
        keyed=True,
        conflicts=True,
    ),
)
