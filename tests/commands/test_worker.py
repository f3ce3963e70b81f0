"""The worker as a process: killed at any point it loses nothing and does nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.conversation import Change, event
from server.store.conversations import NONE, Wanted
from server.usecases.upkeep import CLOCKWORK
from tests.store.servers import running
from tests.support.office import NOW, Office, mail, open_office

ROOT = Path(__file__).parents[2]
MANY = 60
Start = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a worker on a store; whatever still runs at the end is killed."""
    running: list[subprocess.Popen[str]] = []

    def run(url: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RANDNOTIZ")}
        environment |= {
            "RANDNOTIZ_REDIS_URL": url,
            "RANDNOTIZ_SECRET_KEY": "k" * 32,
            "RANDNOTIZ_DATA": str(tmp_path),
        }
        command = [sys.executable, "-m", "server", "worker"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stderr is not None
        assert "worker started" in process.stderr.readline()
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


def sleepers(office: Office, number: int) -> list[str]:
    """Conversations whose sleep ended a moment ago."""
    names = []
    now = office.inbox.conversations.read(NONE, Wanted(comments=0)).at
    for one in range(number):
        name = office.deliver(mail(f"{one}@x")).conversation or ""
        record = office.conversation(name)
        asleep = replace(record, snoozed_until=now - 1)
        told = event("prepared", CLOCKWORK, NOW)
        office.inbox.conversations.commit(record, Change(asleep, (told,)), request=None)
        names.append(name)
    return names


def until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_killed_again_and_again_it_wakes_everybody_once(start: Start, tmp_path: Path, workspace: str) -> None:
    with running(tmp_path / "store") as (server, store):
        office = open_office(store, workspace)
        names = sleepers(office, MANY)
        keys = office.inbox.conversations.keys
        chance = random.Random(1)
        for _ in range(3):
            process = start(server.url)
            time.sleep(chance.random() * 0.08)
            process.send_signal(signal.SIGKILL)
            process.wait()
        for member in store.read([("ZRANGE", keys.due, 0, -1)])[0]:
            store.write("ZADD", keys.due, 1, member)  # as if the leases of the dead had ended
        start(server.url)
        until(lambda: store.read([("ZCARD", keys.due)]) == [0])
        assert all(office.events(name).count("woke") == 1 for name in names)
        assert all(office.conversation(name).snoozed_until is None for name in names)


def test_asked_to_end_it_ends_at_once(start: Start, server_url: str) -> None:
    process = start(server_url)
    began = time.monotonic()
    process.terminate()
    assert process.wait(10) == 0
    assert time.monotonic() - began < 3.0  # a second, and what a busy machine adds


def test_a_store_that_is_away_is_waited_for(start: Start, tmp_path: Path) -> None:
    process = start(f"unix://{tmp_path}/nothing.sock")
    assert process.stderr is not None
    assert "cannot be reached" in process.stderr.readline()
    assert process.poll() is None
    process.terminate()
    assert process.wait(10) == 0
