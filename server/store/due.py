"""Timed work: taken for the length of a lease, so that a worker that dies leaves it to the next."""

from __future__ import annotations

from dataclasses import dataclass

from server.store.commit import Store
from server.store.keys import Keys

LEASE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Taken:
    """One piece of work, and until when nobody else will take it (which is what `done` asks for)."""

    member: str
    until: int


@dataclass(frozen=True, slots=True)
class Due:
    """The timed work of one workspace."""

    store: Store
    keys: Keys

    def put(self, member: str, at: int) -> None:
        """Let something be due at a moment, in place of any earlier moment of the same name."""
        self.store.write("ZADD", self.keys.due, at, member)

    def take(self, limit: int = 100, *, lease_ms: int = LEASE_MS) -> list[Taken]:
        """What is due by the store's clock, earliest first, ours alone until the lease ends."""
        until, members = self.store.call("inbox_1_claim_due", (self.keys.due,), (lease_ms, limit))
        return [Taken(member, until) for member in members]

    def done(self, taken: Taken) -> bool:
        """End a piece of work; False if it was put anew, or taken by another, since."""
        args = (taken.member, taken.until)
        return bool(self.store.call("inbox_1_end_due", (self.keys.due,), args, attempts=2) == 1)
