"""Doing what there is to do in small steps: whoever runs it may be killed at any moment, and somebody goes on.

A job is leased while somebody works at it. A pass that was cut off begins anew: what is done is found done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from server.domain.jobs import WORKING, Job, JobKind, JobState
from server.store.jobs import Jobs
from server.usecases.inbox import Inbox
from server.usecases.privacy import erasing_steps, subject_steps
from server.usecases.privacy.runner import Runner, SupersededError

Step = Callable[[Runner], Iterator[None]]


def jobs_of(inbox: Inbox) -> Jobs:
    """The jobs of a workspace."""
    return Jobs(inbox.conversations.store, inbox.conversations.keys)


def work(inbox: Inbox, *, worker: str, only: str | None = None) -> Iterator[Job]:
    """Do every job that nobody works at, or one; yields it after each small step, and as it is in the end."""
    jobs = jobs_of(inbox)
    for job in jobs.unfinished():
        free = job.leased_until <= inbox.clock() or job.worker == worker
        if job.state in WORKING and free and only in (None, job.id):
            now = replace(inbox, directory=inbox.directories.load(inbox.workspace))
            yield from _done(Runner(now, jobs, job, worker))


def _done(run: Runner) -> Iterator[Job]:
    try:
        run.save()
        while run.job.state in WORKING:
            for _ in _steps(run.job)(run):
                yield run.job
            yield run.job
    except SupersededError:
        return


def _steps(job: Job) -> Step:
    by_kind: Mapping[JobKind, Mapping[JobState, Step]] = {
        JobKind.ERASE: {
            JobState.COUNTING: erasing_steps.count,
            JobState.RUNNING: erasing_steps.erase,
            JobState.REWRITING: erasing_steps.rewrite,
        },
        JobKind.SUBJECTS: {
            JobState.COUNTING: subject_steps.count,
            JobState.RUNNING: subject_steps.conceal,
            JobState.REWRITING: subject_steps.rewrite,
        },
    }
    return by_kind[job.kind][job.state]
