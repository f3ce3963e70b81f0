"""The call about how the service is."""

from __future__ import annotations

from marshmallow import fields

from cards.words import sentence
from server.usecases.health import health
from server.web.api.calls import Call, Route
from server.web.api.fields import Closed, Flag, count, moment, text
from server.web.api.rendering import Json
from server.web.api.settings.calling import reading


class HealthStore(Closed):
    """The store; sizes in bytes, `memory_limit` 0 where none is known."""

    engine = text(200, required=True)
    library = text(80, required=True)
    records = count(required=True)
    memory = count(required=True)
    memory_limit = count(required=True)
    log = count(required=True)
    synced = text(80, required=True)
    faults = fields.List(fields.String(), required=True)
    warnings = fields.List(fields.String(), required=True)


class HealthWorker(Closed):
    """The background worker; `late` are pieces of work, `undelivered` deliveries to webhooks."""

    working = Flag(required=True)
    heard_at = moment(required=True, allow_none=True)
    late = count(required=True)
    undelivered = count(required=True)


class HealthNotice(Closed):
    """Something to look at, and the settings page where it is put right."""

    path = text(200, required=True)
    text = text(2_000, required=True)


class HealthAnswer(Closed):
    """How the service is at a moment."""

    at = moment(required=True)
    version = text(40, required=True)
    python = text(40, required=True)
    store = fields.Nested(HealthStore, required=True)
    worker = fields.Nested(HealthWorker, required=True)
    clients = fields.Dict(keys=fields.String(), values=moment(), required=True)
    notices = fields.List(fields.Nested(HealthNotice), required=True)


def show_health(call: Call) -> Json:
    """How the service is, for who administers the workspace."""
    made = health(call.services.workspaces, call.inbox, call.actor)
    vitals = made.vitals
    return {
        "at": made.at,
        "version": made.version,
        "python": made.python,
        "store": {
            "engine": vitals.engine,
            "library": vitals.library,
            "records": vitals.keys,
            "memory": vitals.used,
            "memory_limit": vitals.most,
            "log": vitals.log,
            "synced": vitals.sync,
            "faults": vitals.findings.faults,
            "warnings": vitals.findings.warnings,
        },
        "worker": {
            "working": made.working,
            "heard_at": made.worker_at,
            "late": made.late,
            "undelivered": made.undelivered,
        },
        "clients": dict(made.contacts),
        "notices": [
            {"text": sentence(notice.what, call.context(made.at)), "path": notice.path}
            for notice in made.notices
        ],
    }


ROUTES: tuple[Route, ...] = (
    reading("health", "health", "How the service is, and what deserves a look", show_health, HealthAnswer),
)
