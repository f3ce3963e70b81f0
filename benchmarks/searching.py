"""Searching: what a search costs beside opening a conversation, and what the index of words weighs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks import filling, stage
from benchmarks.filling import sample
from benchmarks.remarks import remarks
from benchmarks.storing import KEYS, Filled
from benchmarks.table import Figure, at_most, show
from cards.context import CardContext
from cards.conversation import conversation_card
from cards.search import search_card
from server import bootstrap
from server.domain.vocabulary import Role
from server.domain.workspace import Member
from server.i18n import translator
from server.store.commentindex import entries
from server.usecases.inbox import Inbox
from server.usecases.searching import search
from server.usecases.showing import look

UTC = ZoneInfo("UTC")
MOST_BYTES = 1_500
MOST_COMMENT_BYTES = 4_000
COMMENTED = 10_000
"""Conversations whose comments are indexed to be weighed, at most."""
ROUNDS = 60
"""How often everything is asked for, in turn; medians count, so that what disturbs one disturbs all."""
LONGEST_CALL_MS = 5
LOGGED_US = 100
"""Calls of the store that are noted by it; if each were, noting would be what is measured."""
CONTEXT = CardContext(
    base="https://kontor.example",
    translate=translator("de"),
    locale="de",
    zone=UTC,
    now=time.time_ns() // 1_000_000,
    nonce="nonce",
)
ROLES = {
    "admin, manager of all": (Member(Role.MANAGER), 1),
    "manager of five mailboxes": (Member(Role.MANAGER), 5),
    "agent": (Member(Role.AGENT), 1),
    "viewer": (Member(Role.VIEWER), 1),
    "agent who sees what is given to them": (Member(Role.AGENT, only_assigned=True), 1),
    "occasional": (Member(Role.LIGHT), 1),
}
"""What the reader is, and in how many mailboxes."""


def measure(folder: Path, conversations: int) -> None:
    """Fill a store, and print what was measured; both up to the card, since that is what is waited for."""
    store = Filled(folder / f"search-{conversations}", conversations)
    store.start("http://127.0.0.1:9")
    try:
        settings, _ = stage.settings(store.folder, "http://127.0.0.1:9", redis_url=store.server.url)
        inbox = bootstrap.connected(settings, store.server.url).inbox(filling.WORKSPACE)
        figures = [_weight(store), *_speeds(inbox, conversations), *_comments(inbox, conversations)]
        show(f"Searching {conversations:,} conversations", figures)
    finally:
        store.stop()


def _weight(store: Filled) -> Figure:
    """Bytes of the index, with samples of all its entries, and of what was given to people."""
    names = list(store.client().scan_iter(f"v1:{{{KEYS.workspace}}}:*:search", 1000))
    sizes = [int(store.client().execute_command("MEMORY USAGE", name, "SAMPLES", 0)) for name in names]
    return at_most(
        "index of words of one conversation", sum(sizes) / store.conversations, MOST_BYTES, unit=" B"
    )


def _comments(inbox: Inbox, conversations: int) -> list[Figure]:
    """Bytes of the index of comments, which is a workspace's to switch on, and what a search in it costs."""
    of, key = inbox.conversations.store, inbox.conversations.keys.comment_words
    stored = min(COMMENTED, conversations)
    for number in range(stored):
        due = entries(sample(number).id, remarks(number))
        of.write("ZADD", key, *(value for one in due for value in (0, one)))
    size = int(of.read([("MEMORY USAGE", key, "SAMPLES", 0)])[0])
    count = int(of.read([("ZCARD", key)])[0])
    name = f"index of words of comments, {count / stored:.0f} words each"
    figures = [at_most(name, size / stored, MOST_COMMENT_BYTES, unit=" B")]
    asked = {
        "a word of one comment": f"in:comments {40_000 + 4}",
        "a word of many": "in:kommentare rechnung",
        "words of many, of what is open": "in:comments auftrag spedition status:offen",
    }
    for role in ("agent", "agent who sees what is given to them"):
        seen = _as(inbox, *ROLES[role])
        figures += _compared(seen, conversations, role, asked)
    of.write("UNLINK", key)
    return figures


