"""Which conversation an agent's Gmail message belongs to, so that a second open asks Gmail nothing (GMAIL.md 5.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from server.store.commit import DAY_MS, Store, Write
from server.store.digests import Digests
from server.store.keys import Keys

REMEMBERED_MS = 60 * DAY_MS
AT_HAND = 50_000
"""Mails that one process has at hand; some 20 MB."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What is remembered of one Gmail message: its conversation, its message key, its customer's digest."""

    conversation: str
    message: str
    sender: str


def thread_name(thread_id: str) -> str:
    """What a thread is remembered as, "" for none: by its id alone it would be its first mail, which has the same."""
    return thread_id and f"thread:{thread_id}"


@dataclass(frozen=True, slots=True)
class GmailIds:
    """The Gmail messages of one workspace's agents; kept for mail of a mailbox only (DECISIONS A9).

    `at_hand` are those that this process saw last: a mail stays the same mail, and a conversation that became
    part of another one still leads there.
    """

    store: Store
    keys: Keys
    digests: Digests
    at_hand: dict[str, Mapped]

    def find(self, agent: str, gmail_id: str) -> Mapped | None:
        """What is remembered, in one round trip at most."""
        key = self.key(agent, gmail_id)
        known = self.at_hand.get(key)
        if known is not None:
            return known
        value = self.store.read([("GET", key)])[0]
        return self.keep(key, value) if value else None

    def remember(self, agent: str, names: Iterable[str], mapped: Mapped) -> None:
        """Remember it under each of its names for sixty days, in one round trip."""
        keys = [self.key(agent, name) for name in names]
        value = f"{mapped.conversation} {mapped.message} {mapped.sender}"
        self.store.commit(writes=[Write("SETPX", key, (value, REMEMBERED_MS)) for key in keys])
        for key in keys:
            self.keep(key, value)

    def keep(self, key: str, value: str) -> Mapped:
        """Have at hand what stands in the store under a key."""
        mapped = self.at_hand[key] = Mapped(*value.split(" "))
        if len(self.at_hand) > AT_HAND:
            self.at_hand.pop(next(iter(self.at_hand)), None)
        return mapped

    def key(self, agent: str, gmail_id: str) -> str:
        """Where it stands."""
        return self.keys.gmail(agent, self.digests.message(gmail_id))
