"""From a URL to a client: a single server, Sentinel or Cluster, by TCP, TLS or unix socket."""

from __future__ import annotations

import select
from collections.abc import Iterator
from functools import cache
from os import getpid
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import hiredis
from gevent.monkey import get_original
from redis import ConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.connection import Connection, SSLConnection, UnixDomainSocketConnection
from redis.crc import key_slot
from redis.exceptions import ConnectionError as NoConnection
from redis.retry import Retry
from redis.sentinel import Sentinel

from server.domain.errors import Invalid

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 5.0


class Client(Protocol):
    """What we use of redis-py's clients, whose own types leave the arguments open."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send one command and return its reply, as text."""

    def pipeline(self, transaction: Any = ...) -> Any:
        """Gather commands and send them in one round trip."""

    def scan_iter(self, match: Any = ..., count: Any = ...) -> Iterator[Any]:
        """Every key, a few at a time."""

    def close(self) -> None:
        """Close the connections."""


def connect(url: str) -> Client:
    """A client for redis://, rediss://, unix://, redis+sentinel://h:p,h2/name/db or redis+cluster://h:p,h2.

    Nothing is sent yet, except to a Cluster, whose members must be asked for. The client never repeats a
    command by itself: only some of ours may safely be repeated (commit.py).
    """
    scheme = urlsplit(url).scheme
    if scheme in _CONNECTIONS:
        pool = _Pool.from_url(url, connection_class=_CONNECTIONS[scheme], **_options())
        single: Client = _Single.from_pool(pool)
        return single
    if scheme in {"redis+sentinel", "rediss+sentinel"}:
        return _sentinel(url)
    if scheme in {"redis+cluster", "rediss+cluster"}:
        return _cluster(url)
    raise Invalid(
        "REDIS_URL must begin with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://."
    )


def primaries(client: Client) -> list[dict[str, Any]]:
    """The options that send a command to each primary in turn: one for a single server."""
    if isinstance(client, RedisCluster):
        nodes: Any = client
        return [{"target_nodes": node} for node in nodes.get_primaries()]
    return [{}]


class _Pool(ConnectionPool):
    """Hands out a connection that stands without counting it; any other one comes from redis-py's own pool."""

    def get_connection(self, *_command: Any, **_options: Any) -> Any:
        """A connection that is ready for a command."""
        free: list[Any] = self._available_connections
        try:
            connection = free.pop()
        except IndexError:  # or another thread was quicker
            return super().get_connection()
        if _stands(connection):
            self._in_use_connections.add(connection)
            return connection
        free.append(connection)
        return super().get_connection()

    def release(self, connection: Any) -> None:
        """Take a connection back; one from before a fork, or from elsewhere, as redis-py does."""
        if connection.pid == getpid() and connection in self._in_use_connections:
            self._in_use_connections.remove(connection)
            self._available_connections.append(connection)
        else:
            super().release(connection)


def _stands(connection: Any) -> bool:
    """Whether it is this process's own, connected, and nothing came that nobody asked for."""
    try:
        return connection.pid == getpid() and connection.is_connected and not connection.can_read()
    except (OSError, NoConnection):
        return False


class _Single(Redis):
    """One server, asked at the least cost: redis-py's telemetry, retries and look for lost connections are dear."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send one command and return its reply; a connection that broke is closed by redis-py where it broke."""
        pool: Any = self.connection_pool
        connection = pool.get_connection()
        try:
            if " " in args[0]:
                connection.send_command(*args)
            else:
                connection.send_packed_command((hiredis.pack_command(args),), check_health=False)
            return self.parse_response(connection, args[0], **options)  # type: ignore[no-untyped-call]
        finally:
            pool.release(connection)


class _Looked:
    """Finds out by one system call whether the server has hung up, before a pooled connection is used again."""

    _sock: Any

    def can_read(self, timeout: float = 0) -> bool:
        """Whether something came that nobody asked for, or the end: then the pool connects anew."""
        poll = _kernels_poll()()
        poll.register(self._sock, select.POLLIN)
        return bool(poll.poll(timeout * 1000))


@cache
def _kernels_poll() -> Any:
    """What makes a poll object, past gevent's, which sets up a watcher each time even to ask without waiting."""
    return get_original("select", "poll")


class _TcpConnection(_Looked, Connection):
    """By TCP."""


class _UnixConnection(_Looked, UnixDomainSocketConnection):
    """By unix socket."""


# What TLS has decrypted already is no longer in the socket: redis-py knows how to look there.
_CONNECTIONS = {"redis": _TcpConnection, "rediss": SSLConnection, "unix": _UnixConnection}


class _Cluster(RedisCluster):
    """Knows where a function's keys stand; redis-py would ask the server for it before every call."""

    def determine_slot(self, *args: Any) -> int | None:
        """The slot of a command, from its first key."""
        if args[0] in {"FCALL", "FCALL_RO"}:
            return key_slot(str(args[3]).encode())
        found: int | None = super().determine_slot(*args)
        return found


def _options() -> dict[str, Any]:
    """RESP2 keeps one shape of replies on every server version and spares the handshake for pushes."""
    return {
        "decode_responses": True,
        "protocol": 2,
        "socket_timeout": ANSWER_SECONDS,
        "socket_connect_timeout": CONNECT_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }


def hosts(netloc: str, default_port: int) -> list[tuple[str, int]]:
    """The `host:port` pairs of a comma-separated list, credentials left out."""
    found = []
    for part in netloc.rpartition("@")[2].split(","):
        one = urlsplit(f"//{part}")
        if not one.hostname:
            raise Invalid("REDIS_URL names no host.")
        found.append((one.hostname, one.port or default_port))
    return found


def _credentials(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name, _, password = parts.netloc.rpartition("@")[0].partition(":")
    found: dict[str, Any] = {"ssl": True} if parts.scheme.startswith("rediss") else {}
    if name:
        found["username"] = unquote(name)
    if password:
        found["password"] = unquote(password)
    return found


def _sentinel(url: str) -> Client:
    parts = urlsplit(url)
    service, _, db = parts.path.strip("/").partition("/")
    if not service:
        raise Invalid("REDIS_URL for Sentinel must name the service: redis+sentinel://host:26379/mymaster/0.")
    own_password = parse_qs(parts.query).get("sentinel_password")
    own = {"password": own_password[0]} if own_password else {}
    tls = {"ssl": True} if parts.scheme.startswith("rediss") else {}
    make: Any = Sentinel
    watchers = make(hosts(parts.netloc, 26379), sentinel_kwargs={**_options(), **tls, **own})
    primary: Client = watchers.master_for(service, **_options(), **_credentials(url), db=int(db or 0))
    return primary


def _cluster(url: str) -> Client:
    make: Any = ClusterNode
    nodes = [make(host, port) for host, port in hosts(urlsplit(url).netloc, 6379)]
    return _Cluster(startup_nodes=nodes, **_options(), **_credentials(url))
