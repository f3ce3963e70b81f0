"""Who may call: written beside each blueprint's registration, "nobody is asked" included.

gmail.before_request(auth.google(services, always=[auth.EMAIL], also={"gmail.message": [auth.METADATA]}))
health.before_request(auth.none)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast

import orjson
from flask import Response, g, request
from werkzeug.exceptions import BadRequest

from cards.responses import consent
from server.domain.access import Token
from server.domain.errors import NotSetUp
from server.usecases.inbox import Inbox
from server.usecases.tokens import PREFIX, Tokens
from server.web import events
from server.web.events import GmailEvent
from server.web.services import Identity, MicrosoftIdentity, Services

LARGEST_EVENT = 256 * 1024
EMAIL = "https://www.googleapis.com/auth/userinfo.email"
COMPOSE = "https://www.googleapis.com/auth/gmail.addons.current.action.compose"
METADATA = "https://www.googleapis.com/auth/gmail.addons.current.message.metadata"

Gate = Callable[[], Response | None]


@dataclass(frozen=True, slots=True)
class GmailCaller:
    """A verified person, and the event that Google sent for them."""

    identity: Identity
    event: GmailEvent


def none() -> None:
    """Ask nobody who they are: the answer holds nothing that is anybody's."""


def gmail_caller() -> GmailCaller:
    """Give the caller that the gate let in."""
    return cast("GmailCaller", g.gmail_caller)


def gmail_event() -> GmailEvent:
    """Give the event that Google sent, verified or not; an empty one where it could not be read."""
    return cast("GmailEvent", g.get("gmail_event") or events.parse({}))


def google(services: Services, *, always: Collection[str], also: Mapping[str, Collection[str]]) -> Gate:
    """Make the gate for Google's events: the add-on's token, then granted scopes, then the person's token.

    `always` are the scopes that every endpoint needs, `also` those of single endpoints by name (B5).
    The gate raises Unauthenticated or Unavailable, and answers itself only to ask Google for consent.
    """

    def gate() -> Response | None:
        event = g.gmail_event = events.parse(_body())
        services.google.verify_system(_system_token(event), services.public_url + request.path)
        needed = [*always, *also.get(request.endpoint or "", ())]
        missing = _missing(event, needed)
        if missing:
            return Response(orjson.dumps(consent(missing)), content_type="application/json")
        g.gmail_caller = GmailCaller(services.google.verify_user(event.user_id_token), event)
        return None

    return gate


def microsoft(services: Services) -> Gate:
    """Make the gate for clients that bring an Entra access token in `Authorization: Bearer` (B4)."""

    def gate() -> Response | None:
        if services.microsoft is None:
            raise NotSetUp("The Outlook add-in is not set up yet. The operator does so under /admin/guide.")
        g.microsoft_identity = services.microsoft.verify(_bearer())
        return None

    return gate


def programs_and_people(services: Services) -> Gate:
    """Make the gate for the API: an API token of ours, or else an Entra access token."""
    people, tokens = microsoft(services), Tokens(services.workspaces)

    def gate() -> Response | None:
        text = _bearer()
        if not text.startswith(PREFIX):
            return people()
        g.program = tokens.verify(text)
        return None

    return gate


def program() -> tuple[Inbox, Token] | None:
    """Give the API token that the gate let in, in its inbox; None where a person calls."""
    return cast("tuple[Inbox, Token] | None", g.get("program"))


def microsoft_identity() -> MicrosoftIdentity:
    """Give the person that the gate let in."""
    return cast("MicrosoftIdentity", g.microsoft_identity)


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _body() -> dict[str, object]:
    # Flask refuses by Content-Length, and stops reading a body that comes without one.
    request.max_content_length = LARGEST_EVENT
    try:
        event = orjson.loads(request.get_data(cache=False))
    except orjson.JSONDecodeError:
        raise BadRequest from None
    if not isinstance(event, dict):
        raise BadRequest
    return event


def _system_token(event: GmailEvent) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else event.system_id_token


def _missing(event: GmailEvent, needed: Collection[str]) -> list[str]:
    """Find what was not granted; where Google does not say, only the person's absent token tells."""
    if event.scopes is None:
        return [] if event.user_id_token else list(needed)
    return [scope for scope in needed if scope not in event.scopes]
