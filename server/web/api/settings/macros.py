"""Calls about macros as they are set up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marshmallow import fields, validate

from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.comments import LIMIT
from server.domain.macros import STEPS
from server.usecases.settings import macros
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.fields import Closed, text
from server.web.api.rendering import Json
from server.web.api.settings.calling import changing, reading
from server.web.api.settings.schemas import Change, Record, SeenQuery, idents


class MacroStepFields(Closed):
    """One step; `value` by kind: a status, me, nobody or a party, a tag, a priority, a preset, an id, a text."""

    kind = fields.Enum(StepKind, by_value=True, required=True)
    value = text(LIMIT, shortest=1, required=True)


class MacroFields(Closed):
    """What can be changed of a macro."""

    name = text(80, shortest=1)
    steps = fields.List(fields.Nested(MacroStepFields), validate=validate.Length(1, STEPS))
    mailboxes = idents()


class NewMacro(MacroFields):
    """A macro to be added."""

    name = text(80, shortest=1, required=True)
    steps = fields.List(fields.Nested(MacroStepFields), required=True, validate=validate.Length(1, STEPS))


class MacroChange(Change, MacroFields):
    """A change of a macro."""


class MacroRecord(Record, MacroFields):
    """A macro."""


class Macros(Closed):
    """Macros."""

    macros = fields.List(fields.Nested(MacroRecord), required=True)


def list_macros(call: Call) -> Json:
    """Macros."""
    return {"macros": [_macro(one) for one in macros.macros_of(call.inbox, call.actor)]}


def create_macro(call: Call) -> Json:
    """Add a macro."""
    return _macro(macros.create_macro(call.inbox, Macro("", **_record(call)), actor=call.actor))


def change_macro(call: Call) -> Json:
    """Change a macro."""
    known = macros.macro_of(call.inbox, call.path["macro"], actor=call.actor)
    after = replace(known, **_record(call))
    return _macro(macros.change_macro(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def delete_macro(call: Call) -> None:
    """Delete a macro."""
    known = macros.macro_of(call.inbox, call.path["macro"], actor=call.actor)
    macros.delete_macro(call.inbox, known, actor=call.actor, seen=call.query["seen"])


def _record(call: Call) -> dict[str, Any]:
    told = {name: value for name, value in call.body.items() if name != "seen"}
    if "steps" in told:
        told["steps"] = tuple(MacroStep(one["kind"], one["value"]) for one in told["steps"])
    if "mailboxes" in told:
        told["mailboxes"] = tuple(told["mailboxes"])
    return told


def _macro(one: Macro) -> Json:
    steps = [{"kind": step.kind, "value": step.value} for step in one.steps]
    told = {"name": one.name, "steps": steps, "mailboxes": one.mailboxes}
    return {"id": one.id, "version": version_of(one), **told}


_MACRO = "macros/<macro>"
ROUTES = (
    reading("macros", "list_macros", "Macros", list_macros, Macros),
    changing("POST", "macros", "create_macro", "Add a macro", create_macro, MacroRecord, body=NewMacro),
    changing("PATCH", _MACRO, "change_macro", "Change a macro", change_macro, MacroRecord, body=MacroChange),
    changing("DELETE", _MACRO, "delete_macro", "Delete a macro", delete_macro, None, query=SeenQuery),
)
