"""When each client last called, and when the worker last did its round: one field each."""

from __future__ import annotations

from dataclasses import dataclass

from server.store.commit import Store
from server.store.keys import Keys
from server.store.outerkeys import WORKER


@dataclass(frozen=True, slots=True)
class Contacts:
    """The last calls of one workspace's clients."""

    store: Store
    keys: Keys

    def note(self, client: str, at: int) -> None:
        """Say that a client called at a moment (ms UTC)."""
        self.store.write("HSET", self.keys.contacts, client, at)


def beat(store: Store, at: int) -> None:
    """Say that the worker lives at a moment (ms UTC)."""
    store.write("SET", WORKER, at)
