"""Headers of Gmail messages, read with the reader's own short-lived tokens; never any content."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

from urllib3 import PoolManager

from server.providers import gmail_answers, http
from server.providers.gmail_answers import GmailMessage, GmailRefused, Refusal

__all__ = ["GmailMessage", "GmailReader", "GmailRefused", "GmailTokens", "Refusal", "rest_id"]

T = TypeVar("T")

FIELDS = "id,threadId,labelIds,internalDate,payload/headers"
BUDGET = 4.0
URL_FORM = re.compile(r"(?:msg|thread)-f:([0-9]{1,20})")
REST_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.\-]{0,127}")


@dataclass(frozen=True, slots=True)
class GmailTokens:
    """What the open message's event brought along: the person's access token and the message's own."""

    user: str = field(repr=False)
    message: str = field(repr=False)


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
        return self._read(target, tokens, gmail_answers.message)

    def thread(self, thread_id: str, tokens: GmailTokens) -> list[GmailMessage]:
        """Read the headers of every message of a thread, oldest first."""
        target = f"threads/{_checked(thread_id)}?format=metadata&fields=messages({FIELDS})"
        return self._read(target, tokens, gmail_answers.messages)

    def _read(self, target: str, tokens: GmailTokens, parse: Callable[[bytes], T]) -> T:
        headers = headers_of(tokens)
        started = time.monotonic()
        outcome = "ok"
        try:
            return parse(self._answer(target, headers, deadline=started + self._budget))
        except GmailRefused as refused:
            outcome = refused.kind
            raise
        finally:
            self._observe(outcome, time.monotonic() - started)

    def _answer(self, target: str, headers: Mapping[str, str], *, deadline: float) -> bytes:
        """Ask; once more where that may help and the budget still allows it."""
        try:
            return self._attempt(target, headers, deadline)
        except GmailRefused as refused:
            pause = refused.retry_in
            if pause is None or time.monotonic() + pause >= deadline:
                raise
        time.sleep(pause)
        return self._attempt(target, headers, deadline)

    def _attempt(self, target: str, headers: Mapping[str, str], deadline: float) -> bytes:
        try:
            answer = http.get(
                self._hosts, self._base + target, headers=headers, limits=self._limits, deadline=deadline
            )
        except http.TooSlow:
            raise GmailRefused(Refusal.SLOW) from None
        except http.Unreachable:
            raise GmailRefused(Refusal.UNREACHABLE, retry_in=0.0) from None
        except http.TooLarge:
            raise GmailRefused(Refusal.FAILING) from None
        if answer.status != HTTPStatus.OK:
            raise gmail_answers.refusal(answer)
        return answer.body


def _checked(shown: str) -> str:
    """Let only what can be an id into a path; anything else names no message."""
    found = rest_id(shown)
    if not REST_FORM.fullmatch(found):
        raise GmailRefused(Refusal.GONE)
    return found


def headers_of(tokens: GmailTokens) -> dict[str, str]:
    """What a call carries; GmailRefused without a token that can be sent."""
    # http.client would quote a token with a line break in its error; nothing but a bad event has one.
    both = tokens.user + tokens.message
    if not tokens.user or not (both.isascii() and both.isprintable()):
        raise GmailRefused(Refusal.SIGNED_OUT)
    headers = {"Authorization": "Bearer " + tokens.user}
    if tokens.message:
        headers["X-Goog-Gmail-Access-Token"] = tokens.message
    return headers
