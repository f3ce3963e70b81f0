"""The web edge under load: opening, acting, and whether a hundred times as many conversations are felt."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks import stage
from benchmarks.plans import Plan, Plans
from benchmarks.rounds import Subject, alternate, paired, paired_cpu
from benchmarks.stage import Google, Site
from benchmarks.storing import Filled, request_keys
from benchmarks.table import Figure, at_least, at_most, show
from server.store import functions

CONNECTIONS = 16
TRIPS = 200
"""Requests over which round trips are counted."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much to measure: rounds, seconds of each, and whether a first open can be prepared for so long."""

    rounds: int
    seconds: float

    @property
    def first_opens(self) -> int:
        """Tokens to sign beforehand: more than can be used up."""
        return int(1500 * (self.rounds * self.seconds + 1)) + CONNECTIONS


@dataclass(frozen=True, slots=True)
class Served:
    """Our service on one store, with the plans of its requests."""

    site: Site
    store: Filled
    plans: Plans
    folder: Path

    def subject(self, name: str, plan: Plan) -> Subject:
        """Something to measure here."""
        return Subject(name, plan, self.site, self.folder / "plans" / plan.name, self.store.changes)


def measure(folder: Path, google: Google, stores: Sequence[Filled], pace: Pace) -> None:
    """Run the whole and print its tables; the last store is the large one."""
    with ExitStack() as stack:
        bare = stack.enter_context(_bare(folder / "bare", google, stores[-1]))
        served = [stack.enter_context(_served(store, google)) for store in stores]
        small, large = served[0], served[-1]
        numbers = list(range(large.store.conversations))
        random.Random(4711).shuffle(numbers)
        measure_opens(bare, large, numbers, pace)
        measure_acts(bare, large, numbers, pace)
        measure_sizes(bare, small, large, pace)
        show("Round trips to the store", _round_trips(large, numbers))
        show("Requests", [request_keys(large.store.client())])


def measure_opens(bare: Subject, large: Served, numbers: Sequence[int], pace: Pace) -> None:
    """A mail is opened: again, and for the first time."""
    again = large.subject("open", large.plans.opened(numbers))
    unseen = count(random.SystemRandom().randrange(10**3, 10**9) * large.store.conversations)
    first = large.subject("first open", large.plans.first_opened(unseen, pace.first_opens))
    subjects = [bare, again, first]
    _run(subjects, pace)
    show(
        f"Opening a mail, {large.store.conversations:,} conversations, {CONNECTIONS} connections",
        [
            *_rates(subjects),
            at_least("open, of the bare route", paired(again, bare), 0.30, note=" (aim 36 %)"),
            at_most("open, processor time, of the bare route's", paired_cpu(again, bare), 3),
            at_most("open, p99 of its own p50", again.p99 / again.p50, 4),
            at_least("first open, of the bare route", paired(first, bare), 0.15),
        ],
    )


def measure_acts(bare: Subject, large: Served, numbers: Sequence[int], pace: Pace) -> None:
    """Somebody assigns, sets a status, writes a comment; each acknowledged write is on disk."""
    acts = [
        large.subject("assign", large.plans.assigned(numbers)),
        large.subject("status", large.plans.standing(numbers)),
        large.subject("comment", large.plans.commented(numbers)),
    ]
    subjects = [bare, *acts]
    _run(subjects, pace)
    shares = [
        at_least(f"{act.name}, of the bare route", paired(act, bare), 0.25, note=" (aim 30 %)")
        for act in acts
    ]
    show("Acting, with appendfsync always", [*_rates(subjects), *shares])


def measure_sizes(bare: Subject, small: Served, large: Served, pace: Pace) -> None:
    """The same among few conversations and among many; as many different ones are opened in both."""
    few, many = small.store.conversations, large.store.conversations
    spread = range(0, many, max(1, many // few))[:few]
    there = small.subject("open", small.plans.opened(range(few)))
    here = large.subject("open", large.plans.opened(spread))
    written = small.subject("comment", small.plans.commented(range(few)))
    wrote = large.subject("comment", large.plans.commented(spread))
    pairs = [(there, here), (written, wrote)]
    _run([bare, there, here, written, wrote], pace)
    show(
        f"{few:,} and {many:,} conversations",
        [
            at_most(f"{one.name} changes by", abs(1 - paired(other, one)) * 100, 15, unit=" %")
            for one, other in pairs
        ],
    )


def _run(subjects: Sequence[Subject], pace: Pace) -> None:
    for subject in subjects:
        subject.loads.clear()
        subject.cpu.clear()
    alternate(subjects, rounds=pace.rounds, connections=CONNECTIONS, seconds=pace.seconds)


def _rates(subjects: Sequence[Subject]) -> list[Figure]:
    return [
        Figure(s.name, f"{s.rate:,.0f} per s, cpu {s.cpu_ms:.2f} ms, p50 {s.p50:.1f} ms, p99 {s.p99:.1f} ms")
        for s in subjects
    ]


def _round_trips(large: Served, numbers: Sequence[int]) -> list[Figure]:
    """Times that the store read from a socket, while one request after the other was made."""
    found = []
    for plan, most in (
        (large.plans.opened(numbers), 2),
        (large.plans.assigned(numbers[::-1]), 3),
        (large.plans.commented(numbers), 3),
    ):
        subject, client = large.subject(plan.name, plan), large.store.client()
        for number in range(10):
            subject.ask(f"w{number}")
        before = _reads(client)
        for number in range(TRIPS):
            subject.ask(f"t{number}")
        found.append(at_most(plan.name, (_reads(client) - before - 1) / TRIPS, most, unit=""))
    return found


def _reads(client: object) -> int:
    return int(client.execute_command("INFO")["total_reads_processed"])  # type: ignore[attr-defined]


@contextmanager
def _bare(folder: Path, google: Google, store: Filled) -> Iterator[Subject]:
    folder.mkdir(parents=True, exist_ok=True)
    settings, told = stage.settings(folder, google.url, redis_url=store.server.url)
    site = stage.site(settings, told, application="benchmarks.bare:create_app()", probe="/bare")
    try:
        yield Subject("bare", Plans(google.issuer, site.url).nothing(), site, folder / "plan")
    finally:
        site.stop()


@contextmanager
def _served(store: Filled, google: Google) -> Iterator[Served]:
    functions.ensure(store.client(), replace=True)
    settings, told = stage.settings(store.folder, google.url, redis_url=store.server.url)
    site = stage.site(settings, told)
    try:
        yield Served(site, store, Plans(google.issuer, site.url), store.folder)
    finally:
        site.stop()
