"""Which conversation an agent's Gmail message belongs to, so that a second open asks Gmail nothing (GMAIL.md 5.4)."""

from __future__ import annotations

from dataclasses import dataclass

from server.store.commit import DAY_MS, Store
from server.store.digests import Digests
from server.store.keys import Keys

REMEMBERED_MS = 60 * DAY_MS


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is remembered of one Gmail message: its conversation, its message key, its customer's digest."""

    conversation: str
    message: str
    sender: str


@dataclass(frozen=True, slots=True)
class GmailIds:
    """The Gmail messages of one workspace's agents; kept for mail of a mailbox only (DECISIONS A9)."""

    store: Store
    keys: Keys
    digests: Digests

    def find(self, agent: str, gmail_id: str) -> Mapped | None:
        """What is remembered, in one round trip."""
        value = self.store.read([("GET", self._key(agent, gmail_id))])[0]
        return Mapped(*value.split(" ")) if value else None

    def remember(self, agent: str, gmail_id: str, mapped: Mapped) -> None:
        """Remember it for sixty days."""
        value = f"{mapped.conversation} {mapped.message} {mapped.sender}"
        self.store.write("SET", self._key(agent, gmail_id), value, "PX", REMEMBERED_MS)

    def _key(self, agent: str, gmail_id: str) -> str:
        return self.keys.gmail(agent, self.digests.message(gmail_id))
