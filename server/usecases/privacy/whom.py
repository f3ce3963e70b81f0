"""Whom an erasure is about: sealed in the job for as long as it works, and forgotten with it (D7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from server.domain.erasing import Eraser
from server.domain.jobs import Job
from server.domain.persons import Person
from server.usecases.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Whom:
    """The addresses, the names given beside them, and those that were found with them."""

    addresses: tuple[str, ...]
    names: tuple[str, ...] = ()


def sealed(inbox: Inbox, whom: Whom) -> str:
    """As it stands in a job."""
    return inbox.directories.sealed(orjson.dumps([whom.addresses, whom.names]).decode())


def whom_of(inbox: Inbox, job: Job) -> Whom:
    """Whom an unfinished erasure is about."""
    addresses, names = orjson.loads(inbox.directories.opened(job.sealed))
    return Whom(tuple(addresses), tuple(names))


def eraser_of(inbox: Inbox, job: Job) -> Eraser:
    """What erases them; colleagues' names stay theirs."""
    whom = whom_of(inbox, job)
    person = Person(whom.addresses, whom.names, colleagues(inbox, job.agent))
    return Eraser(person, job.pseudonym, job.agent)


def colleagues(inbox: Inbox, but: str | None) -> tuple[str, ...]:
    """The names of everybody who works here, but one."""
    agents: Sequence[tuple[str, str]] = [(one.id, one.name) for one in inbox.directory.agents.values()]
    return tuple(name for agent, name in agents if agent != but)
