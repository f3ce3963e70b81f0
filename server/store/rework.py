"""What conversations still carry and should not: renamed or deleted tags, deleted fields, until they are all done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from server.store.commit import Store, Write
from server.store.keys import Keys


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be replaced on conversations: `what` is `tag:<name>` or `field:<id>`.

    `to` is the tag that takes its place, None where nothing does; only conversations of `mailboxes` are meant.
    """

    what: str
    to: str | None
    mailboxes: tuple[str, ...]


def tasks(store: Store, keys: Keys) -> tuple[Task, ...]:
    """All that is left to do, in one round trip."""
    found = store.read([("HGETALL", keys.rework)])[0]
    pairs = found.items() if isinstance(found, dict) else zip(found[::2], found[1::2], strict=True)
    return tuple(_task(what, text) for what, text in sorted(pairs))


def task_writes(keys: Keys, task: Task, others: tuple[Task, ...]) -> Iterator[Write]:
    """Note a task; what was on its way to a tag that is replaced now goes on to the new one."""
    yield _write(keys, task)
    for other in others:
        if task.what == f"tag:{other.to}":
            yield _write(keys, Task(other.what, task.to, other.mailboxes))


def task_done(keys: Keys, task: Task) -> Write:
    """Strike a task off."""
    return Write("HDEL", keys.rework, (task.what,))


def encoded(task: Task) -> str:
    """A task as it is stored, to be compared with."""
    return orjson.dumps({"to": task.to, "mailboxes": task.mailboxes}).decode()


def _write(keys: Keys, task: Task) -> Write:
    return Write("HSET", keys.rework, (task.what, encoded(task)))


def _task(what: str, text: str) -> Task:
    told = orjson.loads(text)
    return Task(what, told["to"], tuple(told["mailboxes"]))
