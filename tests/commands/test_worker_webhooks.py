"""Webhooks delivered by the worker as a process, killed again and again: every event arrives, known by its id."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from server.bootstrap import milliseconds
from server.domain.administering import OPERATOR
from server.providers.guarded import Guarded
from server.usecases.webhooks import Wish, create_webhook
from tests.store.servers import running
from tests.support.https import Receiver, receiving
from tests.support.office import mail, open_office

ROOT = Path(__file__).parents[2]


def worker(url: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RANDNOTIZ")}
    environment |= {
        "RANDNOTIZ_REDIS_URL": url,
        "RANDNOTIZ_SECRET_KEY": "k" * 32,
        "RANDNOTIZ_DATA": str(folder),
        "RANDNOTIZ_PUBLIC_URL": "http://localhost:8080",
    }
    command = [sys.executable, "-m", "server", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)


def arrived(receiver: Receiver) -> set[str]:
    return {one.headers["webhook-id"] for one in receiver.received}


def test_every_event_arrives_though_workers_are_killed(workspace: str, tmp_path: Path) -> None:
    # A store of its own: a worker goes round every workspace that it finds.
    with running(tmp_path / "store") as (server, store), receiving(None) as receiver:
        office = open_office(store, workspace)
        office.time[0] = milliseconds()
        wish = Wish("Hook", receiver.url(scheme="http"), ("support",))
        create_webhook(office.inbox, OPERATOR, wish, outside=Guarded(loopback=True))
        for number in range(10):
            office.deliver(mail(f"m{number}@x"))
        first = worker(server.url, tmp_path)
        try:
            wait_for(lambda: len(receiver.received) > 0)
        finally:
            first.kill()
            first.wait()
        # Its lease is nobody's after two minutes; here it is taken away at once.
        keys = office.inbox.conversations.keys
        (known,) = office.inbox.directory.webhooks
        store.write("HDEL", keys.webhook_state(known), "lease")
        second = worker(server.url, tmp_path)
        try:
            wait_for(lambda: len(arrived(receiver)) == 20)
        finally:
            second.kill()
            second.wait()
        assert len(receiver.received) <= 21, "at most the one under way came twice"


def wait_for(ready: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not ready() and time.monotonic() < ends:
        time.sleep(0.02)
    assert ready()
