"""How a call about settings is made: with the directory as it stands now, and once for each request id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from marshmallow import Schema

from server.domain.access import Scope
from server.usecases.once import once
from server.web.api.calls import Call, Handler, Route
from server.web.api.rendering import Json


def reading(
    path: str,
    name: str,
    summary: str,
    handler: Handler,
    answer: type[Schema],
    *,
    query: type[Schema] | None = None,
    body: type[Schema] | None = None,
) -> Route:
    """A row that only looks; with a body it is asked by POST, which no token for reading may."""
    return Route(
        method="POST" if body else "GET",
        path=f"/settings/{path}",
        name=name,
        summary=summary,
        handler=lambda call: handler(_fresh(call)),
        answer=answer,
        query=query,
        body=body,
        scope=Scope.SETTINGS_WRITE if body else Scope.SETTINGS_READ,
    )


def changing(
    method: str,
    path: str,
    name: str,
    summary: str,
    handler: Handler,
    answer: type[Schema] | None,
    *,
    body: type[Schema] | None = None,
    query: type[Schema] | None = None,
    secret: Collection[str] = (),
) -> Route:
    """A row that changes something; fields of the answer named in `secret` are told once only."""

    def handled(call: Call) -> Json | None:
        call = _fresh(call)
        made = once(call.inbox, call.asked(), lambda: handler(call), secret=secret)
        return None if made is None else dict(made)

    return Route(
        method=method,
        path=f"/settings/{path}",
        name=name,
        summary=summary,
        handler=handled,
        answer=answer,
        body=body,
        query=query,
        keyed=True,
        conflicts=True,
        scope=Scope.SETTINGS_WRITE,
    )


def _fresh(call: Call) -> Call:
    return replace(call, inbox=call.inbox.fresh())
