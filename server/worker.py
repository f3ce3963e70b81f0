"""The background worker: once a second it does what has fallen due, in every workspace."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from server.bootstrap import checkup, connected, outside
from server.courier import Courier
from server.domain.errors import NotFound, Sealed, Unavailable
from server.domain.jobs import Job, JobState
from server.lookout import Lookout
from server.settings import Settings
from server.usecases.emergency import tidy
from server.usecases.inbox import Inbox
from server.usecases.privacy.running import work
from server.usecases.retention import purge_expired
from server.usecases.settings.reworking import rework
from server.usecases.upkeep import build_index, do_due, trim_audit, trim_events
from server.usecases.workspaces import Workspaces
from server.web.logging import configure

PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
TRIM_EVERY = 3_600
"""Rounds between two cuts of the streams: about an hour."""
LONG_WORK_S = 0.5
"""How much of a round goes to work on everything, such as an erasure."""
INDEXING_S = 0.25
"""How much of a round goes to an index of words that is not complete."""
TIDY_EVERY = 60
"""Rounds between two looks for an emergency access that has ended: about a minute."""
PURGE_EVERY = 600
"""Rounds between two looks for what need not be kept any longer: about ten minutes."""

log = logging.getLogger("randnotiz.worker")


def run(settings: Settings, *, stop: threading.Event) -> None:
    """Work until asked to stop; a store that is away is waited for, a little longer each time."""
    configure(settings.log_level)
    worker = Worker(settings, stop)
    pause = PAUSE_S
    log.info("worker started")
    while not stop.is_set():
        try:
            worker.round()
            pause = PAUSE_S
        except Unavailable as error:
            pause = min(pause * 2, LONGEST_PAUSE_S)
            log.warning("%s Next try in %.0f s.", error, pause)
        stop.wait(pause)
    log.info("worker stopped")


@dataclass(slots=True)
class Worker:
    """Goes round all workspaces; what fails in one is logged and does not stop the others."""

    settings: Settings
    stop: threading.Event
    rounds: int = 0
    _courier: Courier = field(init=False, repr=False)
    _workspaces: Workspaces | None = field(default=None, repr=False)
    _lookout: Lookout | None = field(default=None, repr=False)
    _under_way: dict[str, Iterator[Job]] = field(default_factory=dict, repr=False)
    _indexing: dict[str, tuple[bool, Iterator[int]]] = field(default_factory=dict, repr=False)
    _name: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)

    def __post_init__(self) -> None:
        self._courier = Courier(outside(self.settings))

    def round(self) -> None:
        """Do everything that is due now; Unavailable if the store is away."""
        if self._workspaces is None:
            self._workspaces = connected(self.settings, self.settings.redis_url or "")
            self._lookout = self._looking(self._workspaces)
        if self._lookout is not None:
            self._lookout.round(self.rounds)
        for workspace in self._workspaces.directories.workspaces():
            if self.stop.is_set():
                return
            self._work(self._workspaces, workspace)
            self._send(self._workspaces, workspace)
        self.rounds += 1

    def _looking(self, workspaces: Workspaces) -> Lookout:
        """A worker that is not told our address cannot look whether it leads to us."""
        known = bool(self.settings.public_url)
        return Lookout(workspaces, checkup(self.settings, workspaces.store) if known else None)

    def _work(self, workspaces: Workspaces, workspace: str) -> None:
        try:
            inbox = workspaces.inbox(workspace)
            for piece in do_due(inbox):
                log.info("done: %s", piece)
                if self.stop.is_set():
                    return
            rework(inbox)
            self._long_work(inbox)
            self._build(inbox)
            if self.rounds % TRIM_EVERY == 0:
                trim_events(inbox)
                trim_audit(inbox)
            if self.rounds % TIDY_EVERY == 0:
                tidy(inbox.fresh())
            if self.rounds % PURGE_EVERY == 0:
                self._purge(inbox.fresh())
        except NotFound:
            return  # it is just being founded, or was just removed
        except Sealed as error:
            log.warning("workspace %s rests: %s", workspace, error)
        except Unavailable:
            raise
        except Exception:  # a fault in one workspace must not stop the others
            log.exception("the work of workspace %s failed", workspace)

    def _send(self, workspaces: Workspaces, workspace: str) -> None:
        try:
            self._courier.round(workspaces.inbox(workspace))
        except (NotFound, Sealed):
            return
        except Unavailable:
            raise
        except Exception:
            log.exception("the webhooks of workspace %s failed", workspace)

    def _long_work(self, inbox: Inbox) -> None:
        """Go on with work on everything, for a while only: what falls due meanwhile must not wait."""
        steps = self._under_way.pop(inbox.workspace, None) or work(inbox, worker=self._name)
        until = time.monotonic() + LONG_WORK_S
        for job in steps:
            if self.stop.is_set():
                return
            if time.monotonic() > until or job.state is JobState.REWRITING:
                log.info("job %s: %s, %s looked at", job.id, job.state, job.seen)
                self._under_way[inbox.workspace] = steps
                return

    def _build(self, inbox: Inbox) -> None:
        """Go on with an index of words that is not complete, for a while only; cut short, it begins anew.

        So it does where comments are to be indexed no longer, or only now.
        """
        inbox = inbox.fresh()
        wanted = inbox.directory.workspace.search_comments
        known, steps = self._indexing.pop(inbox.workspace, (wanted, None))
        if steps is None or known is not wanted:
            steps = build_index(inbox)
        until = time.monotonic() + INDEXING_S
        for indexed in steps:
            if self.stop.is_set():
                return
            if time.monotonic() > until:
                log.info("indexed: %s conversations", indexed)
                self._indexing[inbox.workspace] = wanted, steps
                return

    def _purge(self, inbox: Inbox) -> None:
        for conversation in purge_expired(inbox):
            log.info("purged: %s", conversation)
            if self.stop.is_set():
                return
