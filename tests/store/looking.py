"""Agents who look at a conversation, and who is seen there then."""

from __future__ import annotations

from server.store.commit import Store, Write
from server.store.keys import Keys
from server.store.looks import Look, Looks
from server.store.presence import LASTS_MS, Entry, entries


def look(
    store: Store, keys: Keys, agent: str, doing: str = "gmail|viewing", lasts_ms: int = LASTS_MS
) -> None:
    """Somebody has conversation c1 before them."""
    store.commit(writes=[Write("HSET", keys.conversation("c1"), ("version", "1"))])
    Looks().note(store, keys.workspace, Look(agent, "c1", 1, 1, doing, lasts_ms))


def here(store: Store, keys: Keys) -> list[Entry]:
    """Who is there now, longest first."""
    (seconds, micros), raw = store.read([("TIME",), ("HGETALL", keys.presence("c1"))])
    return entries(raw, int(seconds) * 1_000 + int(micros) // 1_000)
