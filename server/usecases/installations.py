"""What Google and Microsoft call this installation, as it now stands, for one process.

Whether the operator entered something is looked up at most every two seconds, so it takes effect without a
restart. Where the environment says something too, it wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from server.domain import installation
from server.domain.errors import Unavailable
from server.domain.installation import Installation
from server.store.installation import Entered, InstallationStore

PAUSE_MS = 2_000


class Installations:
    """The values of this installation for one process; `clock` gives ms that never run backwards."""

    def __init__(
        self, store: InstallationStore, environment: Installation, clock: Callable[[], float]
    ) -> None:
        self.environment = environment
        self.store = store
        self._clock = clock
        self._entered: Entered | None = None
        self._current = environment
        self._next_look = 0.0

    def current(self) -> Installation:
        """The values as known at most two seconds ago; the same object until something is entered."""
        now = self._clock()
        if self._entered is None or now >= self._next_look:
            self._next_look = now + PAUSE_MS  # first: of the requests that run at this moment only one looks
            self._look()
        return self._current

    def entered(self) -> Entered:
        """What was entered, as it stands now."""
        return self.take(self.store.read())

    def take(self, found: Entered) -> Entered:
        """Go by what somebody has just read."""
        if self._entered is None or found.version != self._entered.version:
            self._current = installation.merged(self.environment, found.values)
            self._entered = found
        return found

    def put(self, seen: str, texts: Mapping[str, str]) -> None:
        """Enter values; Conflict if something was entered since the version `seen`."""
        self.store.put(seen, texts)
        self.entered()

    def _look(self) -> None:
        if self._entered is None:
            self.entered()
            return
        try:
            if self.store.version() != self._entered.version:
                self.entered()
        except Unavailable:
            return  # the request will find out by itself; what was known is still the best guess
