"""How the store is: what it runs, how full it is, whether it keeps what it acknowledges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redis.cluster import RedisCluster
from redis.exceptions import ResponseError

from server.store import checks
from server.store.checks import Findings
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


def vitals(client: Client) -> Vitals:
    """Ask every primary, in one round trip each."""
    found = Findings()
    answers = [_asked(client, node) for node in reaching(lambda: primaries(client), attempts=2)]
    for info, sync in answers:
        checks.judge(info, sync, found)
    first = answers[0][0]
    return Vitals(
        engine=_engine(first),
        library=LIBRARY,
        keys=sum(_keys(info) for info, _ in answers),
        used=sum(int(info["used_memory"]) for info, _ in answers),
        most=sum(checks.memory_limit(info) for info, _ in answers),
        log=sum(int(info.get("aof_current_size") or 0) for info, _ in answers),
        sync=", ".join(sorted({sync or "?" for _, sync in answers})),
        findings=found,
    )


def _asked(client: Client, node: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """Everything a primary tells of itself, and how it syncs (None where it does not say)."""
    if isinstance(client, RedisCluster):
        info = reaching(lambda: client.execute_command("INFO", **node), attempts=2)
        try:
            sync = reaching(lambda: client.execute_command(*_SYNC, **node), attempts=2)
        except ResponseError:
            return info, None
    else:
        info, sync = reaching(lambda: _both(client), attempts=2)
    return info, None if isinstance(sync, Exception) else sync.get("appendfsync")


def _both(client: Client) -> tuple[dict[str, Any], Any]:
    with client.pipeline(transaction=False) as pipe:
        pipe.execute_command("INFO")
        pipe.execute_command(*_SYNC)
        info, sync = pipe.execute(raise_on_error=False)
    if isinstance(info, Exception):
        raise info
    return info, sync


def _engine(info: dict[str, Any]) -> str:
    if "valkey_version" in info:
        return f"Valkey {info['valkey_version']}"
    return f"Redis {info['redis_version']}"


def _keys(info: dict[str, Any]) -> int:
    return sum(
        int(part["keys"]) for name, part in info.items() if name.startswith("db") and name[2:].isdigit()
    )
