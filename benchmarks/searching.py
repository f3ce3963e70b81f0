"""Searching: what a search costs beside opening a conversation, and what the index of words weighs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import filling, stage
from benchmarks.filling import sample
from benchmarks.storing import KEYS, Filled
from benchmarks.table import Figure, at_most, show
from cards.context import CardContext
from cards.conversation import conversation_card
from cards.search import search_card
from server import bootstrap
from server.domain.vocabulary import Role
from server.domain.workspace import Member
from server.i18n import translator
from server.usecases.inbox import Inbox
from server.usecases.searching import search
from server.usecases.showing import look

UTC = ZoneInfo("UTC")
MOST_BYTES = 1_500
SPENT = 200
"""How often each is asked for; the median counts."""
CONTEXT = CardContext(
    base="https://kontor.example",
    translate=translator("de"),
    locale="de",
    zone=UTC,
    now=time.time_ns() // 1_000_000,
    nonce="nonce",
)
ROLES = {
    "agent": Member(Role.AGENT),
    "viewer": Member(Role.VIEWER),
    "agent who sees what is given to them": Member(Role.AGENT, only_assigned=True),
    "occasional": Member(Role.LIGHT),
}


def measure(folder: Path, conversations: int) -> None:
    """Fill a store, and print what was measured; both up to the card, since that is what is waited for."""
    store = Filled(folder / f"search-{conversations}", conversations)
    store.start("http://127.0.0.1:9")
    try:
        settings, _ = stage.settings(store.folder, "http://127.0.0.1:9", redis_url=store.server.url)
        inbox = bootstrap.connected(settings, store.server.url).inbox(filling.WORKSPACE)
        show(f"Searching {conversations:,} conversations", [_weight(store), *_speeds(inbox, conversations)])
    finally:
        store.stop()


def _weight(store: Filled) -> Figure:
    """Bytes of the index, with samples of all its entries."""
    names = list(store.client().scan_iter(f"v1:{{{KEYS.workspace}}}:*:search", 1000))
    sizes = [int(store.client().execute_command("MEMORY USAGE", name, "SAMPLES", 0)) for name in names]
    return at_most(
        "index of words of one conversation", sum(sizes) / store.conversations, MOST_BYTES, unit=" B"
    )


def _speeds(inbox: Inbox, conversations: int) -> list[Figure]:
    figures = []
    newest = sample(conversations - 1)
    for role, member in ROLES.items():
        seen = _as(inbox, member)
        base = _median(partial(_open, seen, newest.id))
        figures.append(Figure(f"opening as {role}", f"{base:.2f} ms"))
        for name, query in _queries(conversations).items():
            took = _median(partial(_find, seen, query))
            figures.append(at_most(f"  {name}", took / base, 3))
    return figures


def _queries(conversations: int) -> dict[str, str]:
    oldest = sample(0)
    return {
        "a number, the newest": f"{conversations - 1:06d}",
        "the oldest, by number": "rechnung 000000",
        "the oldest, by customer": f"oktober {oldest.customer.address}",
        "words that all have": "rechnung oktober stimmt",
        "the beginning of a word": "rechn",
        "filters alone": "status:offen tag:Rechnung",
        "what nobody wrote": "rechnung nirgendwo",
    }


def _as(inbox: Inbox, member: Member) -> Inbox:
    """The same inbox where the reader is something else in its mailbox."""
    directory = inbox.directory
    box = directory.mailboxes["support"]
    boxes = {**directory.mailboxes, "support": replace(box, members={**box.members, "mia": member})}
    changed = replace(directory, mailboxes=boxes)
    inbox.directories._known[inbox.workspace] = changed  # noqa: SLF001  # what a request would have read
    return replace(inbox, directory=changed)


def _open(inbox: Inbox, conversation: str) -> None:
    shown = look(inbox, inbox.directory.agents["mia"], conversation=conversation)
    conversation_card(shown, CONTEXT)


def _find(inbox: Inbox, query: str) -> None:
    search_card(search(inbox, inbox.directory.agents["mia"], query=query, zone=UTC), CONTEXT)


def _median(run: Callable[[], None]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(SPENT):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000
