"""Removing what need not be kept any longer, a few conversations at a time (R16, C8).

First texts and people go, after the days that the mailboxes or the workspace say; later everything but figures.
A legal hold keeps all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.domain.administering import Matter, require
from server.domain.conversation import Change, Conversation
from server.domain.events import Actor
from server.domain.retention import DAY, days_of, due_at, purge, reduce, reduced_due_at
from server.domain.workspace import Directory
from server.store.commit import Outcome, Write
from server.store.conversations import Conversations
from server.store.purging import Contents, purge_checks, purge_writes, read_contents, removal_writes
from server.usecases.holds import holds_of, is_held
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

BATCH = 100


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run would do now: conversations by level, those that a hold keeps, and when the oldest was closed."""

    purged: int = 0
    reduced: int = 0
    held: int = 0
    oldest_at: int | None = None


@dataclass(frozen=True, slots=True)
class _Level:
    """One level: in which list its conversations stand, when each is due, and what is left of it."""

    name: str
    due_at: Callable[[Directory, Conversation], int | None]
    change: Callable[..., Change]
    writes: Callable[[Conversations, Change, Contents, int], Iterator[Write]]

    def closed_before(self, inbox: Inbox, mailbox: str) -> int | None:
        """What was closed later than this is certainly not due (ms UTC); None where nothing ever is."""
        directory = inbox.directory
        box = directory.mailboxes[mailbox]
        days = directory.workspace.counters_days if self.name == "purged" else days_of(directory, box)
        return None if days is None else inbox.clock() - days * DAY


def purge_expired(inbox: Inbox, *, limit: int = 500) -> Iterator[str]:
    """Remove what is due, oldest first; yields the id of each conversation that became less.

    One commit each: a worker that is killed half way leaves whole conversations, purged or not.
    """
    held = frozenset(holds_of(inbox).all())
    for level, record in _due(inbox):
        if _done(inbox, level, record, held):
            yield record.id
            limit -= 1
        if limit <= 0:
            return


def forecast(inbox: Inbox, *, actor: Actor) -> Forecast:
    """What a run would do now; nothing is changed. A conversation of several mailboxes counts once."""
    require(inbox.directory, actor, Matter.PRIVACY)
    holds = holds_of(inbox)
    held = frozenset(holds.all())
    seen, counts, oldest = set[str](), {"closed": 0, "purged": 0, "held": 0}, None
    for level, record in _due(inbox):
        if record.id in seen:
            continue
        seen.add(record.id)
        kept = is_held(record, holds, held)
        counts["held" if kept else level.name] += 1
        if not kept and record.closed_at is not None:
            oldest = min(oldest or record.closed_at, record.closed_at)
    return Forecast(counts["closed"], counts["purged"], counts["held"], oldest)


def _removed(of: Conversations, change: Change, contents: Contents, at: int) -> Iterator[Write]:
    del at
    return removal_writes(of, change, contents)


_LEVELS = (
    _Level("closed", due_at, purge, purge_writes),
    _Level("purged", reduced_due_at, reduce, _removed),
)


def _due(inbox: Inbox) -> Iterator[tuple[_Level, Conversation]]:
    """Every conversation that is due at some level, with it."""
    for level in _LEVELS:
        for box in inbox.directory.mailboxes:
            before = level.closed_before(inbox, box)
            if before is None:
                continue
            for record in _closed_before(
                inbox, inbox.conversations.keys.mailbox_index(box, level.name), before
            ):
                due = level.due_at(inbox.directory, record)
                if due is not None and due <= inbox.clock():
                    yield level, record


def _closed_before(inbox: Inbox, key: str, before: int) -> Iterator[Conversation]:
    """The conversations of a list that were closed by a moment, oldest first."""
    kept = 0  # what was purged leaves the list; the rest is passed over: another mailbox keeps it longer
    while True:
        command = ("ZRANGE", key, "-inf", before, "BYSCORE", "LIMIT", kept, BATCH)
        ids = inbox.conversations.store.read([command])[0]
        yield from filter(None, inbox.conversations.get_many(ids))
        if len(ids) < BATCH:
            return
        left = inbox.conversations.store.read([("ZSCORE", key, name) for name in ids])
        kept += sum(score is not None for score in left)


def _done(inbox: Inbox, level: _Level, record: Conversation, held: frozenset[str]) -> bool:
    """Take one conversation to a level; False if it is held, or somebody changed it just now (next time then)."""
    of, at, holds = inbox.conversations, inbox.clock(), holds_of(inbox)
    if is_held(record, holds, held):
        return False
    contents = read_contents(of, record.id)
    change = level.change(record, actor=CLOCKWORK, at=at)
    committed, _ = of.commit(
        record,
        change,
        request=None,
        checks=[*purge_checks(of, contents), *holds.checks(record)],
        writes=level.writes(of, change, contents, at),
    )
    return committed.outcome is Outcome.DONE
