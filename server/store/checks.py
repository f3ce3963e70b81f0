"""What a store must be before we trust it with anything: one line per fault, with the setting to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from redis.exceptions import RedisError, ResponseError

from server.domain.errors import Unavailable
from server.store import functions
from server.store.connection import Client, primaries
from server.store.engine import OLDEST
from server.store.outerkeys import PROBE
from server.store.reach import reaching

# Above this share of the memory there is, somebody should know (DECISIONS D5).
ALARM_SHARE = 0.75


@dataclass(slots=True)
class Findings:
    """What is wrong: `faults` forbid to start, `warnings` are to be told."""

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def examine(client: Client, *, embedded: bool = False, replace: bool = False) -> Findings:
    """Judge every primary and load the function library; an embedded store must sync every write.

    `replace` puts our library in the place of another one of its name, as an embedded store does anyway.
    """
    found = Findings()
    try:
        for node in reaching(lambda: primaries(client), attempts=2):
            _examine_node(client, node, found, embedded=embedded)
        if not found.faults:
            found.faults += _library(client, replace=embedded or replace)
    except Unavailable as error:
        found.faults.append(str(error))
    return found


def ready(client: Client) -> list[str]:
    """Why the store could not serve a request now: it must take a write and hold our function library."""
    try:
        reaching(lambda: client.execute_command("SET", PROBE, "1"), attempts=2)
        if not reaching(lambda: functions.equal(client), attempts=2):
            return [f"The function library {functions.LIBRARY} in the store is absent or not ours."]
    except Unavailable as error:
        return [str(error)]
    except RedisError as error:
        return [f"The store refuses what we need: {error}"]
    return []


@dataclass(frozen=True, slots=True)
class Readiness:
    """The same of one client's store, to be asked again and again."""

    client: Client

    def ready(self) -> Sequence[str]:
        """What is wrong now, one line each."""
        return ready(self.client)


def judge(info: dict[str, Any], sync: str | None, found: Findings, *, embedded: bool = False) -> None:
    """Judge a primary by what it tells of itself, and by how it syncs (None where it does not let us read that)."""
    found.faults += _server(info)
    found.faults += _log(info)
    found.faults += _eviction(info)
    found.warnings += _pressure(info)
    if sync is None:
        found.warnings.append(
            "The store does not let us read its settings (CONFIG GET appendfsync): see to it that it is "
            "always, or everysec with replicas."
        )
    else:
        _syncing(sync, found, embedded=embedded)


def memory_limit(info: dict[str, Any]) -> int:
    """How many bytes a primary may use; 0 where it does not say."""
    return int(info.get("maxmemory") or 0) or int(info.get("total_system_memory") or 0)


def _examine_node(client: Client, node: dict[str, Any], found: Findings, *, embedded: bool) -> None:
    info = dict(reaching(lambda: client.execute_command("INFO", **node), attempts=2))
    try:
        sync = reaching(lambda: client.execute_command("CONFIG GET", "appendfsync", **node), attempts=2)
    except ResponseError:
        sync = {}
    judge(info, sync.get("appendfsync"), found, embedded=embedded)


def _server(info: dict[str, Any]) -> Iterator[str]:
    version = str(info["redis_version"])
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        yield f"The store is version {version}: install Redis or Valkey 7.2 or newer."
    if info.get("role") != "master":
        yield "REDIS_URL names a replica: name the primary, or use redis+sentinel:// or redis+cluster://."


def _log(persistence: dict[str, Any]) -> Iterator[str]:
    if int(persistence["aof_enabled"]) != 1:
        yield "The store keeps no log of its writes: set appendonly yes."
    elif persistence.get("aof_last_write_status", "ok") != "ok":
        yield "The store cannot write its log: make room on its disk."


def _eviction(memory: dict[str, Any]) -> Iterator[str]:
    policy = memory.get("maxmemory_policy")
    if policy != "noeviction":
        yield f"The store drops records when memory runs out ({policy}): set maxmemory-policy noeviction."


def _pressure(memory: dict[str, Any]) -> Iterator[str]:
    most = memory_limit(memory)
    used = int(memory["used_memory"])
    if most and used >= most * ALARM_SHARE:
        yield (
            f"The store uses {used * 100 // most} % of {most >> 20} MB: raise maxmemory, add memory or "
            "shorten retention."
        )


def _syncing(sync: str, found: Findings, *, embedded: bool) -> None:
    if sync == "always":
        return
    if embedded or sync != "everysec":
        found.faults.append(
            f"The store may lose what it acknowledged (appendfsync {sync}): set appendfsync always."
        )
    else:
        found.warnings.append(
            "A crash may lose the last second (appendfsync everysec): set appendfsync always."
        )


def _library(client: Client, *, replace: bool) -> Iterator[str]:
    try:
        reaching(lambda: functions.ensure(client, replace=replace), attempts=2)
        if not reaching(lambda: functions.equal(client), attempts=2):
            yield (
                f"The store holds another function library named {functions.LIBRARY}: "
                "stop whatever uses it, then run: randnotiz doctor --repair"
            )
    except ResponseError as error:
        yield f"The store refuses our function library ({error}): allow FUNCTION and FCALL to this user."
