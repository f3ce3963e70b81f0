"""One bounded call: each to Google or Microsoft has a deadline, a size limit and no redirects."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import certifi
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as Urllib3Timeout
from urllib3.util.timeout import Timeout

CHUNK = 65_536


class CallError(Exception):
    """A call that brought no answer; it carries nothing that was sent or received."""


class TooSlow(CallError):
    """The other side accepted the call and did not finish its answer in time."""


class Unreachable(CallError):
    """No connection, or one that broke before the answer was complete."""


class TooLarge(CallError):
    """The answer is larger than anything this call may honestly return."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large one answer may be: seconds and bytes."""

    connect: float = 1.0
    read: float = 2.5
    size: int = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (looked up without regard to case) and body of one answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Call:
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes | None = None


def connections(*, per_host: int = 32) -> PoolManager:
    """Make the pool of kept connections, trusting certifi's roots as slim images bring none."""
    return PoolManager(
        num_pools=8,
        maxsize=per_host,
        retries=False,
        ssl_context=ssl.create_default_context(cafile=certifi.where()),
    )


def get(
    pool: HTTPConnectionPool, target: str, *, headers: Mapping[str, str], limits: Limits, deadline: float
) -> Answer:
    """Fetch path and query `target`, finished before the monotonic time `deadline` or refused.

    Raises TooSlow, Unreachable or TooLarge.
    """
    return _called(pool, _Call("GET", target, headers), limits=limits, deadline=deadline)


def post(pool: PoolManager, url: str, *, form: Mapping[str, str], limits: Limits, deadline: float) -> Answer:
    """Send a form to `url`; the same promises as those of `get`."""
    parts = urlsplit(url)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    call = _Call("POST", parts.path or "/", headers, urlencode(form).encode())
    return _called(pool.connection_from_url(url), call, limits=limits, deadline=deadline)


def post_body(
    pool: HTTPConnectionPool,
    target: str,
    *,
    headers: Mapping[str, str],
    body: bytes,
    limits: Limits,
    deadline: float,
) -> Answer:
    """Send a body to path `target`; the same promises as those of `get`."""
    return _called(pool, _Call("POST", target, headers, body), limits=limits, deadline=deadline)


def _called(pool: HTTPConnectionPool, call: _Call, *, limits: Limits, deadline: float) -> Answer:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooSlow
    try:
        return _answered(pool, call, limits=limits, deadline=deadline, left=left)
    except (ConnectTimeoutError, NewConnectionError):
        raise Unreachable from None
    except Urllib3Timeout:
        raise TooSlow from None
    except (HTTPError, OSError):
        raise Unreachable from None


def _answered(
    pool: HTTPConnectionPool, call: _Call, *, limits: Limits, deadline: float, left: float
) -> Answer:
    response = pool.urlopen(
        call.method,
        call.target,
        body=call.body,
        headers=call.headers,
        retries=False,
        redirect=False,
        timeout=Timeout(connect=min(limits.connect, left), read=min(limits.read, left)),
        preload_content=False,
        decode_content=False,
    )
    try:
        body = _body(response, size=limits.size, deadline=deadline)
    except BaseException:
        # A half-read connection must not go back to the pool: the next answer would begin in this one.
        response.close()
        raise
    response.release_conn()
    return Answer(response.status, response.headers, body)


def _body(response: BaseHTTPResponse, *, size: int, deadline: float) -> bytes:
    """Read in pieces, because a socket timeout alone never ends an answer that drips."""
    body = response.read1(CHUNK)
    while piece := response.read1(CHUNK):
        body += piece
        if len(body) > size:
            raise TooLarge
        if time.monotonic() > deadline:
            raise TooSlow
    return body
