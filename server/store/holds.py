"""Legal holds on everything about an address: nothing of it is purged, erased or deleted (R16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from server.domain.auditlog import Entry
from server.domain.conversation import Conversation
from server.domain.retention import parties
from server.store.auditlog import audit_writes
from server.store.commit import Check, Store, Write
from server.store.digests import Digests
from server.store.keys import Keys


@dataclass(frozen=True, slots=True)
class Held:
    """One hold: since when (ms UTC), by which agent or command, on which address, sealed."""

    at: int
    by: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds of one workspace; they are looked up by digests, so that mail of the address is known for held."""

    store: Store
    keys: Keys
    digests: Digests

    def all(self) -> dict[str, Held]:
        """Digest of an address -> the hold on it."""
        found = self.store.read([("HGETALL", self.keys.holds)])[0]
        return {digest: Held(**orjson.loads(text)) for digest, text in found.items()}

    def put(self, addresses: Iterator[str], held: Held, told: Entry) -> None:
        """Hold an address in all its spellings."""
        text = orjson.dumps({"at": held.at, "by": held.by, "sealed": held.sealed}).decode()
        values = [one for address in addresses for one in (self.digests.sender(address), text)]
        writes = [Write("HSET", self.keys.holds, tuple(values)), *audit_writes(self.keys, told)]
        self.store.commit(writes=writes)

    def remove(self, addresses: Iterator[str], told: Entry) -> None:
        """Let it go."""
        names = tuple(map(self.digests.sender, addresses))
        self.store.commit(writes=[Write("HDEL", self.keys.holds, names), *audit_writes(self.keys, told)])

    def names(self, record: Conversation) -> set[str]:
        """The digests of everybody whom a conversation is about."""
        return set(map(self.digests.sender, parties(record)))

    def checks(self, record: Conversation) -> Iterator[Check]:
        """What must hold when something of a conversation is taken away: nobody holds it meanwhile."""
        for name in sorted(self.names(record)):
            yield Check(self.keys.holds, name, None)
