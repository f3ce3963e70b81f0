"""Gmail's answers: a message's headers, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

import orjson

from server.domain.errors import Unavailable
from server.domain.views import Sentence
from server.providers import http

PAUSE = 0.15
LONGEST_PAUSE = 1.0
QUOTA_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})


class Refusal(StrEnum):
    """Why Gmail gave no headers."""

    SIGNED_OUT = "signed_out"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    BUSY = "busy"
    FAILING = "failing"
    SLOW = "slow"
    UNREACHABLE = "unreachable"


SENTENCES: Mapping[Refusal, Sentence] = {
    Refusal.SIGNED_OUT: Sentence(
        "Gmail asks you to sign in again. Reload Gmail, then open the message once more."
    ),
    Refusal.FORBIDDEN: Sentence(
        "Gmail does not let the add-on read this message. Allow access and open it again."
    ),
    Refusal.GONE: Sentence("Gmail no longer has this message."),
    Refusal.BUSY: Sentence("Gmail is limiting requests just now. Please try again in a minute."),
    Refusal.FAILING: Sentence("Gmail has a problem just now. Please try again."),
    Refusal.SLOW: Sentence("Gmail took too long to answer. Please try again."),
    Refusal.UNREACHABLE: Sentence("Gmail cannot be reached just now. Please try again."),
}


class GmailRefused(Unavailable):
    """Gmail gave no headers; `kind` says why, the message what to do.

    `retry_in` is after how many seconds asking once more may help, None if it does not.
    """

    def __init__(self, kind: Refusal, *, retry_in: float | None = None) -> None:
        super().__init__(SENTENCES[kind].message)
        self.kind = kind
        self.retry_in = retry_in


@dataclass(frozen=True, slots=True)
class GmailMessage:
    """One message of one mailbox: all headers, top to bottom, in the sender's spelling."""

    id: str
    thread_id: str
    headers: list[tuple[str, str]]
    label_ids: frozenset[str]
    internal_date_ms: int | None


def refusal(answer: http.Answer) -> GmailRefused:
    """Tell why an answer brings no headers, and whether asking again may help."""
    kind = _kind(answer)
    passing = kind is Refusal.BUSY or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return GmailRefused(kind, retry_in=_pause(answer) if passing else None)


def message(body: bytes) -> GmailMessage:
    """Read the answer for one message; GmailRefused if it is not of Gmail's form."""
    return _one(_json(body))


def messages(body: bytes) -> list[GmailMessage]:
    """Read the answer for a thread; GmailRefused if it is not of Gmail's form."""
    found = _json(body)
    listed = found.get("messages", []) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise GmailRefused(Refusal.FAILING)
    return [_one(one) for one in listed]


def _kind(answer: http.Answer) -> Refusal:
    match answer.status:
        case HTTPStatus.UNAUTHORIZED:
            return Refusal.SIGNED_OUT
        case HTTPStatus.FORBIDDEN:
            # Google: a used-up quota is a 403 as well as a 429, told apart by its reason only.
            return Refusal.BUSY if _reasons(answer.body) & QUOTA_REASONS else Refusal.FORBIDDEN
        case HTTPStatus.BAD_REQUEST | HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
            return Refusal.GONE
        case HTTPStatus.TOO_MANY_REQUESTS:
            return Refusal.BUSY
    return Refusal.FAILING


def _pause(answer: http.Answer) -> float | None:
    """Seconds until the retry, or None where Google asks for more patience than a person has."""
    asked = answer.headers.get("Retry-After")
    if asked is None:
        return PAUSE
    return float(asked) if asked.isdecimal() and len(asked) < 4 and float(asked) <= LONGEST_PAUSE else None


def _reasons(body: bytes) -> set[str]:
    try:
        return {str(error["reason"]) for error in orjson.loads(body)["error"]["errors"]}
    except (ValueError, TypeError, KeyError):
        return set()


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except ValueError:
        raise GmailRefused(Refusal.FAILING) from None


def _one(found: Any) -> GmailMessage:
    """Read one message resource; one that is not of Gmail's form counts as Gmail failing."""
    try:
        # Proto JSON leaves out what is empty: a header's value, the labels, even all headers.
        listed = found.get("payload", {}).get("headers", ())
        headers = [(str(one["name"]), str(one.get("value", ""))) for one in listed]
        date = found.get("internalDate")
        return GmailMessage(
            id=str(found["id"]),
            thread_id=str(found["threadId"]),
            headers=headers,
            label_ids=frozenset(found.get("labelIds", ())),
            internal_date_ms=None if date is None else int(date),
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        raise GmailRefused(Refusal.FAILING) from None
