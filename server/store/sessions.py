"""Who is signed in to the settings, and what is on its way to a sign-in; each by the digest of a random secret.

An agent's sessions stand in one hash, so that all of them end with one deletion; the operator's stand alone,
for there may be no workspace yet. What a link or a sign-in leaves for the next request is taken once.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from server.domain import auditlog
from server.store.auditlog import audit_writes
from server.store.commit import Store, Write
from server.store.keys import Keys
from server.store.outerkeys import operator_session, passing

LONGEST_MS = 12 * 3_600_000
"""How long a session lasts at most, in ms."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; `account` is the identity that proved who it is, times are ms UTC.

    Without `agent` it is the operator's, who may not have a `workspace` yet.
    """

    workspace: str
    agent: str
    account: str
    started_at: int
    seen_at: int
    operator: bool = False


def digest(secret: str) -> str:
    """The name under which a random secret of ours stands; it needs no key, for nobody can guess it."""
    return urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()[:18]).decode()


def put(store: Store, session: Session, secret: str, *, told: auditlog.Entry | None = None) -> None:
    """Write a session of an agent, with the line of the audit log about it."""
    keys = Keys(session.workspace)
    name = keys.sessions(session.agent)
    line = orjson.dumps(asdict(session)).decode()
    store.commit(writes=[Write("HSET", name, (digest(secret), line)), *audit_writes(keys, told)])
    store.write("PEXPIRE", name, LONGEST_MS)


def find(store: Store, workspace: str, agent: str, secret: str) -> tuple[Session | None, int]:
    """A session of an agent with the version of the directory, in one round trip."""
    keys = Keys(workspace)
    line, version = store.read(
        [("HGET", keys.sessions(agent), digest(secret)), ("GET", keys.directory_version)]
    )
    return _session(line), int(version or 0)


def every(store: Store, workspace: str, agent: str) -> Mapping[str, Session]:
    """All sessions of an agent, by their digests."""
    found: Mapping[str, str] = store.read([("HGETALL", Keys(workspace).sessions(agent))])[0]
    sessions = {name: _session(line) for name, line in found.items()}
    return {name: session for name, session in sessions.items() if session}


def end(store: Store, session: Session, secret: str, *, told: auditlog.Entry | None = None) -> None:
    """Take one session of an agent away."""
    keys = Keys(session.workspace)
    writes = [Write("HDEL", keys.sessions(session.agent), (digest(secret),)), *audit_writes(keys, told)]
    store.commit(writes=writes)


def end_all(store: Store, workspace: str, agent: str, *, told: auditlog.Entry | None = None) -> None:
    """Take every session of an agent away."""
    keys = Keys(workspace)
    store.commit(writes=[Write("DEL", keys.sessions(agent)), *audit_writes(keys, told)])


def put_operator(store: Store, session: Session, secret: str, *, ttl_ms: int) -> None:
    """Write the operator's session."""
    line = orjson.dumps(asdict(session)).decode()
    store.write("SET", operator_session(digest(secret)), line, "PX", ttl_ms)


def find_operator(store: Store, secret: str) -> Session | None:
    """The operator's session."""
    return _session(store.read([("GET", operator_session(digest(secret)))])[0])


def end_operator(store: Store, secret: str) -> None:
    """Take the operator's session away."""
    store.write("DEL", operator_session(digest(secret)))


def leave(store: Store, kind: str, secret: str, content: Mapping[str, Any], *, ttl_ms: int) -> None:
    """Leave something for a later request that brings the secret."""
    store.write("SET", passing(kind, digest(secret)), orjson.dumps(content).decode(), "PX", ttl_ms)


def look(store: Store, kind: str, secret: str) -> Mapping[str, Any] | None:
    """What was left, without taking it."""
    return _content(store.read([("GET", passing(kind, digest(secret)))])[0])


def take(store: Store, kind: str, secret: str) -> Mapping[str, Any] | None:
    """What was left, once."""
    return _content(store.write("GETDEL", passing(kind, digest(secret))))


def _content(line: str | None) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = orjson.loads(line) if line else None
    return found


def _session(line: str | None) -> Session | None:
    return Session(**orjson.loads(line)) if line else None
