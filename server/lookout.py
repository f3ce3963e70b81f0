"""The worker's sign of life, and its look at the world outside now and then, so that the guide is never stale."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

from server.domain.errors import Unavailable
from server.usecases.checkup import Checkup
from server.usecases.contacts import sign_of_life
from server.usecases.setting_up import check_everything
from server.usecases.workspaces import Workspaces

SIGN_EVERY = 10
"""Rounds between two signs of life: about ten seconds."""
LOOK_EVERY = 900
"""Rounds between two looks outside: about a quarter of an hour."""

log = logging.getLogger("randnotiz.worker")


@dataclass(slots=True)
class Lookout:
    """Counts the worker's rounds; without a `checkup` it only says that the worker lives."""

    workspaces: Workspaces
    checkup: Checkup | None
    _looking: threading.Thread | None = field(default=None, repr=False)

    def round(self, number: int) -> None:
        """Do what this round is for; a look takes seconds, so nobody waits for it."""
        if number % SIGN_EVERY == 0:
            sign_of_life(self.workspaces)
        under_way = self._looking is not None and self._looking.is_alive()
        if self.checkup is not None and number % LOOK_EVERY == 0 and not under_way:
            self._looking = threading.Thread(
                target=self._look, args=(self.checkup,), name="look", daemon=True
            )
            self._looking.start()

    def _look(self, checkup: Checkup) -> None:
        try:
            check_everything(self.workspaces, checkup)
        except Unavailable:
            return  # the store is away: the worker says so itself
        except Exception:  # a look that fails must not end the thread with a trace on stderr
            log.exception("the look outside failed")
