"""What goes wrong, as HTTP: one table, and JSON from every handler (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

import orjson
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from server.domain.errors import (
    Conflict,
    Forbidden,
    Invalid,
    KeyReused,
    NotFound,
    NotSetUp,
    RandnotizError,
    Sealed,
    StoreAway,
    Unauthenticated,
    Unavailable,
)
from server.domain.views import Sentence

# A new kind of error in server/domain/errors.py needs a row here; without one it is a 500.
STATUS: Mapping[type[RandnotizError], HTTPStatus] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    NotSetUp: HTTPStatus.SERVICE_UNAVAILABLE,
    Sealed: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreAway: HTTPStatus.SERVICE_UNAVAILABLE,
}
AWAY = Sentence("Randnotiz cannot be reached just now. Please try again in a moment.")
HEADERS: Mapping[HTTPStatus, dict[str, str]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "2"},
}
# What may leave with an answer to the outside besides the allowed methods and waiting times.
KEPT = ("Allow", "Retry-After")

log = logging.getLogger("randnotiz.errors")


def status_of(error: RandnotizError) -> HTTPStatus:
    """Look an error up in the table, by its nearest listed kind."""
    return next(
        (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.INTERNAL_SERVER_ERROR
    )


def told(error: RandnotizError) -> Sentence:
    """What an error tells somebody at their mail or in the settings, who has no store to look after."""
    return AWAY if isinstance(error, StoreAway) else Sentence(error.message, error.facts)


def problem(
    status: HTTPStatus, *, code: str, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Make a problem document."""
    body = orjson.dumps(
        {"type": "about:blank", "title": status.phrase, "status": status, "code": code, "detail": detail}
    )
    return Response(body, status, dict(headers or {}), content_type="application/problem+json")


def register(app: Flask) -> None:
    """Make every failure of this app a problem document, never a page and never a trace."""
    app.register_error_handler(RandnotizError, of_ours)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, unforeseen)


def of_ours(error: RandnotizError) -> Response:
    """Answer with what the error tells a person."""
    status = status_of(error)
    if isinstance(error, Unauthenticated):
        log.warning("refused", extra={"reason": error.facts.get("reason", "")})
    return problem(status, code=error.code, detail=str(error), headers=HEADERS.get(status))


def of_http(error: HTTPException) -> Response:
    """Answer for what Flask itself refuses: unknown path, wrong method, body too large or unreadable."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {name: value for name, value in error.get_headers() if name in KEPT}
    return problem(
        status, code=status.name.lower(), detail=status.description or status.phrase, headers=headers
    )


def unforeseen(error: Exception) -> Response:
    """Answer for a fault of our own: the log gets its place, the caller nothing but the fact."""
    log.error("unforeseen", exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(status, code="internal", detail="Something went wrong on our side.")
