"""From a request to what a route's schemas make of it; whatever does not fit is named, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from flask import request
from marshmallow import Schema, ValidationError
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from server.web.api.calls import Route
from server.web.api.problems import BadContent, BadQuery, NoKey

LARGEST_BODY = 512 * 1024
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def body(schema: Schema | None) -> Mapping[str, Any]:
    """The body as the schema takes it; nothing where the route takes none."""
    if schema is None:
        return {}
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    # Flask refuses by Content-Length, and stops reading a body that comes without one.
    request.max_content_length = LARGEST_BODY
    try:
        raw = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        raise BadRequest from None
    try:
        return _loaded(schema, raw)
    except ValidationError as error:
        wrong = _named(error.messages)
        raise BadContent("The content of this request is not as it should be.", errors=wrong) from None


def query(schema: Schema) -> Mapping[str, Any]:
    """What stands behind the question mark, as the schema takes it; each name once."""
    twice = {name: ["Given twice."] for name, values in request.args.lists() if len(values) > 1}
    if twice:
        raise BadQuery("The address of this request is not as it should be.", errors=twice)
    try:
        return _loaded(schema, request.args.to_dict())
    except ValidationError as error:
        wrong = _named(error.messages)
        raise BadQuery("The address of this request is not as it should be.", errors=wrong) from None


def key(route: Route) -> str:
    """The Idempotency-Key; "" where there is none and the route demands none."""
    found = request.headers.get("Idempotency-Key", "")
    if not found and not route.keyed:
        return ""
    if not _KEY.fullmatch(found):
        raise NoKey("Every change needs a request id (Idempotency-Key) of 1 to 200 visible characters.")
    return found


def _named(messages: Any) -> Mapping[str, Any]:
    """The messages by field; what concerns the whole stands under `_schema`."""
    return messages if isinstance(messages, dict) else {"_schema": messages}


def _loaded(schema: Schema, raw: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema.load(raw)
    return found
