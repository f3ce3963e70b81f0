"""A real Sentinel leads to the primary it watches."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from server.store.commit import Outcome, Store, Write
from server.store.connection import connect
from server.store.engine import engine
from server.store.keys import Keys
from tests.store.servers import free_port


def answers(port: int) -> bool:
    """Whether a server listens there by now."""
    try:
        with Redis(port=port) as client:
            return bool(client.ping())
    except RedisError:
        return False


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """The URL of a Sentinel that watches one primary."""
    primary, sentinel = free_port(), free_port()
    conf = tmp_path / "sentinel.conf"
    conf.write_text(f"port {sentinel}\nbind 127.0.0.1\nsentinel monitor inbox 127.0.0.1 {primary} 1\n")
    options = ["--bind", "127.0.0.1", "--dir", str(tmp_path), "--save", ""]
    started = [
        subprocess.Popen([str(engine()), "--port", str(primary), *options], stdout=subprocess.DEVNULL),
        subprocess.Popen([str(engine()), str(conf), "--sentinel"], stdout=subprocess.DEVNULL),
    ]
    try:
        deadline = time.monotonic() + 10
        while not (answers(primary) and answers(sentinel)) and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"redis+sentinel://127.0.0.1:{sentinel}/inbox/0"
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_commit_reaches_the_primary(url: str) -> None:
    client = connect(url)
    keys = Keys("w")
    assert Store(client).commit(writes=[Write("SET", keys.alias("m"), ("c",))]).outcome is Outcome.DONE
    assert Store(client).read([("GET", keys.alias("m"))]) == ["c"]
    client.close()
