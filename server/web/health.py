"""Is the process alive, can it work, and what has it done: for the machines that watch it."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from flask import Blueprint, Response

from server.domain.errors import RandnotizError
from server.web.services import Services


def blueprint(services: Services) -> Blueprint:
    """Make /healthz, /readyz and /metrics."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        return _answer({"status": "ok"}, HTTPStatus.OK)

    @health.get("/readyz")
    def readyz() -> Response:
        faults = _faults(services)
        if faults:
            return _answer({"status": "not ready", "faults": faults}, HTTPStatus.SERVICE_UNAVAILABLE)
        return _answer({"status": "ready"}, HTTPStatus.OK)

    @health.get("/metrics")
    def metrics() -> Response:
        content, content_type = services.metrics.exposition()
        return Response(content, content_type=content_type)

    return health


def _faults(services: Services) -> list[str]:
    try:
        return list(services.readiness.ready())
    except RandnotizError as error:
        return [str(error)]


def _answer(body: dict[str, object], status: HTTPStatus) -> Response:
    answer = Response(orjson.dumps(body), status, content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
