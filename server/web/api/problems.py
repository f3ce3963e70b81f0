"""What goes wrong, as problem documents in the caller's language (RFC 9457)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar

import orjson
from flask import Response, g
from werkzeug.exceptions import HTTPException

from server.domain.errors import Conflict, Forbidden, Invalid, NotFound, RandnotizError, Unauthenticated
from server.domain.views import ConversationView
from server.domain.wording import word_of
from server.usecases.showing import look
from server.web import errors
from server.web.api import rendering
from server.web.api.calls import Call, accepted_language
from server.web.services import Services

PROBLEM = "application/problem+json"

log = logging.getLogger("randnotiz.api")


class NobodyYet(Forbidden):
    """A valid token of somebody who is no agent; `can_link` says whether the code of an invitation helps."""

    code: ClassVar[str] = "not_an_agent"


class BadContent(Invalid):
    """A body or a query that the route's schema refuses; `errors` say field by field what is wrong."""

    code: ClassVar[str] = "invalid_body"


class BadQuery(BadContent):
    """The same of what stands behind the question mark."""

    code: ClassVar[str] = "invalid_query"


class NoKey(Invalid):
    """A change without a usable Idempotency-Key (DECISIONS D2)."""

    code: ClassVar[str] = "idempotency_key_missing"


def of(error: Exception, services: Services) -> Response:
    """The answer to a call that failed."""
    if isinstance(error, RandnotizError):
        return _of_ours(error, services)
    if isinstance(error, HTTPException):
        return errors.of_http(error)
    return errors.unforeseen(error)


def _of_ours(error: RandnotizError, services: Services) -> Response:
    status = errors.status_of(error)
    if isinstance(error, Unauthenticated):
        log.warning("refused", extra={"reason": error.facts.get("reason", "")})
    call: Call | None = g.get("api_call")
    locale = call.locale if call else accepted_language()
    body = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "code": error.code,
        "detail": detail(error, services, locale),
        **_more(error, call),
    }
    headers = errors.HEADERS.get(status, {})
    # Of a list, the errors are named by place: whole numbers.
    content = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)
    return Response(content, status, headers, content_type=PROBLEM)


def detail(error: RandnotizError, services: Services, locale: str) -> str:
    """What the error tells a person, in their language."""
    words = services.translator(locale)
    facts = {
        name: words.gettext(word_of(value)) if name.endswith("_word") else value
        for name, value in error.facts.items()
    }
    return words.gettext(error.message, **facts)


def _more(error: RandnotizError, call: Call | None) -> Mapping[str, Any]:
    """What the problem says beside its text, for a client to act on."""
    facts = error.facts
    if isinstance(error, NobodyYet):
        return {"can_link": bool(facts.get("can_link"))}
    if isinstance(error, Forbidden):
        return {"role": facts["role_word"]} if "role_word" in facts else {}
    if isinstance(error, BadContent):
        return {"errors": facts["errors"]}
    if isinstance(error, Conflict) and call is not None:
        return _conflict(facts, call)
    return {}


def _conflict(facts: Mapping[str, object], call: Call) -> Mapping[str, Any]:
    found = facts.get("view")
    if not isinstance(found, ConversationView):
        return {}
    try:
        whole = look(call.inbox, call.agent, conversation=found.id or "")
    except NotFound:
        return {"field": facts["field"]}
    return {"field": facts["field"], "view": rendering.conversation(whole, call.context(whole.at))}


def status_phrase(status: int) -> str:
    """What a status is called."""
    return HTTPStatus(status).phrase
