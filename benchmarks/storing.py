"""The stores that are measured: how they are filled, what they weigh, how long they take to start."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import filling, stage
from benchmarks.table import Figure, at_most
from server.store.connection import Client, connect
from server.store.embedded import EmbeddedServer
from server.store.keys import Keys

KEYS = Keys(filling.WORKSPACE)
KIB = 1000
"""A KB as the limits count it."""


@dataclass(slots=True)
class Filled:
    """A private store with so many conversations, as the product runs it (`appendfsync always`)."""

    folder: Path
    conversations: int
    server: EmbeddedServer = field(init=False)
    figures: list[Figure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = EmbeddedServer(self.folder / "store")

    def start(self, google_url: str) -> None:
        """Start it, and fill it if it is new."""
        self.folder.mkdir(parents=True, exist_ok=True)
        url = self.server.start()
        if self._size() == 0:
            settings, _ = stage.settings(self.folder, google_url, redis_url=url)
            self._fill(lambda: filling.fill(settings, url, self.conversations))
            filling.remember(settings, url, self.conversations)
        self.figures.append(self._restart())

    def stop(self) -> None:
        """End it."""
        self.server.stop()

    def client(self) -> Client:
        """A client of it."""
        return connect(self.server.url)

    def changes(self) -> int:
        """How many changes were ever committed."""
        return int(self.client().execute_command("XINFO STREAM", KEYS.events)["entries-added"])

    def _fill(self, fill: Callable[[], None]) -> None:
        before, started = self._used(), time.perf_counter()
        fill()
        seconds, count = time.perf_counter() - started, self.conversations
        stream = int(self.client().execute_command("MEMORY USAGE", KEYS.events, "SAMPLES", 0))
        words = self._words()
        records = (self._used() - before - stream - words) / count / KIB
        name = f"memory of one conversation, {count:,} stored"
        self.figures += [
            at_most(name, records, 9, unit=" KB", note=" (aim 7)"),
            Figure("  its entries in the event stream, apart", f"{stream / count / KIB:.2f} KB"),
            at_most("  its words in the indexes of search, apart", words / count / KIB, 1.5, unit=" KB"),
            Figure("  filled with the product's own commits", f"{count / seconds:,.0f} per s"),
        ]

    def _words(self) -> int:
        """What the indexes of words weigh, comments' included where a workspace wants them found."""
        client = self.client()
        names = client.scan_iter(f"v1:{{{filling.WORKSPACE}}}:*:search", 1000)
        return sum(int(client.execute_command("MEMORY USAGE", name, "SAMPLES", 0)) for name in names)

    def _restart(self) -> Figure:
        self.server.stop()
        started = time.perf_counter()
        self.server.start()
        return Figure(f"restart with {self.conversations:,} stored", f"{time.perf_counter() - started:.1f} s")

    def _size(self) -> int:
        return int(self.client().execute_command("DBSIZE"))

    def _used(self) -> int:
        return int(self.client().execute_command("INFO")["used_memory"])


def request_keys(client: Client) -> Figure:
    """What it costs to remember a request for a day, from some that were just made."""
    names = []
    for name in client.scan_iter(f"v1:{{{filling.WORKSPACE}}}:request:*", 1000):
        names.append(name)
        if len(names) == 100:
            break
    sizes = [int(client.execute_command("MEMORY USAGE", name)) for name in names]
    mean = sum(sizes) / max(1, len(sizes))
    return Figure("memory of one request key, kept for a day", f"{mean:.0f} bytes")
