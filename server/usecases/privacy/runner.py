"""One who works at a job: has it leased, keeps what is done with what it counts, and stops when it is taken away.

What a step changes and what it counts are one commit, so the figures are right whoever did which part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.domain.auditlog import Entry
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Unavailable
from server.domain.jobs import Job, added
from server.store.codec import encode
from server.store.commit import Check, Outcome, Write
from server.store.erasing import redaction_writes
from server.store.jobs import Jobs
from server.store.purging import Contents, purge_checks, read_contents
from server.usecases.holds import holds_of, is_held
from server.usecases.inbox import Inbox
from server.usecases.privacy.redacting import Planned
from server.usecases.upkeep import CLOCKWORK

LEASE_MS = 60_000
ATTEMPTS = 20
HELD_SHOWN = 200


class SupersededError(Exception):
    """The job is somebody else's by now, or was cancelled."""


@dataclass(slots=True)
class Runner:
    """Whoever works, with the job as it stands."""

    inbox: Inbox
    jobs: Jobs
    job: Job
    worker: str

    def save(self, told: Entry | None = None, **changes: Any) -> None:
        """Write the job down; SupersededError if it is not ours any more."""
        after = self.ours(**changes)
        if not self.jobs.put(self.job, after, told):
            raise SupersededError
        self.job = after

    def stay(self) -> None:
        """Keep the job ours while there is nothing but waiting to do."""
        if self.job.leased_until - self.inbox.clock() < LEASE_MS // 2:
            self.save()

    def ours(self, **changes: Any) -> Job:
        """The job with changes, leased anew."""
        at = self.inbox.clock()
        lease = {"worker": self.worker, "leased_until": at + LEASE_MS, "changed_at": at}
        return replace(self.job, **{**lease, **changes})

    def count(self, counts: Mapping[str, int]) -> Job:
        """The job once this is done too."""
        return self.ours(counts=added(self.job.counts, counts), changed_in_pass=True)

    def change(self, record: Conversation, plan: Callable[[Conversation, Contents], Planned]) -> None:
        """Change one conversation, unless somebody holds it; again if it moved on meanwhile."""
        of, holds = self.inbox.conversations, holds_of(self.inbox)
        for _ in range(ATTEMPTS):
            found = of.get_many([record.id])[0]
            if found is None or found.deleted_at is not None:
                return
            contents = read_contents(of, found.id)
            planned = plan(found, contents)
            if not planned.counts:
                return
            if is_held(found, holds, frozenset(holds.all())):
                self._keep(found)
                return
            checks = [*holds.checks(found), *purge_checks(of, replace(contents, absorbed=()))]
            if self._committed(found, planned, checks):
                return
        raise Unavailable("Too many people are changing this just now. Please try again.")

    def _committed(self, record: Conversation, planned: Planned, checks: list[Check]) -> bool:
        of, after = self.inbox.conversations, self.count(planned.counts)
        checks.append(self.jobs.check(self.job, after))
        writes = list(self.jobs.writes(self.job, after))
        if record.merged_into is not None:
            done = of.store.commit(
                checks=[*checks, Check(of.keys.conversation(record.id), "version", str(record.version))],
                writes=[*writes, _merged_write(of.keys.conversation(record.id), record, planned.after)],
            )
        else:
            told = (event(planned.told, CLOCKWORK, self.inbox.clock()),) if planned.told else ()
            change = Change(planned.after, told)
            writes += redaction_writes(of, change, planned.redacted)
            done, _ = of.commit(record, change, request=None, checks=checks, writes=writes)
        if done.outcome is Outcome.STALE and done.stale_key == of.keys.jobs:
            raise SupersededError
        if done.outcome is Outcome.DONE:
            self.job = after
        return done.outcome is Outcome.DONE

    def _keep(self, record: Conversation) -> None:
        if record.id not in self.job.held:
            self.save(held=(*self.job.held, record.id)[-HELD_SHOWN:])


def _merged_write(key: str, before: Conversation, after: Conversation) -> Write:
    """The record of a conversation that became part of another: it stands nowhere, and nothing happens to it."""
    new = replace(after, version=before.version + 1)
    return Write("HSET", key, ("version", new.version, "record", encode(new)))


def in_batches(batches: Iterator[list[Conversation]], size: int) -> Iterator[list[Conversation]]:
    """Batches of at most a size."""
    for batch in batches:
        for start in range(0, len(batch), size):
            yield batch[start : start + size]
