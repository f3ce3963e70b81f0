"""Work on everything that is stored, kept so that whoever is killed over it is followed by the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.domain.auditlog import Entry
from server.domain.jobs import Job
from server.store.auditlog import audit_writes
from server.store.codec import decode, encode
from server.store.commit import Check, Outcome, Store, Write
from server.store.keys import Keys

KEPT = 100
"""Reports of finished work that are kept, the newest."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The work of one workspace; a job is replaced only while it is as it was read."""

    store: Store
    keys: Keys

    def all(self) -> list[Job]:
        """What is not over, then what is, newest first; one round trip."""
        working, over = self.store.read([("HVALS", self.keys.jobs), ("HVALS", self.keys.reports)])
        return [*_in_order(working)[::-1], *_in_order(over)[::-1]]

    def unfinished(self) -> list[Job]:
        """What is not over, oldest first."""
        return self._all(self.keys.jobs)

    def finished(self) -> list[Job]:
        """What is over, newest first."""
        return self._all(self.keys.reports)[::-1]

    def get(self, job: str) -> Job | None:
        """One job, over or not."""
        texts = self.store.read([("HGET", self.keys.jobs, job), ("HGET", self.keys.reports, job)])
        return next((decode(Job, text) for text in texts if text), None)

    def put(self, before: Job | None, after: Job, told: Entry | None = None) -> bool:
        """Add or replace a job; False if it is not as it was any more."""
        checks = [self.check(before, after)]
        writes = [*self.writes(before, after), *audit_writes(self.keys, told)]
        return self.store.commit(checks=checks, writes=writes).outcome is Outcome.DONE

    def check(self, before: Job | None, after: Job) -> Check:
        """What must hold for a job to be replaced."""
        return Check(self.keys.jobs, after.id, encode(before) if before else None)

    def writes(self, before: Job | None, after: Job) -> Iterator[Write]:
        """A job as it is now; what is over moves to the reports, where the oldest goes."""
        if not after.is_over:
            yield Write("HSET", self.keys.jobs, (after.id, encode(after)))
            return
        yield Write("HSET", self.keys.reports, (after.id, encode(after)))
        if before is not None:
            yield Write("HDEL", self.keys.jobs, (after.id,))
        if old := [one.id for one in self.finished()[KEPT - 1 :]]:
            yield Write("HDEL", self.keys.reports, tuple(old))

    def _all(self, key: str) -> list[Job]:
        return _in_order(self.store.read([("HVALS", key)])[0])


def _in_order(texts: list[str]) -> list[Job]:
    return sorted((decode(Job, text) for text in texts), key=lambda one: (one.created_at, one.id))
