"""How the store is: what it runs, how full it is, whether it keeps what it acknowledges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redis.cluster import RedisCluster
from redis.exceptions import ResponseError

from server.store import checks
from server.store.checks import Findings
from server.store.commit import Store, Value
from server.store.connection import Client, primaries
from server.store.functions import LIBRARY
from server.store.reach import reaching

_SYNC = ("CONFIG GET", "appendfsync")


@dataclass(frozen=True, slots=True)
class Vitals:
    """Sums over all primaries; sizes in bytes. `most` is 0 where no limit is known."""

    engine: str
    library: str
    keys: int
    used: int
    most: int
    log: int
    sync: str
    findings: Findings


def vitals(store: Store, beside: Sequence[tuple[Value, ...]] = ()) -> tuple[Vitals, list[Any]]:
    """Ask every primary, and read what else is wanted: one round trip on a single server."""
    if isinstance(store.client, RedisCluster):
        replies = store.read(beside)
        answers = [_asked(store.client, node) for node in primaries(store.client)]
    else:
        info, sync, *replies = reaching(lambda: _piped(store.client, beside), attempts=2)
        answers = [(info, sync)]
    return _summed(answers), replies


def _summed(answers: Sequence[tuple[dict[str, Any], Any]]) -> Vitals:
    found = Findings()
    syncing = [None if isinstance(sync, Exception) else sync.get("appendfsync") for _, sync in answers]
    for (info, _), sync in zip(answers, syncing, strict=True):
        checks.judge(info, sync, found)
    return Vitals(
        engine=_engine(answers[0][0]),
        library=LIBRARY,
        keys=sum(_keys(info) for info, _ in answers),
        used=sum(int(info["used_memory"]) for info, _ in answers),
        most=sum(checks.memory_limit(info) for info, _ in answers),
        log=sum(int(info.get("aof_current_size") or 0) for info, _ in answers),
        sync=", ".join(sorted({sync or "?" for sync in syncing})),
        findings=found,
    )


def _asked(client: Client, node: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """Everything a primary of a cluster tells of itself, and how it syncs (an error where it does not say)."""
    info = reaching(lambda: client.execute_command("INFO", **node), attempts=2)
    try:
        return info, reaching(lambda: client.execute_command(*_SYNC, **node), attempts=2)
    except ResponseError as error:
        return info, error


def _piped(client: Client, beside: Sequence[tuple[Value, ...]]) -> list[Any]:
    with client.pipeline(transaction=False) as pipe:
        for command in (("INFO",), _SYNC, *beside):
            pipe.execute_command(*command)
        replies: list[Any] = pipe.execute(raise_on_error=False)
    fault = next((r for r in (replies[0], *replies[2:]) if isinstance(r, Exception)), None)
    if fault is not None:
        raise fault
    return replies


def _engine(info: dict[str, Any]) -> str:
    if "valkey_version" in info:
        return f"Valkey {info['valkey_version']}"
    return f"Redis {info['redis_version']}"


def _keys(info: dict[str, Any]) -> int:
    return sum(
        int(part["keys"]) for name, part in info.items() if name.startswith("db") and name[2:].isdigit()
    )
