"""Delivers webhooks beside the worker's other work: some threads at most, one for each webhook at a time."""

from __future__ import annotations

import logging
import threading

from server.domain.errors import NotFound, Unavailable
from server.usecases.delivering import Outside, deliver, pending
from server.usecases.inbox import Inbox

SLOTS = 8
"""So many webhooks are delivered to at the same time."""

log = logging.getLogger("randnotiz.webhooks")


class Courier:
    """Starts a turn for every webhook that has something waiting, as far as threads are free.

    A target that does not answer holds its own thread for one try, and rests then; nobody waits for it.
    """

    def __init__(self, outside: Outside, *, slots: int = SLOTS) -> None:
        self._outside = outside
        self._slots = slots
        self._lock = threading.Lock()
        self._busy: dict[tuple[str, str], threading.Thread] = {}

    def round(self, inbox: Inbox) -> None:
        """Start what there is to do in one workspace; returns at once."""
        inbox, webhooks = pending(inbox)
        for webhook in webhooks:
            self._start(inbox, webhook)

    def wait(self, timeout: float) -> None:
        """Wait for the turns that are under way, each for so many seconds."""
        with self._lock:
            threads = list(self._busy.values())
        for thread in threads:
            thread.join(timeout)

    def _start(self, inbox: Inbox, webhook: str) -> None:
        key = (inbox.workspace, webhook)
        with self._lock:
            if key in self._busy or len(self._busy) >= self._slots:
                return
            # As a daemon, so that a slow target never keeps the worker from stopping: what is not noted comes again.
            thread = threading.Thread(target=self._turn, args=(inbox, webhook), name="webhook", daemon=True)
            self._busy[key] = thread
        thread.start()

    def _turn(self, inbox: Inbox, webhook: str) -> None:
        try:
            deliver(inbox, webhook, self._outside)
        except (NotFound, Unavailable) as error:
            log.warning("the deliveries of webhook %s rest: %s", webhook, error)
        except Exception:  # a fault in one webhook must not end the thread unseen
            log.exception("the deliveries of webhook %s failed", webhook)
        finally:
            with self._lock:
                self._busy.pop((inbox.workspace, webhook), None)
