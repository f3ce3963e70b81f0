"""The deliveries of one webhook: how far the events are read, what waits, who delivers, and what became of it.

Every step is one commit that asks whether the lease still holds, so a worker that is killed or too slow loses
nothing and spoils nothing: what it had not noted is done again, under the same id. Times are ms UTC.

`state` has `born` (the webhook's `since`), `cursor` (the last change read), `lease` (`<who>|<until>`), and how it
goes: `paused_until`, `failures` in a row, `failing_since`, `ok_at`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson

from server.domain.access import Webhook
from server.domain.webhooks import Happening, Job
from server.store.commit import Check, Outcome, Store, Write
from server.store.feed import Feed
from server.store.keys import Keys

LEASE_MS = 120_000
KEPT_LINES = 100
BATCH = 200
BACKLOG = 10_000
"""So much may wait for a webhook; until it is less, what happens further on stays in the stream, for a week."""
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class State:
    """How the deliveries of a webhook stand; `newest` is the last change of the workspace."""

    born: int | None = None
    cursor: str = "0-0"
    lease: str = ""
    paused_until: int = 0
    failures: int = 0
    failing_since: int | None = None
    ok_at: int | None = None
    waiting: int = 0
    next_at: int | None = None
    newest: str = "0-0"

    def has_work(self, webhook: Webhook, now: int) -> bool:
        """Whether there is something to read or to deliver, and nobody who does it."""
        if self.born != webhook.since:
            return True
        if self.lease and int(self.lease.partition("|")[2]) > now:
            return False
        due = self.next_at is not None and self.next_at <= now and self.paused_until <= now
        return due or self.is_behind

    @property
    def is_behind(self) -> bool:
        """Whether there are changes to read, and room to let them wait."""
        return _order(self.newest) > _order(self.cursor) and self.waiting < BACKLOG


@dataclass(frozen=True, slots=True)
class Line:
    """One try as the log keeps it: no contents; `error` is a word of `delivering.Failure`, empty for none."""

    at: int
    id: str
    type: str
    tries: int
    status: int | None = None
    ms: int = 0
    error: str = ""
    last: bool = False


def look(store: Store, keys: Keys, webhooks: Sequence[Webhook]) -> tuple[int, list[State]]:
    """The directory's version, and how each webhook stands, in one round trip."""
    commands: list[tuple[str | int, ...]] = [
        ("GET", keys.directory_version),
        ("XREVRANGE", keys.events, "+", "-", "COUNT", 1),
    ]
    for webhook in webhooks:
        outbox = keys.webhook_outbox(webhook.id)
        commands.append(("HGETALL", keys.webhook_state(webhook.id)))
        commands.append(("ZCARD", outbox))
        commands.append(("ZRANGE", outbox, 0, 0, "WITHSCORES"))
    version, newest, *found = store.read(commands)
    last = newest[0][0] if newest else "0-0"
    return int(version or 0), [_state(found[at : at + 3], last) for at in range(0, len(found), 3)]


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits for one webhook."""

    store: Store
    keys: Keys
    webhook: Webhook

    def begin(self, state: State) -> None:
        """Begin with what happens after the webhook's `since`; what waited before is dropped."""
        since = self.webhook.since
        born = str(state.born) if state.born is not None else None
        self.store.commit(
            checks=[Check(self._state, "born", born)],
            writes=[
                Write("DEL", self._outbox),
                Write("DEL", self._state),
                Write("HSET", self._state, ("born", since, "cursor", f"{since}-0")),
            ],
        )

    def take(self, state: State, who: str, now: int) -> str | None:
        """Become the one who delivers, for the length of a lease; None if somebody else is."""
        lease = f"{who}|{now + LEASE_MS}"
        done = self.store.commit(
            checks=[
                Check(self._state, "born", str(self.webhook.since)),
                Check(self._state, "lease", state.lease or None),
            ],
            writes=[Write("HSET", self._state, ("lease", lease))],
        )
        return lease if done.outcome is Outcome.DONE else None

    def leave(self, lease: str) -> None:
        """Let another deliver, and keep only the newest lines of the log."""
        self._done(lease, [Write("HDEL", self._state, ("lease",))])
        self.store.write("LTRIM", self._log, -KEPT_LINES, -1)

    def changes(self, cursor: str) -> list[Happening]:
        """The changes after a cursor, oldest first, not all at once."""
        told = Feed(self.store).changes(self.keys.workspace, cursor, limit=BATCH)
        return [Happening(one.id, one.conversation, one.types, one.by, one.now, one.was) for one in told]

    def add(self, lease: str, jobs: Sequence[Job], *, cursor: str, now: int) -> bool:
        """Let jobs wait, due at once, and note how far the changes are read; False if the lease is lost."""
        pairs: list[str | int] = []
        for job in jobs:
            pairs += (min(job.at, now), _text(job))
        writes = [
            Write("ZADD", self._outbox, tuple(pairs[at : at + _AT_ONCE]))
            for at in range(0, len(pairs), _AT_ONCE)
        ]
        return self._done(lease, [*writes, Write("HSET", self._state, ("cursor", cursor))])

    def due(self, now: int) -> Job | None:
        """What is to be delivered first."""
        command = ("ZRANGE", self._outbox, "-inf", now, "BYSCORE", "LIMIT", 0, 1)
        found = self.store.read([command])[0]
        return _job(found[0]) if found else None

    def drop(self, lease: str, job: Job) -> bool:
        """Forget a job that nobody may be told of any more."""
        return self._done(lease, [Write("ZREM", self._outbox, (_text(job),))])

    def note(
        self, lease: str, job: Job, line: Line, *, state: Mapping[str, int], again_at: int | None = None
    ) -> bool:
        """Note a try, how it goes since, and when it is tried again; False if the lease is lost."""
        writes = [
            Write("ZREM", self._outbox, (_text(job),)),
            Write("RPUSH", self._log, (orjson.dumps(asdict(line)).decode(),)),
        ]
        if again_at is not None:
            tried = replace(job, tries=job.tries + 1)
            writes.append(Write("ZADD", self._outbox, (again_at, _text(tried))))
        kept = [value for pair in state.items() for value in pair]
        writes.append(Write("HSET", self._state, tuple(kept)))
        return self._done(lease, writes)

    def tell(self, line: Line) -> None:
        """Write a line for something that never waited: a test."""
        self.store.write("RPUSH", self._log, orjson.dumps(asdict(line)))
        self.store.write("LTRIM", self._log, -KEPT_LINES, -1)

    def lines(self) -> list[Line]:
        """The newest tries, newest first."""
        found = self.store.read([("LRANGE", self._log, -KEPT_LINES, -1)])[0]
        return [Line(**orjson.loads(text)) for text in reversed(found)]

    def forget(self) -> None:
        """Leave nothing of a webhook that is gone."""
        self.store.write("DEL", self._state, self._outbox, self._log)

    @property
    def _state(self) -> str:
        return self.keys.webhook_state(self.webhook.id)

    @property
    def _outbox(self) -> str:
        return self.keys.webhook_outbox(self.webhook.id)

    @property
    def _log(self) -> str:
        return self.keys.webhook_log(self.webhook.id)

    def _done(self, lease: str, writes: Iterable[Write]) -> bool:
        done = self.store.commit(checks=[Check(self._state, "lease", lease)], writes=writes)
        return done.outcome is Outcome.DONE


def _state(replies: Sequence[Any], newest: str) -> State:
    fields, waiting, first = replies
    numbers = {
        name: int(fields[name])
        for name in ("born", "paused_until", "failures", "failing_since", "ok_at")
        if fields.get(name)
    }
    texts = {name: fields[name] for name in ("cursor", "lease") if name in fields}
    next_at = int(float(first[1])) if first else None
    return State(**numbers, **texts, waiting=waiting, next_at=next_at, newest=newest)  # type: ignore[arg-type]


def _text(job: Job) -> str:
    return orjson.dumps(asdict(job)).decode()


def _job(text: str) -> Job:
    told = orjson.loads(text)
    return Job(**{**told, "mailboxes": tuple(told["mailboxes"])})


def _order(stream_id: str) -> tuple[int, int]:
    at, _, number = stream_id.partition("-")
    return int(at), int(number)
