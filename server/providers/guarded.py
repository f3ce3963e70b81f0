"""The one HTTP client for addresses that people typed: webhooks and the look at our own public URL (B4).

The host is resolved here, every address that it has is judged, and the connection goes to the judged address:
what the name means a moment later changes nothing. No redirects, no proxies, no kept connections.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Empty, SimpleQueue

import certifi

from server.domain.errors import Unavailable
from server.domain.outbound import Target, closed, refused, target_of
from server.domain.views import Sentence

MOST_ADDRESSES = 3
"""Addresses of one host that are tried, while none of them takes the connection."""


CHECK_S = 4.0
"""How long the name of an address is looked up before it is taken as unknown."""


class Reason(StrEnum):
    """Why a call brought no answer."""

    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    BROKEN = "broken"


class NoAnswer(Unavailable):
    """A call that may be made and brought no answer; `reason` tells why."""

    code = "no_answer"

    def __init__(self, reason: Reason, host: str) -> None:
        super().__init__(_WORDS[reason].message, host=host)
        self.reason = reason


_WORDS: Mapping[Reason, Sentence] = {
    Reason.UNKNOWN_HOST: Sentence("The name “%(host)s” is not known."),
    Reason.UNREACHABLE: Sentence("%(host)s takes no connection."),
    Reason.CERTIFICATE: Sentence("The certificate of %(host)s is not valid."),
    Reason.SLOW: Sentence("%(host)s did not answer in time."),
    Reason.BROKEN: Sentence("%(host)s broke the connection or did not speak HTTP."),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting and for the whole call; bytes of the body that are read, the rest is left."""

    connect: float = 4.0
    total: float = 10.0
    size: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers (names in lower case) and the beginning of the body of one answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Every address that the system knows of a host, in the order to try; OSError for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def trusting_roots() -> ssl.SSLContext:
    """Certificates as the public web has them."""
    return ssl.create_default_context(cafile=certifi.where())


@dataclass(frozen=True, slots=True)
class Guarded:
    """Makes single calls; safe to share. `loopback` lets this machine itself be called, in demo and tests.

    Raises Refused for an address that is not called, NoAnswer for one that does not answer.
    """

    loopback: bool = False
    tls: ssl.SSLContext = field(default_factory=trusting_roots)
    resolve: Callable[[str, int], Sequence[str]] = addresses_of

    def check(self, url: str) -> None:
        """Refuse an address that would not be called; one that nobody knows yet passes."""
        target = target_of(url, loopback=self.loopback)
        with suppress(NoAnswer):
            self._judged(target, time.monotonic() + CHECK_S)

    def get(self, url: str, *, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Fetch an address."""
        return self._call("GET", url, None, headers, limits)

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Send a body to an address."""
        return self._call("POST", url, body, headers, limits)

    def _call(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], limits: Limits
    ) -> Reply:
        target = target_of(url, loopback=self.loopback)
        deadline = time.monotonic() + limits.total
        addresses = self._judged(target, deadline)
        with _connected(target, addresses, limits, deadline) as raw:
            guard = _Guard(raw, deadline)
            try:
                sock = self._secured(raw, target, guard)
                reply = _exchanged(sock, target, method, body, headers, limits)
                if guard.expired():  # cut off at the deadline, a body without a length looks whole
                    raise NoAnswer(Reason.SLOW, target.host)
                return reply
            except ssl.SSLCertVerificationError:
                raise NoAnswer(Reason.CERTIFICATE, target.host) from None
            except (OSError, http.client.HTTPException, ValueError):
                reason = Reason.SLOW if guard.expired() else Reason.BROKEN
                raise NoAnswer(reason, target.host) from None
            finally:
                guard.close()

    def _judged(self, target: Target, deadline: float) -> Sequence[str]:
        """The addresses of the host, all of them fit to be called."""
        found = _in_time(lambda: self.resolve(target.host, target.port), target, deadline)
        for address in found:
            if closed(address, loopback=self.loopback):
                raise refused(target.host)
            if not target.secure and not closed(address):
                raise refused(target.host)  # plain http stays on this machine
        return found[:MOST_ADDRESSES]

    def _secured(self, raw: socket.socket, target: Target, guard: _Guard) -> socket.socket:
        if not target.secure:
            return raw
        sock = self.tls.wrap_socket(raw, server_hostname=target.host, do_handshake_on_connect=False)
        guard.watch(sock)
        sock.do_handshake()
        return sock


class _Guard:
    """Ends a connection at the deadline, as a time-out of single reads never ends an answer that drips."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, sock: socket.socket) -> None:
        """Watch the socket that has taken over the connection."""
        self._sock = sock

    def expired(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._deadline

    def close(self) -> None:
        """Stop watching, and close the connection."""
        self._timer.cancel()
        with suppress(OSError):
            self._sock.close()

    def _end(self) -> None:
        with suppress(OSError):
            # Not SSLSocket's own shutdown: it would make the reader go on in plain text.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


def _in_time(ask: Callable[[], Sequence[str]], target: Target, deadline: float) -> Sequence[str]:
    """Ask the resolver on a thread of its own, because the system's knows no deadline."""
    answers: SimpleQueue[Sequence[str]] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(ask())
        except (OSError, UnicodeError):
            answers.put(())

    threading.Thread(target=run, name="resolve", daemon=True).start()
    try:
        found = answers.get(timeout=max(0.0, deadline - time.monotonic()))
    except Empty:
        raise NoAnswer(Reason.SLOW, target.host) from None
    if not found:
        raise NoAnswer(Reason.UNKNOWN_HOST, target.host)
    return found


def _connected(target: Target, addresses: Sequence[str], limits: Limits, deadline: float) -> socket.socket:
    """A connection to the first of the addresses that takes one."""
    slow = False
    for address in addresses:
        left = min(limits.connect, deadline - time.monotonic())
        if left <= 0:
            break
        try:
            sock = socket.create_connection((address, target.port), timeout=left)
        except TimeoutError:
            slow = True
        except OSError:
            continue
        else:
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            return sock
    raise NoAnswer(Reason.SLOW if slow else Reason.UNREACHABLE, target.host)


def _exchanged(
    sock: socket.socket,
    target: Target,
    method: str,
    body: bytes | None,
    headers: Mapping[str, str],
    limits: Limits,
) -> Reply:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = sock
    whole = {"Host": target.authority, "Connection": "close", "Accept-Encoding": "identity", **headers}
    connection.request(method, target.path, body, whole)
    with closing(connection), connection.getresponse() as answer:
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, found, answer.read(limits.size) if limits.size else b"")
