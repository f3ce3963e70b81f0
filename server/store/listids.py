"""List ids that came with mail to a mailbox and look like its own: offered for confirmation (R1, trap 1)."""

from __future__ import annotations

from dataclasses import dataclass

from server.store.commit import Store
from server.store.keys import Keys


@dataclass(frozen=True, slots=True)
class SeenList:
    """A list id and when it was first seen (ms UTC)."""

    list_id: str
    seen_at: int


@dataclass(frozen=True, slots=True)
class ListIds:
    """The list ids of one workspace's mailboxes that nobody has judged yet."""

    store: Store
    keys: Keys

    def note(self, mailbox: str, list_id: str, at: int) -> None:
        """Remember a list id; one that was seen, or dismissed, before stays as it is."""
        self.store.write("ZADD", self.keys.mailbox_index(mailbox, "lists"), "NX", at, list_id)

    def dismiss(self, mailbox: str, list_id: str) -> None:
        """Do not offer a list id again."""
        self.store.write("ZADD", self.keys.mailbox_index(mailbox, "lists"), 0, list_id)

    def offered(self, mailbox: str) -> tuple[SeenList, ...]:
        """What was seen and not dismissed, oldest first."""
        key = self.keys.mailbox_index(mailbox, "lists")
        found = self.store.read([("ZRANGE", key, "(0", "+inf", "BYSCORE", "WITHSCORES")])[0]
        pairs = zip(found[::2], found[1::2], strict=True)
        return tuple(SeenList(list_id, int(float(at))) for list_id, at in pairs)
