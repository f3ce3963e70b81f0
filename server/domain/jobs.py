"""Work on everything that a workspace holds, done in small steps by whoever runs it: its record and its states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class JobKind(StrEnum):
    """What the work is."""

    ERASE = "erase"
    SUBJECTS = "subjects"


class JobState(StrEnum):
    """How far it is: an erasure counts first and waits for a word, everything ends with a rewrite of the log."""

    COUNTING = "counting"
    COUNTED = "counted"
    RUNNING = "running"
    REWRITING = "rewriting"
    DONE = "done"
    CANCELLED = "cancelled"


WORKING = frozenset({JobState.COUNTING, JobState.RUNNING, JobState.REWRITING})
"""The states in which there is something to do."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; times are ms UTC.

    `digest` and `pseudonym` stand for whom it is about; `sealed` says who that is, and goes when the work is over.
    `found` is what a dry run counted and `counts` what was changed, both by kind; `held` are conversations that a
    legal hold kept; `left` names the kinds of keys that still hold something. `passes` were made over everything,
    `seen` conversations looked at in this one. Whoever works has it until `leased_until`.
    """

    id: str
    kind: JobKind
    state: JobState
    by: str
    created_at: int
    changed_at: int
    digest: str = ""
    pseudonym: str = ""
    sealed: str = ""
    agent: str | None = None
    found: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    seen: int = 0
    passes: int = 0
    changed_in_pass: bool = False
    leased_until: int = 0
    worker: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen any more."""
        return self.state in (JobState.DONE, JobState.CANCELLED)


def counted(job: Job, counts: Mapping[str, int]) -> Job:
    """The job with more that was changed."""
    return replace(job, counts=added(job.counts, counts), changed_in_pass=True)


def added(counts: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Two counts by kind as one."""
    return {kind: counts.get(kind, 0) + more.get(kind, 0) for kind in {**counts, **more}}
