"""Writing and reading in one round trip: the only door to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

from redis.exceptions import ResponseError

from server.store import functions
from server.store.connection import Client
from server.store.reach import reaching

DAY_MS = 86_400_000
T = TypeVar("T")
Value = str | bytes | int | float


@dataclass(frozen=True, slots=True)
class Check:
    """What must still hold for a commit: a hash field (or a string, `field=None`) has this value.

    `value=None`: it must be absent.
    """

    key: str
    field: str | None
    value: str | None


class Write(NamedTuple):
    """One write: HSET HDEL ZADD ZREM RPUSH SET SETPX(value, ms) DEL SADD SREM INCR XADD(field, value, …).

    ZADDX is a ZADD to a set that exists.
    """

    command: str
    key: str
    args: tuple[Value, ...] = ()


class Outcome(StrEnum):
    """What became of a commit."""

    DONE = "DONE"
    REPEATED = "REPEATED"
    STALE = "STALE"


@dataclass(frozen=True, slots=True)
class Committed:
    """The answer to a commit.

    `result` is what the first run of a request stored, `event_id` the stream id of the last XADD (DONE only),
    `at` the store's clock, `stale_key` the key whose check failed (STALE only).
    """

    outcome: Outcome
    result: str
    event_id: str
    at: int
    stale_key: str = ""


def _unseen(_outcome: str, _seconds: float) -> None:
    """Nobody counts the calls."""


@dataclass(frozen=True, slots=True)
class Store:
    """The store behind one client; safe to share between threads and greenlets.

    `observe` hears of each call: "ok" or "failed", and the seconds that it took.
    """

    client: Client
    observe: Callable[[str, float], None] = _unseen

    def commit(
        self,
        *,
        request: str | None = None,
        result: str = "",
        ttl_ms: int = DAY_MS,
        checks: Iterable[Check] = (),
        writes: Iterable[Write],
    ) -> Committed:
        """Make all writes or none, provided the checks hold, and once only for each `request` (a key).

        One round trip. Raises Unavailable, or ValueError for a write that no store could make; then nothing
        is written.
        """
        index: dict[str, int] = {}
        args = _arguments(index, request, checks, writes)
        args[1:3] = ttl_ms, result
        outcome, value, at = self.call("inbox_1_commit", tuple(index), args, attempts=2 if request else 1)
        if outcome == "DONE":
            return Committed(Outcome.DONE, result, value, at)
        if outcome == "REPEATED":
            return Committed(Outcome.REPEATED, value, "", at)
        return Committed(Outcome.STALE, "", "", at, tuple(index)[int(value) - 1])

    def read(self, commands: Sequence[tuple[Value, ...]]) -> list[Any]:
        """The replies to reading commands of one workspace (`("HGETALL", key)`), in one round trip."""
        if not commands:
            return []
        return self._reached(lambda: self._read(commands), 2)

    def write(self, command: str, key: str, *args: Value) -> Any:
        """One plain write outside any record's history, which is harmless to make twice (a cache entry)."""
        return self._reached(lambda: self.client.execute_command(command, key, *args), 2)

    def call(
        self,
        name: str,
        keys: tuple[str, ...],
        args: Sequence[Value],
        *,
        read_only: bool = False,
        attempts: int = 1,
    ) -> Any:
        """Call a function of the library, loading the library first where a server lacks it.

        `attempts` above 1 only where doing it twice is doing it once.
        """
        command = ("FCALL_RO" if read_only else "FCALL", name, len(keys), *keys, *args)
        try:
            return self._reached(lambda: self.client.execute_command(*command), attempts)
        except ResponseError as error:
            if "Function not found" not in str(error):
                raise ValueError(str(error)) from error
        self._reached(lambda: functions.ensure(self.client), 2)
        return self._reached(lambda: self.client.execute_command(*command), attempts)

    def _reached(self, work: Callable[[], T], attempts: int) -> T:
        begun, outcome = perf_counter(), "failed"
        try:
            done = reaching(work, attempts=attempts)
            outcome = "ok"
            return done
        finally:
            self.observe(outcome, perf_counter() - begun)

    def _read(self, commands: Sequence[tuple[Value, ...]]) -> list[Any]:
        if len(commands) == 1:
            return [self.client.execute_command(*commands[0])]
        with self.client.pipeline(transaction=False) as pipe:
            for command in commands:
                pipe.execute_command(*command)
            replies: list[Any] = pipe.execute()
            return replies


def _arguments(
    index: dict[str, int], request: str | None, checks: Iterable[Check], writes: Iterable[Write]
) -> list[Value]:
    """The flat list that inbox.lua parses; fills `index` with the place of every key."""

    def place(key: str) -> int:
        return index.setdefault(key, len(index) + 1)

    checks, writes = tuple(checks), tuple(writes)
    args: list[Value] = [place(request) if request else 0, 0, "", len(checks)]
    for check in checks:
        mode = "absent" if check.value is None else "="
        args += (place(check.key), check.field or "", mode, check.value or "")
    args.append(len(writes))
    for command, key, values in writes:
        args += (command, place(key), len(values), *values)
    return args
