"""The Gmail side: every path with its answer, behind the gate that verifies Google's two tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import orjson
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from cards import paths
from cards.home import home_card
from cards.responses import shown, suggested, updated
from cards.stranger import stranger_card
from cards.widgets import Json
from server.domain.errors import NotSetUp, Unauthenticated
from server.domain.vocabulary import Via
from server.usecases import counts
from server.usecases.accounts import Person
from server.usecases.contacts import LastCalls
from server.usecases.workspaces import enter, link
from server.web import auth, errors
from server.web.contacts import heard
from server.web.gmail import answers
from server.web.gmail.acts import ACTS
from server.web.gmail.composing import COMPOSING, replied
from server.web.gmail.shows import MESSAGE, PUSHES, SUGGESTIONS, TRIGGERS
from server.web.gmail.visit import Visit, context
from server.web.services import Services

Answer = Callable[[Visit], Json]


def blueprint(services: Services) -> Blueprint:
    """Make the endpoints that Google calls; each demands only its own scopes (DECISIONS B5)."""
    gmail = Blueprint("gmail", __name__)
    own = {
        _name(MESSAGE): [auth.METADATA],
        **{_name(path): [auth.METADATA, auth.COMPOSE] for path in (paths.DRAFT_USE, paths.MACRO_REPLY)},
        **{_name(path): [auth.COMPOSE] for path in (paths.COMPOSE, *COMPOSING)},
    }
    gmail.before_request(auth.google(services, always=[auth.EMAIL], also=own))
    calls = LastCalls()
    handlers: Mapping[str, Answer] = {
        **TRIGGERS,
        **ACTS,
        **PUSHES,
        **SUGGESTIONS,
        **COMPOSING,
        paths.REPLIED: replied,
    }
    for path, handler in handlers.items():
        gmail.add_url_rule(path, _endpoint(path), _route(services, calls, handler), methods=["POST"])
    gmail.add_url_rule(paths.LINK, _endpoint(paths.LINK), lambda: _link(services), methods=["POST"])

    @gmail.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if isinstance(error, (Unauthenticated, NotSetUp)):
            return errors.of_ours(error)
        if isinstance(error, HTTPException):
            return errors.of_http(error)
        return _json(answers.failed(error, context(services, auth.gmail_event(), now=services.clock())))

    return gmail


def _route(services: Services, calls: LastCalls, handler: Answer) -> Callable[[], Response]:
    def route() -> Response:
        caller = auth.gmail_caller()
        entered = enter(services.workspaces, _person(caller))
        if entered is None:
            return _json(_stranger(services, caller))
        inbox, agent = entered
        heard(calls, inbox, Via.GMAIL)
        visit = Visit(services, inbox, agent, caller.event, request.path)
        try:
            return _json(handler(visit))
        except Exception as error:  # noqa: BLE001  # whatever fails, Google must get an answer of its own form
            return _json(answers.failed(error, visit.context(services.clock())))

    return route


def _link(services: Services) -> Response:
    """Connect a person to the agent whose invitation code they typed (DECISIONS B2)."""
    caller = auth.gmail_caller()
    inbox, agent = link(services.workspaces, _person(caller), caller.event.text("code"))
    visit = Visit(services, inbox, agent, caller.event, request.path)
    found = counts.home(inbox, agent)
    return _json(updated(home_card(found, visit.context(found.at))))


def _stranger(services: Services, caller: auth.GmailCaller) -> Json:
    if request.path in SUGGESTIONS:
        return suggested(())
    card = stranger_card(context(services, caller.event, now=services.clock()))
    return shown(card) if request.path in TRIGGERS else updated(card)


def _person(caller: auth.GmailCaller) -> Person:
    return Person(caller.identity.sub, caller.identity.email, caller.identity.hd)


def _endpoint(path: str) -> str:
    return path.removeprefix("/gmail/").replace("/", "_")


def _name(path: str) -> str:
    return f"gmail.{_endpoint(path)}"


def _json(body: Json) -> Response:
    return Response(orjson.dumps(body), content_type="application/json")
