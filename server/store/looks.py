"""Noting who had a conversation before them: apart from the reading, and many looks in one trip.

Nobody waits for it: the answer may be out before it is written. With a process are lost the looks of a moment, for
which clients ask again within minutes; a mention that was not noted as read stays unread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from server.domain.errors import Unavailable
from server.store.commit import Store, Value
from server.store.keys import Keys
from server.store.presence import LEAST_INTERVAL_MS

AT_ONCE = 50
"""Looks of one trip; others of the store wait for it."""
MOST = 10_000
"""Looks that may wait; then the oldest are forgotten."""

Later = Callable[[Callable[[], None]], object]
"""Has something done a moment later, once."""


@dataclass(frozen=True, slots=True)
class Look:
    """An agent has a conversation before them, as it stood at a version, with so many lines of activity.

    `doing` is client and mode (`gmail|viewing`), `lasts_ms` how long others are told, 0 for not at all.
    """

    agent: str
    conversation: str
    version: int
    lines: int
    doing: str
    lasts_ms: int


class Looks:
    """The looks of one process that are still to be written; `later` says when, by default at once."""

    def __init__(self, later: Later = lambda write: write()) -> None:
        self._later = later
        self._waiting: dict[str, deque[tuple[Store, Look]]] = {}

    def note(self, store: Store, workspace: str, look: Look) -> None:
        """Have a look written, together with others of its workspace."""
        waiting = self._waiting.get(workspace)
        if waiting is not None:
            waiting.append((store, look))
            return
        self._waiting[workspace] = deque([(store, look)], MOST)
        self._later(lambda: self._write(workspace))

    def _write(self, workspace: str) -> None:
        waiting = self._waiting.pop(workspace)
        with suppress(Unavailable):
            while waiting:
                some = [waiting.popleft() for _ in range(min(AT_ONCE, len(waiting)))]
                write(some[0][0], Keys(workspace), [look for _, look in some])


def write(store: Store, keys: Keys, looks: list[Look]) -> None:
    """Note some looks, in one trip."""
    names, args = [keys.presence_feed], list[Value]((LEAST_INTERVAL_MS,))
    for look in looks:
        names += (
            keys.presence(look.conversation),
            keys.agent_index(look.agent, "mentions"),
            keys.seen(look.conversation),
            keys.conversation(look.conversation),
        )
        args += (look.agent, look.doing, look.lasts_ms, look.conversation, look.version, look.lines)
    store.call("inbox_1_looked", tuple(names), args, attempts=2)
