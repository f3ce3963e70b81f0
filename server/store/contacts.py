"""When each client last called, and when the worker last did its round: one field each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.store.commit import Store
from server.store.keys import WORKER, Keys


@dataclass(frozen=True, slots=True)
class Contacts:
    """The last calls of one workspace's clients."""

    store: Store
    keys: Keys

    def note(self, client: str, at: int) -> None:
        """Say that a client called at a moment (ms UTC)."""
        self.store.write("HSET", self.keys.contacts, client, at)

    def read(self) -> Mapping[str, int]:
        """Client -> when it last called, in ms UTC, within a minute."""
        found = self.store.read([("HGETALL", self.keys.contacts)])[0]
        return {client: int(at) for client, at in found.items()}


def beat(store: Store, at: int) -> None:
    """Say that the worker lives at a moment (ms UTC)."""
    store.write("SET", WORKER, at)
