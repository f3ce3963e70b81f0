"""One call of the API: who calls, what they sent, and in which words they are answered."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from marshmallow import Schema
from werkzeug.datastructures import LanguageAccept

from cards.context import CardContext
from server.domain.access import Scope
from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.domain.workspace import Agent
from server.usecases.inbox import Asked, Inbox
from server.web.api import answers
from server.web.api.rendering import Json
from server.web.gmail.visit import zone_of
from server.web.services import Services

LANGUAGES = ("de", "en")
LONGEST_ID = 64
"""Characters of an id in a path."""
ONE = "/conversations/<conversation>"


@dataclass(frozen=True, slots=True)
class Call:
    """A verified agent's call; `body` and `query` are what the route's schemas made of them.

    `key` is the Idempotency-Key, "" where none is needed; `content` is what it stands for. Where a `program`
    calls, `agent` is nobody of the directory but has the id and the name of its API token.
    """

    services: Services
    inbox: Inbox
    agent: Agent
    locale: str
    path: Mapping[str, str]
    body: Mapping[str, Any]
    query: Mapping[str, Any]
    key: str = ""
    content: str = ""
    program: bool = False

    @property
    def actor(self) -> Actor:
        """The caller as events and the audit log name them."""
        kind, via = ("api", Via.API) if self.program else ("agent", Via.OUTLOOK)
        return Actor(kind, via, self.agent.id)

    def asked(self) -> Asked:
        """The asker; the same key with the same content is one request, with another it is refused (D2)."""
        digest = self.inbox.conversations.digests.request
        key = self.key or secrets.token_urlsafe(16)
        actor = self.actor
        return Asked(self.agent, actor.via, digest(f"api {key}"), digest(self.content), actor.kind)

    def conversation(self) -> str:
        """The id in the path; what cannot be one is none."""
        known = self.path["conversation"]
        if not (known.isascii() and known.isalnum()):
            raise NotFound("This conversation does not exist.")
        return known

    def ident(self, part: str) -> str:
        """An id in the path of what may be gone already; what cannot be one is refused."""
        known = self.path[part]
        if not (known.isascii() and known.isalnum() and len(known) <= LONGEST_ID):
            raise NotFound("This does not exist.")
        return known

    def in_language(self, shown: str) -> Call:
        """This call in the language that a client shows, where it says which."""
        wanted = shown[:2].lower()
        return replace(self, locale=wanted) if wanted in LANGUAGES else self

    @property
    def zone(self) -> str:
        """The time zone the agent works in."""
        return self.agent.zone or self.inbox.directory.workspace.zone

    def context(self, now: int) -> CardContext:
        """The context of sentences that are true at `now`."""
        return CardContext(
            base=self.services.public_url,
            translate=self.services.translator(self.locale),
            locale=self.locale,
            zone=zone_of(self.zone),
            now=now,
            nonce="",
        )


Handler = Callable[[Call], Json | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row of the API: how it is called, what it takes and answers; None answers 204 without a body.

    `path` is below /api/v1, with `<conversation>` and the like; `keyed` demands an Idempotency-Key;
    `conflicts` says that somebody else may have been faster. `scope` is what an API token needs for it, by
    default conversations:read to read and conversations:write for anything else; some are `for_people` only.
    """

    method: str
    path: str
    name: str
    summary: str
    handler: Handler
    answer: type[Schema] | None
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    keyed: bool = False
    conflicts: bool = False
    scope: Scope | None = None
    for_people: bool = False

    @property
    def needs(self) -> Scope:
        """The scope that an API token needs."""
        return self.scope or (Scope.READ if self.method == "GET" else Scope.WRITE)


def act(
    method: str,
    path: str,
    name: str,
    handler: Handler,
    body: type[Schema] | None,
    summary: str,
    *,
    answer: type[Schema] = answers.View,
    keyed: bool = True,
    for_people: bool = False,
) -> Route:
    """The row of something done to one conversation; `path` is below it."""
    return Route(
        method=method,
        path=f"{ONE}/{path}",
        name=name,
        summary=summary,
        handler=handler,
        answer=answer,
        body=body,
        keyed=keyed,
        conflicts=True,
        for_people=for_people,
    )


def language(accepted: LanguageAccept, *fallbacks: str | None) -> str:
    """The language the caller accepts best, else the first fallback that is set, else English."""
    best = accepted.best_match(LANGUAGES) if accepted else None
    return best or next((one for one in fallbacks if one), "en")


def accepted_language(*fallbacks: str | None) -> str:
    """The same for the request at hand."""
    return language(request.accept_languages, *fallbacks)
