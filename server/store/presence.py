"""Who is looking at a conversation, and who writes a reply: forgotten by itself after a short while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.vocabulary import Mode
from server.store.commit import Store
from server.store.keys import Keys

LASTS_MS = 30_000
LEAST_INTERVAL_MS = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One agent in one conversation: in which client, doing what, since when."""

    agent: str
    client: str
    mode: Mode
    since: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Presence in the conversations of one workspace."""

    store: Store
    keys: Keys

    def leave(self, conversation: str, agent: str, *, mode: Mode) -> None:
        """Say that an agent has stopped doing something; what they do in another window stays."""
        names = (self.keys.presence(conversation), self.keys.presence_feed)
        self.store.call("inbox_1_leave", names, (agent, mode.value, conversation), attempts=2)


def entries(raw: Mapping[str, str], at: int) -> list[Entry]:
    """Who is here at a moment, longest first, from the hash as a view returns it."""
    found = []
    for agent, text in raw.items():
        ends, _, since, client, mode = text.split("|")
        if int(ends) > at:
            found.append(Entry(agent, client, Mode(mode), int(since)))
    return sorted(found, key=lambda entry: (entry.since, entry.agent))
