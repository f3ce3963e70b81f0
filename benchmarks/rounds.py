"""Measures several things in turn, so that a busy moment of the machine hits all of them alike."""

from __future__ import annotations

import statistics
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import Load, drive
from benchmarks.plans import Plan
from benchmarks.stage import Site


@dataclass(slots=True)
class Subject:
    """One thing to measure: a plan against a site; `changes` counts what its store has committed."""

    name: str
    plan: Plan
    site: Site
    folder: Path
    changes: Callable[[], int] = lambda: 0
    sent: int = 0
    loads: list[Load] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def prepare(self) -> None:
        """Save the plan, and look once that it is answered with what is meant."""
        self.plan.save(self.folder, self.site.url.removeprefix("http://"))
        if self.plan.answers_a_card and not self.plan.once:
            self.ask("0")

    def ask(self, nonce: str) -> None:
        """Send one request, and refuse an answer that is not a conversation's card."""
        request = urllib.request.Request(self.site.url + self.plan.path, self.plan.body(self.sent, nonce))
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as answer:
            body = answer.read()
        self.sent += 1
        if b"Rechnung" not in body or b"notification" in body:
            raise RuntimeError(f"{self.name}: the answer is no card of a conversation: {body[:300]!r}")

    def run(self, *, connections: int, seconds: float, keep: bool) -> None:
        """Measure one round; `keep` is false for one that only warms up."""
        before, changed = self.site.cpu(), self.changes()
        load = drive(self.folder, self.site.url, connections=connections, seconds=seconds, first=self.sent)
        spent = self.site.cpu() - before
        self.sent += load.requests + connections
        self._judge(load, self.changes() - changed, connections)
        if keep:
            self.loads.append(load)
            self.cpu.append(spent / max(1, load.requests))

    def _judge(self, load: Load, changed: int, connections: int) -> None:
        if load.failed:
            raise RuntimeError(f"{self.name}: {load.failed} of {load.requests} requests failed")
        if self.plan.writes and changed < load.requests * self.plan.writes * 0.95 - connections:
            raise RuntimeError(f"{self.name}: {load.requests} requests made {changed} changes only")
        if self.plan.once and self.sent > len(self.plan.rows):
            raise RuntimeError(
                f"{self.name}: there were {len(self.plan.rows)} requests, and {self.sent} were sent"
            )

    @property
    def rate(self) -> float:
        """Answers per second, the median of the rounds."""
        return statistics.median(load.rate for load in self.loads)

    @property
    def cpu_ms(self) -> float:
        """Processor time of the workers for one request, the median of the rounds."""
        return statistics.median(self.cpu) * 1000

    @property
    def p50(self) -> float:
        """Median latency in ms."""
        return statistics.median(load.p50 for load in self.loads) / 1000

    @property
    def p99(self) -> float:
        """99th percentile of latency in ms, the median of the rounds."""
        return statistics.median(load.p99 for load in self.loads) / 1000


def alternate(subjects: Sequence[Subject], *, rounds: int, connections: int, seconds: float) -> None:
    """Warm every subject up, then measure them one after the other, round by round."""
    for subject in subjects:
        subject.prepare()
        subject.run(connections=connections, seconds=1, keep=False)
    for _ in range(rounds):
        for subject in subjects:
            subject.run(connections=connections, seconds=seconds, keep=True)


def paired(subject: Subject, base: Subject) -> float:
    """How the rates of two subjects compare: the median over the rounds of each round's own ratio."""
    pairs = zip(subject.loads, base.loads, strict=True)
    return statistics.median(one.rate / other.rate for one, other in pairs)


def paired_cpu(subject: Subject, base: Subject) -> float:
    """How their processor time per request compares, in the same way."""
    return statistics.median(one / other for one, other in zip(subject.cpu, base.cpu, strict=True))
