"""A client that counts what it sends, for tests that promise a number of round trips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.store.connection import Client


class CountingClient:
    """Passes everything on, and counts one trip for each command or pipeline."""

    def __init__(self, inner: Client) -> None:
        self.inner = inner
        self.trips = 0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Count one trip."""
        self.trips += 1
        return self.inner.execute_command(*args, **options)

    def pipeline(self, transaction: Any = None) -> Any:
        """Count one trip for all its commands together."""
        self.trips += 1
        return self.inner.pipeline(transaction=transaction)

    def scan_iter(self, match: Any = None, count: Any = None) -> Iterator[Any]:
        """Every key; not counted, for only tests ask for it."""
        return self.inner.scan_iter(match=match, count=count)

    def close(self) -> None:
        """Leave the shared client open."""
