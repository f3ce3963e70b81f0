"""Google's public certificates, fetched as seldom as Google allows."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import orjson
from google.auth.exceptions import TransportError
from google.auth.transport import Request
from urllib3 import PoolManager

from server.providers import http

LIMITS = http.Limits(connect=1.0, read=2.0, size=1024 * 1024)
BUDGET = 3.0
DEFAULT_AGE = 300_000
LONGEST_AGE = 86_400_000
STALE_FOR = 86_400_000
PAUSE_AFTER_FAILURE = 5_000
PAUSE_BETWEEN_UNKNOWN = 30_000
MAX_AGE = re.compile(r"max-age=(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Held:
    """One fetched set of certificates, in the form of an answer that google-auth reads."""

    data: bytes
    key_ids: frozenset[str]
    fresh_until: int
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Certificates(Request):
    """A google-auth transport that answers from memory for as long as `max-age` says.

    Stale certificates serve for a day while Google cannot be reached; a key id never seen leads to one
    fetch, at most every 30 seconds, so that a stranger's token cannot make us call Google at will.
    Raises google-auth's TransportError while nothing is known. `read` takes another form of key set than
    Google's map; it raises ValueError for what is none.
    """

    def __init__(
        self,
        pool: PoolManager,
        *,
        url: str,
        clock: Callable[[], int],
        read: Callable[[http.Answer, int], Held] | None = None,
    ) -> None:
        self._hosts = pool.connection_from_url(url)
        parts = urlsplit(url)
        self._target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        self._clock = clock
        self._read = read or _read
        self._lock = Lock()
        self._held: Held | None = None
        self._not_before = 0
        self._unknown_not_before = 0

    def __call__(self, *_: Any, **__: Any) -> Held:
        """Answer google-auth's request for the certificates."""
        held = self._held
        if held is not None and held.fresh_until > self._clock():
            return held
        return self._renewed(held)

    def look_for(self, key_id: str) -> None:
        """Fetch once more if this key id is unknown: Google may have changed its keys since."""
        held = self._held
        if held is None or key_id in held.key_ids:
            return
        with self._lock:
            # Whoever waited here while another fetched finds the answer already there.
            if self._held is held and self._clock() >= self._unknown_not_before:
                self._unknown_not_before = self._clock() + PAUSE_BETWEEN_UNKNOWN
                self._fetch()

    def _renewed(self, seen: Held | None) -> Held:
        # Whoever holds something stale does not queue behind the one who fetches.
        if not self._lock.acquire(blocking=seen is None):
            return self._usable(seen)
        try:
            if self._held is not seen and self._held is not None:
                return self._held
            if self._clock() >= self._not_before:
                self._fetch()
            return self._usable(self._held)
        finally:
            self._lock.release()

    def _fetch(self) -> None:
        try:
            deadline = time.monotonic() + BUDGET
            answer = http.get(self._hosts, self._target, headers={}, limits=LIMITS, deadline=deadline)
            self._held = self._read(answer, self._clock())
        except (http.CallError, ValueError):
            self._not_before = self._clock() + PAUSE_AFTER_FAILURE

    def _usable(self, held: Held | None) -> Held:
        if held is None or held.fresh_until + STALE_FOR < self._clock():
            raise TransportError("certificates")  # type: ignore[no-untyped-call]
        return held


def _read(answer: http.Answer, now: int) -> Held:
    """Take a map of key id to x509 certificate; anything else (an error page, a JWK set) is a ValueError."""
    found = orjson.loads(answer.body) if answer.status == 200 else None
    if not isinstance(found, dict) or not found or not all(isinstance(pem, str) for pem in found.values()):
        raise ValueError("not a map of certificates")
    return Held(answer.body, frozenset(found), now + age_of(answer))


def age_of(answer: http.Answer) -> int:
    """How long an answer may be kept, in ms."""
    stated = MAX_AGE.search(answer.headers.get("Cache-Control", ""))
    return min(int(stated[1]) * 1000, LONGEST_AGE) if stated else DEFAULT_AGE
