"""The cookies of the settings: a session, a sign-in under way, the chosen language, one notice to be said once."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import orjson
from flask import Response, request

SESSION = "randnotiz"
FLOW = "randnotiz-flow"
VISITOR = "randnotiz-visitor"
LANGUAGE = "randnotiz-language"
NOTICE = "randnotiz-notice"
LARGEST_NOTICE = 2_000
NOTICE_SECONDS = 120
ONE_YEAR = 365 * 86_400


def read(public_url: str, name: str) -> str:
    """The value of one of our cookies; empty where there is none."""
    return request.cookies.get(_named(public_url, name), "")


def write(answer: Response, public_url: str, name: str, value: str, *, seconds: int | None = None) -> None:
    """Set one of our cookies; without `seconds` it ends with the browser."""
    answer.set_cookie(
        _named(public_url, name),
        value,
        max_age=seconds,
        path="/",
        secure=_secure(public_url),
        httponly=True,
        samesite="Lax",
    )


def clear(answer: Response, public_url: str, name: str) -> None:
    """Take one of our cookies away, if the browser has it."""
    if read(public_url, name):
        answer.delete_cookie(
            _named(public_url, name), path="/", secure=_secure(public_url), httponly=True, samesite="Lax"
        )


def sealed_notice(key: str, message: str, facts: Mapping[str, object]) -> str:
    """A notice as a cookie carries it, signed so that nobody else puts words into our mouth."""
    for said in (facts, {}):
        content = urlsafe_b64encode(orjson.dumps([message, said], default=str)).decode()
        if len(content) <= LARGEST_NOTICE:
            break
    return f"{content}.{_signature(key, content)}"


def opened_notice(key: str, value: str) -> tuple[str, Mapping[str, Any]] | None:
    """The message id and facts of a notice that we signed."""
    content, _, signature = value.rpartition(".")
    if not content or not hmac.compare_digest(signature.encode(), _signature(key, content).encode()):
        return None
    message, facts = orjson.loads(urlsafe_b64decode(content))
    return message, facts


def derived(secret: str, purpose: str) -> str:
    """A key that follows from a cookie's secret and does not give it away."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha256").hex() if secret else ""


def _signature(key: str, content: str) -> str:
    return hmac.digest(key.encode(), content.encode(), "sha256").hex()[:32]


def _secure(public_url: str) -> bool:
    return urlsplit(public_url).scheme == "https"


def _named(public_url: str, name: str) -> str:
    # Browsers refuse the prefix without Secure; plain http is for loopback only.
    return f"__Host-{name}" if _secure(public_url) else name
