"""Headers of Gmail messages, read with the reader's own short-lived tokens; never any content."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any, TypeVar

import orjson
from urllib3 import PoolManager

from server.domain.errors import Unavailable
from server.providers import http

T = TypeVar("T")

FIELDS = "id,threadId,labelIds,internalDate,payload/headers"
BUDGET = 4.0
PAUSE = 0.15
LONGEST_PAUSE = 1.0
URL_FORM = re.compile(r"(?:msg|thread)-f:([0-9]{1,20})")
REST_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.\-]{0,127}")
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


MESSAGES: Mapping[Refusal, str] = {
    Refusal.SIGNED_OUT: "Gmail asks you to sign in again. Reload Gmail, then open the message once more.",
    Refusal.FORBIDDEN: "Gmail does not let the add-on read this message. Allow access and open it again.",
    Refusal.GONE: "Gmail no longer has this message.",
    Refusal.BUSY: "Gmail is limiting requests just now. Please try again in a minute.",
    Refusal.FAILING: "Gmail has a problem just now. Please try again.",
    Refusal.SLOW: "Gmail took too long to answer. Please try again.",
    Refusal.UNREACHABLE: "Gmail cannot be reached just now. Please try again.",
}


class GmailRefused(Unavailable):
    """Gmail gave no headers; `kind` says why, and the message what to do."""

    def __init__(self, kind: Refusal) -> None:
        super().__init__(MESSAGES[kind])
        self.kind = kind


@dataclass(frozen=True, slots=True)
class GmailTokens:
    """What the open message's event brought along: the person's access token and the message's own."""

    user: str = field(repr=False)
    message: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GmailMessage:
    """One message of one mailbox: all headers, top to bottom, in the sender's spelling."""

    id: str
    thread_id: str
    headers: list[tuple[str, str]]
    label_ids: frozenset[str]
    internal_date_ms: int | None


def rest_id(shown: str) -> str:
    """Turn `msg-f:` and `thread-f:` decimals into the id that the API knows; others pass unchanged."""
    found = URL_FORM.fullmatch(shown)
    return format(int(found[1]), "x") if found else shown


class GmailReader:
    """Reads messages and threads, within one budget of time per call and with at most one retry.

    Both methods take ids in either form and raise GmailRefused. `observe` is told each call's outcome
    ("ok" or the refusal) and its seconds.
    """

    def __init__(
        self,
        api_url: str,
        pool: PoolManager,
        *,
        observe: Callable[[str, float], None] = lambda _outcome, _seconds: None,
        limits: http.Limits | None = None,
        budget: float = BUDGET,
    ) -> None:
        self._hosts = pool.connection_from_url(api_url)
        self._base = re.sub(r"^https?://[^/]+", "", api_url).rstrip("/") + "/gmail/v1/users/me/"
        self._observe = observe
        self._limits = limits or http.Limits()
        self._budget = budget

    def message(self, message_id: str, tokens: GmailTokens) -> GmailMessage:
        """Read the headers of one message."""
        target = f"messages/{_checked(message_id)}?format=metadata&fields={FIELDS}"
        return self._read(target, tokens, _message)

    def thread(self, thread_id: str, tokens: GmailTokens) -> list[GmailMessage]:
        """Read the headers of every message of a thread, oldest first."""
        target = f"threads/{_checked(thread_id)}?format=metadata&fields=messages({FIELDS})"
        return self._read(target, tokens, _messages)

    def _read(self, target: str, tokens: GmailTokens, parse: Callable[[Any], T]) -> T:
        started = time.monotonic()
        outcome = "ok"
        try:
            return parse(self._answer(target, _headers(tokens), deadline=started + self._budget))
        except GmailRefused as refused:
            outcome = refused.kind
            raise
        finally:
            self._observe(outcome, time.monotonic() - started)

    def _answer(self, target: str, headers: Mapping[str, str], *, deadline: float) -> bytes:
        """Ask at most twice: a second time only where that may help and the budget still allows it."""
        refusal, pause = self._attempt(target, headers, deadline)
        if isinstance(refusal, bytes):
            return refusal
        if pause is None or time.monotonic() + pause >= deadline:
            raise GmailRefused(refusal)
        time.sleep(pause)
        second, _ = self._attempt(target, headers, deadline)
        if isinstance(second, bytes):
            return second
        raise GmailRefused(second)

    def _attempt(
        self, target: str, headers: Mapping[str, str], deadline: float
    ) -> tuple[bytes | Refusal, float | None]:
        """Ask once: the body, or why not and after how many seconds asking again may help."""
        try:
            answer = http.get(
                self._hosts, self._base + target, headers=headers, limits=self._limits, deadline=deadline
            )
        except http.TooSlow:
            return Refusal.SLOW, None
        except http.Unreachable:
            return Refusal.UNREACHABLE, 0.0
        except http.TooLarge:
            return Refusal.FAILING, None
        if answer.status == HTTPStatus.OK:
            return answer.body, None
        refusal = _refusal(answer)
        return refusal, _pause(answer) if refusal in (Refusal.BUSY, Refusal.FAILING) else None


def _checked(shown: str) -> str:
    """Let only what can be an id into a path; anything else names no message."""
    found = rest_id(shown)
    if not REST_FORM.fullmatch(found):
        raise GmailRefused(Refusal.GONE)
    return found


def _headers(tokens: GmailTokens) -> dict[str, str]:
    # http.client would quote a token with a line break in its error; nothing but a bad event has one.
    both = tokens.user + tokens.message
    if not tokens.user or not (both.isascii() and both.isprintable()):
        raise GmailRefused(Refusal.SIGNED_OUT)
    headers = {"Authorization": "Bearer " + tokens.user}
    if tokens.message:
        headers["X-Goog-Gmail-Access-Token"] = tokens.message
    return headers


def _refusal(answer: http.Answer) -> Refusal:
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


def _reasons(body: bytes) -> set[str]:
    try:
        return {str(error["reason"]) for error in orjson.loads(body)["error"]["errors"]}
    except (ValueError, TypeError, KeyError):
        return set()


def _pause(answer: http.Answer) -> float | None:
    """Seconds until the retry, or None where Google asks for more patience than a person has."""
    if answer.status < HTTPStatus.INTERNAL_SERVER_ERROR and answer.status != HTTPStatus.TOO_MANY_REQUESTS:
        return PAUSE if answer.status == HTTPStatus.FORBIDDEN else None
    asked = answer.headers.get("Retry-After")
    if asked is None:
        return PAUSE
    return float(asked) if asked.isdecimal() and len(asked) < 4 and float(asked) <= LONGEST_PAUSE else None


def _message(body: bytes) -> GmailMessage:
    return _one(_json(body))


def _messages(body: bytes) -> list[GmailMessage]:
    found = _json(body)
    listed = found.get("messages", []) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise GmailRefused(Refusal.FAILING)
    return [_one(one) for one in listed]


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
