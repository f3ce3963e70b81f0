"""The audit log of a workspace: a stream that is written in the same commit as what it tells of."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from server.domain import auditlog
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.commit import Store, Write
from server.store.keys import Keys


def audit_writes(keys: Keys, told: auditlog.Entry | None) -> tuple[Write, ...]:
    """The write of one line; none where there is nothing to tell."""
    if told is None:
        return ()
    line = orjson.dumps(
        {
            "at": told.at,
            "kind": told.kind,
            "by": (told.by.kind, told.by.via, told.by.id),
            "target": told.target,
            "data": dict(told.data),
        }
    )
    return (Write("XADD", keys.audit, ("told", line.decode())),)


def note(store: Store, keys: Keys, told: auditlog.Entry) -> None:
    """Write one line that belongs to no other change."""
    store.commit(writes=audit_writes(keys, told))


def page(
    store: Store, keys: Keys, *, before: str = "+", since: str = "-", count: int = 100
) -> Sequence[tuple[str, auditlog.Entry]]:
    """The newest lines older than a cursor, newest first, each with the cursor that continues after it.

    A cursor and `since` may be a time as well (ms UTC, as text).
    """
    start = before if before == "+" else f"({before}"
    found = store.read([("XREVRANGE", keys.audit, start, since, "COUNT", count)])[0]
    return [(stream_id, _entry(fields["told"])) for stream_id, fields in found]


def _entry(line: str) -> auditlog.Entry:
    told = orjson.loads(line)
    kind, via, known = told["by"]
    by = Actor(kind, Via(via), known)
    return auditlog.Entry(told["at"], auditlog.Audited(told["kind"]), by, told["target"], told["data"])
