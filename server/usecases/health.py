"""How the service is: store, worker, clients, and what in the settings deserves a look."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass

from server import __version__
from server.domain import administering
from server.domain.administering import Matter
from server.domain.events import Actor
from server.domain.notices import Learnt, Notice, notices, of_installation
from server.store.vitals import Vitals
from server.usecases.inbox import Inbox
from server.usecases.setting_up import look
from server.usecases.workspaces import Workspaces

WORKER_MS = 60_000
"""A worker that was not heard of for so long is not there."""


@dataclass(frozen=True, slots=True)
class Health:
    """Everything at one moment; `worker_at` is when the worker last did its round, times are ms UTC."""

    at: int
    version: str
    python: str
    vitals: Vitals
    worker_at: int | None
    late: int
    undelivered: int
    contacts: Mapping[str, int]
    notices: tuple[Notice, ...]

    @property
    def working(self) -> bool:
        """Whether the worker was heard of lately."""
        return self.worker_at is not None and self.at - self.worker_at < WORKER_MS


def health(workspaces: Workspaces, inbox: Inbox, actor: Actor) -> Health:
    """How the service is, for who administers the workspace; Forbidden for others."""
    administering.require(inbox.directory, actor, Matter.HEALTH)
    seen, now = look(workspaces, inbox), workspaces.clock()
    workspaces.installations.take(seen.entered)
    return Health(
        at=now,
        version=__version__,
        python=platform.python_version(),
        vitals=seen.vitals,
        worker_at=seen.beat,
        late=seen.late,
        undelivered=seen.undelivered,
        contacts=seen.contacts,
        notices=(
            *notices(inbox.directory, now=now, learnt=Learnt(seen.list_ids)),
            *of_installation(workspaces.installations.current()),
        ),
    )
