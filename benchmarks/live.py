"""What changes, as it happens: how soon listeners hear it, and what a thousand of them cost the others."""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks import live_listeners, pane_browser
from benchmarks.filling import sample
from benchmarks.live_listeners import Windows
from benchmarks.live_stage import Office
from benchmarks.load import Load, drive
from benchmarks.plans import Plan
from benchmarks.table import Figure, at_least, at_most, show
from server.demo.people import sample_workspace

FEW, MANY = 200, 1_000
CONNECTIONS = 16
WRITES = 5
"""One of so many requests writes a comment, which every listener hears of; the others open a mail."""
LATE_S = 5.0


def measure(folder: Path, office: Office, *, rounds: int, seconds: float, changes: int) -> None:
    """Measure, and print the tables."""
    # The crowd first: what a listener takes is only to be seen while nobody has left anything behind.
    measure_crowd(folder, office, rounds=rounds, seconds=seconds)
    measure_delay(folder, office, changes)


def measure_delay(folder: Path, office: Office, changes: int) -> None:
    """From the answer to a change until the others hear and see it, with two hundred listening."""
    heard = heard_after(office, changes)
    figures = _spread(f"heard by {FEW} listeners", heard)
    if pane_browser.chromium() is None:
        figures.append(Figure("painted in a pane", "no Chromium"))
    else:
        figures += _spread("painted in a pane", seen_after(folder, office, changes))
    show(f"From the answer to a change until others have it, {changes} changes, {load()}", figures)


def heard_after(office: Office, changes: int) -> list[float]:
    """Milliseconds from each answer until each of the listeners had it."""
    windows = Windows(_host(office))
    try:
        if windows.open(office.tokens(FEW)):
            raise RuntimeError("listeners were refused")
        return [delay for number in range(changes) for delay in _one_change(office, windows, number)]
    finally:
        windows.close()


def seen_after(folder: Path, office: Office, changes: int) -> list[float]:
    """Milliseconds from each answer until a pane in a browser shows the change, while the others listen too."""
    with (
        live_listeners.elsewhere(_host(office), office.tokens(FEW), folder) as refused,
        pane_browser.opened(office) as pane,
    ):
        if refused:
            raise RuntimeError("listeners were refused")
        pane.read()
        return pane.seen_after(changes)


def _one_change(office: Office, windows: Windows, number: int) -> list[float]:
    time.sleep(random.uniform(0.05, 0.2))  # so that no change meets the readers in step
    conversation = sample(number % office.conversations).id
    version = office.ask("jonas", f"/conversations/{conversation}/comments", {"text": "Ich rufe an."})[
        "version"
    ]
    answered, delays = time.monotonic(), list[float]()
    while len(delays) < FEW and time.monotonic() < answered + LATE_S:
        for key, _ in windows.ready.select(0.1):
            found = [json.loads(one) for one in key.data.read()]
            if any(one["conversation"] == conversation and one["version"] == version for one in found):
                delays.append((time.monotonic() - answered) * 1000)
    if len(delays) < FEW:
        raise RuntimeError(f"only {len(delays)} of {FEW} listeners heard of a change")
    return delays


def measure_crowd(folder: Path, office: Office, *, rounds: int, seconds: float) -> None:
    """Reading and writing with nobody listening and with a thousand, in turn."""
    plan = mixed(office)
    plan.save(folder / "mixed", _host(office))
    alone, beside, memory = list[Load](), list[Load](), list[float]()
    refused = 0
    _drive(folder, office, 2.0)
    for _ in range(rounds):
        alone.append(_drive(folder, office, seconds))
        before = _resident(office)
        with live_listeners.elsewhere(_host(office), office.tokens(MANY), folder) as turned_away:
            refused += turned_away
            memory.append((_resident(office) - before) / MANY / 1000)
            beside.append(_drive(folder, office, seconds))
    failed = sum(one.failed for one in (*alone, *beside))
    share = statistics.median(one.rate / other.rate for one, other in zip(beside, alone, strict=True))
    title = f"{MANY:,} listeners, {CONNECTIONS} connections, one request of {WRITES} writes, {load()}"
    show(
        title,
        [
            _rate("nobody listens", alone),
            _rate(f"{MANY:,} listen", beside),
            at_least("requests with listeners, of those without", share, 0.70),
            at_most("refused or failed", refused + failed, 0, unit=""),
            # What is free again after the first round is used by the next.
            Figure("memory of one listener", f"{memory[0]:.1f} KB"),
        ],
    )


def mixed(office: Office) -> Plan:
    """Open mails as the pane does, and now and then comment on one."""
    rows = []
    for number in range(office.conversations):
        known = sample(number)
        if number % WRITES == 0:
            path, body = f"/conversations/{known.id}/comments", {"text": "Ich rufe morgen an."}
        else:
            path, body = "/resolve", {"message_id": f"<{known.message_id(2)}>", "subject": known.subject}
        rows.append((f"/api/v1{path}", json.dumps(body)))
    token = office.token(sample_workspace().person("jonas"))
    headers = ("Accept-Language: de", f"Authorization: Bearer {token}", "Idempotency-Key: {nonce}")
    return Plan("mixed", "{1}", "{2}", rows, headers=headers)


def load() -> str:
    """The load of the machine, which figures of time depend on."""
    return f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _drive(folder: Path, office: Office, seconds: float) -> Load:
    first = random.randrange(office.conversations)  # where in the corpus to begin
    return drive(folder / "mixed", office.site.url, connections=CONNECTIONS, seconds=seconds, first=first)


def _rate(name: str, loads: Sequence[Load]) -> Figure:
    rate = statistics.median(one.rate for one in loads)
    p50, p99 = (statistics.median(getattr(one, name) for one in loads) / 1000 for name in ("p50", "p99"))
    return Figure(name, f"{rate:,.0f} per s, p50 {p50:.1f} ms, p99 {p99:.1f} ms")


def _spread(name: str, delays: Sequence[float]) -> list[Figure]:
    ordered = sorted(delays)
    p50, p99 = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return [
        at_most(f"{name}, p50", p50, 300, unit=" ms"),
        at_most(f"{name}, p99", p99, 1000, unit=" ms"),
    ]


def _resident(office: Office) -> int:
    return sum(psutil.Process(worker).memory_info().rss for worker in office.site.workers())


def _host(office: Office) -> str:
    return office.site.url.removeprefix("http://")
