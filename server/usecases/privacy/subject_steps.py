"""Bringing what is stored in line with what the workspace keeps of subjects, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from server.domain.auditlog import Audited, Entry
from server.domain.conversation import Conversation
from server.domain.jobs import JobState, added
from server.domain.subjects import concealed, without_subject
from server.store.erasing import Redacted
from server.store.logs import rewrite_log
from server.store.purging import Contents, read_contents
from server.store.scanning import conversations_of
from server.usecases.inbox import Inbox
from server.usecases.privacy.redacting import Planned
from server.usecases.privacy.runner import Runner, in_batches
from server.usecases.upkeep import CLOCKWORK

BATCH = 100


def count(run: Runner) -> Iterator[None]:
    """Count the subjects that are stored otherwise than the workspace wants."""
    of = run.inbox.conversations
    run.save(seen=0, found={})
    for batch in in_batches(conversations_of(of), BATCH):
        found = run.job.found
        for record in batch:
            found = added(found, _plan(run.inbox, record, read_contents(of, record.id)).counts)
        run.save(seen=run.job.seen + len(batch), found=found)
        yield
    run.save(state=JobState.COUNTED)


def conceal(run: Runner) -> Iterator[None]:
    """Take the subjects away, or leave digests of them."""
    of = run.inbox.conversations
    run.save(seen=0, passes=run.job.passes + 1)
    for batch in in_batches(conversations_of(of), BATCH):
        for record in batch:
            run.change(record, lambda one, contents: _plan(run.inbox, one, contents))
        run.save(seen=run.job.seen + len(batch))
        yield
    run.save(state=JobState.REWRITING)


def rewrite(run: Runner) -> Iterator[None]:
    """Rewrite the store's log, and tell the audit log what was done."""
    for _ in rewrite_log(run.inbox.conversations.store):
        run.stay()
        yield
    target = f"workspace:{run.inbox.workspace}"
    data = {"changed": ["subjects"], **run.job.counts}
    run.save(Entry(run.inbox.clock(), Audited.CHANGED, CLOCKWORK, target, data), state=JobState.DONE)


def _plan(inbox: Inbox, record: Conversation, contents: Contents) -> Planned:
    storage, digest = inbox.directory.workspace.subject_storage, inbox.conversations.digests.message
    after = without_subject(record, storage)
    messages = [concealed(one, storage, digest) for one in contents.messages]
    moved = tuple(new for old, new in zip(contents.messages, messages, strict=True) if new != old)
    counts = {"messages": len(moved), "conversations": int(bool(moved) or after != record)}
    return Planned(
        replace(after), Redacted(messages=moved), {kind: count for kind, count in counts.items() if count}
    )
