"""Purging what was closed longer ago than its mailboxes keep it, a few conversations at a time (R16, C8)."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain.conversation import Conversation
from server.domain.retention import DAY, due_at, purge
from server.store.commit import Outcome
from server.store.purging import purge_checks, purge_writes, read_contents
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

BATCH = 100


def purge_expired(inbox: Inbox, *, limit: int = 500) -> Iterator[str]:
    """Purge what is due, oldest first; yields the id of each conversation that was purged.

    One commit each: a worker that is killed half way leaves whole conversations, purged or not.
    """
    for box in inbox.directory.mailboxes.values():
        if box.retention_days is not None:
            for record in _closed_before(inbox, box.id, inbox.clock() - box.retention_days * DAY):
                if _purged(inbox, record):
                    yield record.id
                    limit -= 1
                if limit <= 0:
                    return


def _closed_before(inbox: Inbox, mailbox: str, before: int) -> Iterator[Conversation]:
    """Conversations of a mailbox closed by a moment that were not purged yet, oldest first."""
    closed = inbox.conversations.keys.mailbox_index(mailbox, "closed")
    kept = 0  # what was purged leaves the list; the rest is passed over: another mailbox keeps it longer
    while True:
        command = ("ZRANGE", closed, "-inf", before, "BYSCORE", "LIMIT", kept, BATCH)
        ids = inbox.conversations.store.read([command])[0]
        yield from filter(None, inbox.conversations.get_many(ids))
        if len(ids) < BATCH:
            return
        left = inbox.conversations.store.read([("ZSCORE", closed, name) for name in ids])
        kept += sum(score is not None for score in left)


def _purged(inbox: Inbox, record: Conversation) -> bool:
    """Purge one conversation; False if it is not due, or somebody changed it just now (next time then)."""
    at = inbox.clock()
    due = due_at(inbox.directory, record)
    if due is None or due > at:
        return False
    contents = read_contents(inbox.conversations, record.id)
    change = purge(record, actor=CLOCKWORK, at=at)
    committed, _ = inbox.conversations.commit(
        record,
        change,
        request=None,
        checks=purge_checks(inbox.conversations, contents),
        writes=purge_writes(inbox.conversations, change, contents, at),
    )
    return committed.outcome is Outcome.DONE
