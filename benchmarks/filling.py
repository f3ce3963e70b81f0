"""Fills a store quickly: the records and the commit of the product, many commits to a round trip."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from benchmarks.corpus import HOUR, MESSAGES, Sample
from server import bootstrap
from server.demo.founding import found
from server.demo.people import sample_workspace
from server.settings import Settings
from server.store.commit import Store
from server.store.connection import Client, connect
from server.store.gmail import GmailIds, Mapped
from server.usecases.inbox import Inbox

WORKSPACE = "kontor"
READER = "jonas"
"""The agent who has opened every conversation before."""
GMAIL_BASE = 0x1900000000000000
"""Gmail's id of the first conversation's newest mail, in the reader's mailbox."""
BATCH = 100


@dataclass(slots=True)
class Queue:
    """A client that sends what it was told in one round trip, for commits that cannot fail."""

    client: Client
    commands: list[tuple[Any, ...]] = field(default_factory=list)

    def execute_command(self, *command: Any, **_options: Any) -> Any:
        """Keep a command for later, and answer as a commit that was done."""
        self.commands.append(command)
        return "DONE", "", 0

    def flush(self) -> None:
        """Send everything; the first error is raised."""
        with self.client.pipeline(transaction=False) as pipe:
            for command in self.commands:
                pipe.execute_command(*command)
            pipe.execute()
        self.commands.clear()

    def pipeline(self, transaction: Any = True) -> Any:  # noqa: FBT002  # as redis-py has it
        """Gather commands, past the queue."""
        return self.client.pipeline(transaction)

    def scan_iter(self, match: Any = None, count: Any = None) -> Iterator[Any]:
        """Find keys, past the queue."""
        return self.client.scan_iter(match, count)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


def fill(settings: Settings, url: str, conversations: int) -> None:
    """Found the sample workspace and store so many conversations in it."""
    workspaces = bootstrap.connected(settings, url)
    found(workspaces, sample_workspace())
    _in_two_processes(_store, settings, url, conversations)


def remember(settings: Settings, url: str, conversations: int) -> None:
    """Let the reader have opened every conversation once: Gmail's ids are mapped."""
    _in_two_processes(_map, settings, url, conversations)


def gmail_id(number: int) -> int:
    """Gmail's id of a conversation's newest mail."""
    return GMAIL_BASE + number


def sample(number: int) -> Sample:
    """The conversation of a number; they began a minute apart, the last ones in November 2025."""
    return Sample(number, 1_762_000_000_000 - 48 * HOUR + (number % 100_000) * 60_000)


def _in_two_processes(work: Any, settings: Settings, url: str, conversations: int) -> None:
    half = (conversations + 1) // 2
    with ProcessPoolExecutor(2) as pool:
        parts = [
            pool.submit(work, settings, url, range(start, min(start + half, conversations)))
            for start in (0, half)
        ]
        for part in parts:
            part.result()


def _store(settings: Settings, url: str, numbers: range) -> None:
    inbox = bootstrap.connected(settings, url).inbox(WORKSPACE)
    keys, digests = inbox.conversations.keys, inbox.conversations.digests
    queue = Queue(connect(url))
    for start in range(0, len(numbers), BATCH):
        for number in numbers[start : start + BATCH]:
            Store(queue).commit(writes=sample(number).writes(keys, digests))
        queue.flush()


def _map(settings: Settings, url: str, numbers: range) -> None:
    inbox = bootstrap.connected(settings, url).inbox(WORKSPACE)
    queue = Queue(connect(url))
    ids = GmailIds(Store(queue), inbox.conversations.keys, inbox.conversations.digests, {})
    for start in range(0, len(numbers), BATCH):
        for number in numbers[start : start + BATCH]:
            ids.remember(READER, [format(gmail_id(number), "x")], _mapped(inbox, number))
        queue.flush()


def _mapped(inbox: Inbox, number: int) -> Mapped:
    digests, known = inbox.conversations.digests, sample(number)
    newest = digests.message(known.message_id(MESSAGES - 1))
    return Mapped(known.id, newest, digests.sender(known.customer.address))
