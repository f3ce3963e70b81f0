"""/api/v1: every row of the table behind the gate that verifies the caller's token, and its description."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import orjson
from flask import Blueprint, Response, g, request

from server.usecases.contacts import LastCalls
from server.web import auth
from server.web.api import description, parsing, problems
from server.web.api.bodies import NoQuery
from server.web.api.calls import Call, Route, accepted_language
from server.web.api.entering import admit, entered
from server.web.api.rendering import Json
from server.web.api.routes import LINK, ROUTES
from server.web.contacts import heard
from server.web.services import Services

BASE = "/api/v1"


def blueprint(services: Services) -> Blueprint:
    """Make the endpoints that ask who calls."""
    api = Blueprint("api", __name__, url_prefix=BASE)
    api.before_request(auth.programs_and_people(services))
    calls = LastCalls()
    for route in ROUTES:
        api.add_url_rule(route.path, route.name, _endpoint(services, calls, route), methods=[route.method])
    api.register_error_handler(Exception, lambda error: problems.of(error, services))
    return api


def open_blueprint(services: Services) -> Blueprint:
    """Make the description, which is anybody's."""
    api = Blueprint("api_description", __name__, url_prefix=BASE)
    document = _document(services.public_url)

    @api.get("/openapi.json")
    def openapi() -> Response:
        return Response(document, content_type="application/json")

    @api.get("/docs")
    def docs() -> Response:
        return Response(description.page(), content_type="text/html; charset=utf-8")

    return api


@cache
def _document(public_url: str) -> bytes:
    """The description as it is sent; making it takes longer than making all the rest of an application."""
    return orjson.dumps(description.document(public_url))


def _endpoint(services: Services, calls: LastCalls, route: Route) -> Callable[..., Response]:
    body_schema = route.body() if route.body else None
    query_schema = (route.query or NoQuery)()

    def endpoint(**path: str) -> Response:
        admit(route.needs, for_people=route.for_people)
        body = parsing.body(body_schema)
        query = parsing.query(query_schema)
        key = parsing.key(route)
        inbox, agent = entered(services, code=body["code"] if route is LINK else None)
        locale = accepted_language(agent.locale, inbox.directory.workspace.locale)
        content = f"{route.name} {sorted(path.items())} {request.get_data(as_text=True)}"
        program = auth.program() is not None
        call = Call(services, inbox, agent, locale, path, body, query, key, content, program)
        g.api_call = call
        heard(calls, inbox, call.actor.via)
        return _answer(route.handler(call))

    return endpoint


def _answer(made: Json | None) -> Response:
    if made is None:
        return Response(status=204)
    answer = Response(orjson.dumps(made), content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