def _speeds(inbox: Inbox, conversations: int) -> list[Figure]:
    figures = []
    asked = _queries(conversations)
    for role, (member, boxes) in ROLES.items():
        seen = _as(inbox, member, boxes)
        figures += [*_compared(seen, conversations, role, asked), _longest(seen, asked)]
    return figures


def _compared(inbox: Inbox, conversations: int, role: str, asked: dict[str, str]) -> list[Figure]:
    """Searches beside opening a conversation, in one run."""
    opening = partial(_open, inbox, sample(conversations - 1).id)
    base, *took = _medians([opening, *(partial(_find, inbox, query) for query in asked.values())])
    searches = zip(asked, took, strict=True)
    opened = Figure(f"opening as {role}", f"{base:.2f} ms")
    return [opened, *(at_most(f"  {name}", one / base, 3) for name, one in searches)]


def _queries(conversations: int) -> dict[str, str]:
    oldest = sample(0)
    return {
        "a number, the newest": f"{conversations - 1:06d}",
        "the oldest, by number": "rechnung 000000",
        "the oldest, by customer": f"oktober {oldest.customer.address}",
        "the oldest, by sender": f"from:{oldest.customer.address} before:2024",
        "words that all have": "rechnung oktober stimmt",
        "a phrase that all have": '"oktober stimmt nicht"',
        "the beginning of a word": "rechn",
        "filters alone": "status:offen tag:Rechnung",
        "what nobody wrote": "rechnung nirgendwo",
    }


def _longest(inbox: Inbox, asked: dict[str, str]) -> Figure:
    """The dearest call of the store, also for what all have and none has so; others wait so long where all is quiet."""
    client = inbox.conversations.store.client
    client.execute_command("CONFIG SET", "slowlog-log-slower-than", LOGGED_US)
    worst = 0.0
    for query in (*asked.values(), "kundin -rechnung", '"stimmt rechnung"', "firma1 firma2 firma3 -rechnung"):
        calls = []
        for _ in range(7):
            client.execute_command("SLOWLOG", "RESET")
            _find(inbox, query)
            log = client.execute_command("SLOWLOG", "GET", 100)
            calls.append(max((int(one[2]) for one in log if "inbox_1_search" in one[3]), default=0))
        worst = max(worst, min(calls) / 1000)
    client.execute_command("CONFIG SET", "slowlog-log-slower-than", 10_000)
    return at_most("  longest call of the store", worst, LONGEST_CALL_MS, unit=" ms")


def _as(inbox: Inbox, member: Member, count: int) -> Inbox:
    """The same inbox where the reader is something else, in so many mailboxes."""
    directory = inbox.directory
    box = directory.mailboxes["support"]
    members = {**box.members, "mia": member}
    boxes = {"support": replace(box, members=members)}
    boxes |= {f"box{n}": replace(box, id=f"box{n}", members=members) for n in range(1, count)}
    mia = replace(directory.agents["mia"], admin=member.role is Role.MANAGER)
    workspace = replace(directory.workspace, search_comments=True)
    agents = {**directory.agents, "mia": mia}
    changed = replace(directory, workspace=workspace, mailboxes=boxes, agents=agents)
    inbox.directories._known[inbox.workspace] = changed  # noqa: SLF001  # what a request would have read
    return replace(inbox, directory=changed)


def _open(inbox: Inbox, conversation: str) -> None:
    shown = look(inbox, inbox.directory.agents["mia"], conversation=conversation)
    conversation_card(shown, CONTEXT)


def _find(inbox: Inbox, query: str) -> None:
    search_card(search(inbox, inbox.directory.agents["mia"], query=query, zone=UTC), CONTEXT)


def _medians(runs: Sequence[Callable[[], None]]) -> list[float]:
    """Milliseconds of each, taken in turn."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for run, taken in zip(runs, times, strict=True):
            started = time.perf_counter()
            run()
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) * 1000 for taken in times]
