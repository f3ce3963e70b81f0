"""When each client last called: noted after the answer is out, at most once a minute in each process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from server.domain.errors import Unavailable
from server.domain.vocabulary import Via
from server.store.contacts import Contacts, beat
from server.usecases.inbox import Inbox
from server.usecases.workspaces import Workspaces

PAUSE_MS = 60_000


class LastCalls:
    """What this process has noted lately; one for each edge that clients call."""

    def __init__(self) -> None:
        self._noted: dict[tuple[str, Via], int] = {}

    def due(self, inbox: Inbox, client: Via) -> Callable[[], None] | None:
        """What notes this call, to be done once the answer is out; None where it was noted a moment ago."""
        now, name = inbox.clock(), (inbox.workspace, client)
        if now - self._noted.get(name, -PAUSE_MS) < PAUSE_MS:
            return None
        self._noted[name] = now

        def note() -> None:
            with suppress(Unavailable):  # nobody waits for it, and the next minute brings another
                Contacts(inbox.conversations.store, inbox.conversations.keys).note(client, now)

        return note


def sign_of_life(workspaces: Workspaces) -> None:
    """Say that the worker does its rounds."""
    beat(workspaces.store, workspaces.clock())
