"""Calls that take all settings out as one document, or bring such a document in."""

from __future__ import annotations

from marshmallow import fields

from server.usecases.settings import exporting, importing
from server.web.api.calls import Call
from server.web.api.fields import Closed, Flag
from server.web.api.rendering import Json
from server.web.api.settings.calling import changing, reading


class Document(Closed):
    """All settings that can be carried; its shape is that of `randnotiz settings export`."""

    document = fields.Dict(keys=fields.String(), required=True)


class ImportDocument(Document):
    """A document to bring in, or only to look at what it would do."""

    dry_run = Flag(load_default=False)


class ImportStep(Closed):
    """One thing that is done, and in which fields."""

    act = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    changed = fields.List(fields.String(), required=True)


class ImportSteps(Closed):
    """What was done, or would be."""

    steps = fields.List(fields.Nested(ImportStep), required=True)


def export_settings(call: Call) -> Json:
    """Take the settings out."""
    return {"document": dict(exporting.export_settings(call.inbox, actor=call.actor))}


def import_settings(call: Call) -> Json:
    """Bring settings in, or look at the plan."""
    told = call.body["document"]
    if call.body["dry_run"]:
        steps = importing.plan(call.inbox, told, actor=call.actor)
    else:
        steps = importing.import_settings(call.inbox, told, actor=call.actor)
    made = [{"act": s.act, "kind": s.kind, "name": s.name, "changed": s.changed} for s in steps]
    return {"steps": made}


ROUTES = (
    reading("document", "export_settings", "Take the settings out as a document", export_settings, Document),
    changing(
        "POST",
        "document",
        "import_settings",
        "Bring a document of settings in",
        import_settings,
        ImportSteps,
        body=ImportDocument,
    ),
)
