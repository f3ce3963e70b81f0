"""From a URL to a client: a single server, Sentinel or Cluster, by TCP, TLS or unix socket."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.retry import Retry
from redis.sentinel import Sentinel

from server.domain.errors import Invalid

Client = Redis | RedisCluster

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 5.0


def connect(url: str) -> Client:
    """A client for `redis://`, `rediss://`, `unix://`, `redis+sentinel://h:p,h2/name/db` or `redis+cluster://h:p,h2`.

    Nothing is sent yet, except to a Cluster or to Sentinels, whose members must be asked for.
    The client never repeats a command by itself: only a commit with a request id may safely be repeated (commit.py).
    """
    scheme = urlsplit(url).scheme
    if scheme in ("redis", "rediss", "unix"):
        return Redis.from_url(url, **_options())
    if scheme in ("redis+sentinel", "rediss+sentinel"):
        return _sentinel(url)
    if scheme in ("redis+cluster", "rediss+cluster"):
        return _cluster(url)
    raise Invalid(
        "REDIS_URL must begin with redis://, rediss://, unix://, redis+sentinel:// or redis+cluster://."
    )


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


def _sentinel(url: str) -> Redis:
    parts = urlsplit(url)
    service, _, db = parts.path.strip("/").partition("/")
    if not service:
        raise Invalid("REDIS_URL for Sentinel must name the service: redis+sentinel://host:26379/mymaster/0.")
    own_password = parse_qs(parts.query).get("sentinel_password")
    own = {"password": own_password[0]} if own_password else {}
    tls = {"ssl": True} if parts.scheme.startswith("rediss") else {}
    watchers = Sentinel(hosts(parts.netloc, 26379), sentinel_kwargs={**_options(), **tls, **own})
    primary: Redis = watchers.master_for(service, **_options(), **_credentials(url), db=int(db or 0))
    return primary


def _cluster(url: str) -> RedisCluster:
    nodes = [ClusterNode(host, port) for host, port in hosts(urlsplit(url).netloc, 6379)]
    return RedisCluster(startup_nodes=nodes, **_options(), **_credentials(url))
