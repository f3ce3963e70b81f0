"""The private store keeps what it acknowledged, and nobody else touches its folder."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from server.domain.errors import Invalid, Unavailable
from server.store.commit import Store, Write
from server.store.embedded import EmbeddedServer
from server.store.folder import socket_path
from server.store.keys import Keys
from tests.store.servers import running

KEYS = Keys("w")


def test_it_answers_privately_and_remembers(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder) as (server, store):
        store.commit(writes=[Write("SET", KEYS.alias("m1"), ("c1",))])
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(socket_path(folder).stat().st_mode) == 0o700
        assert store.client.execute_command("CONFIG GET", "port") == {"port": "0"}
        assert os.getpgid(server.pid) == server.pid != os.getpgid(0)
    assert not server.alive()
    with running(folder) as (_, store):
        assert store.read([("GET", KEYS.alias("m1"))]) == ["c1"]


def test_every_acknowledged_write_survives_kill_9(tmp_path: Path) -> None:
    acknowledged: list[int] = []

    def write(store: Store) -> None:
        with suppress(Unavailable):
            for number in range(1_000_000):
                store.commit(
                    writes=[
                        Write("RPUSH", KEYS.activity("c1"), (number,)),
                        Write("INCR", KEYS.directory_version),
                    ]
                )
                acknowledged.append(number)

    with running(tmp_path) as (server, store):
        writer = threading.Thread(target=write, args=(store,))
        writer.start()
        while len(acknowledged) < 50:
            writer.join(0.01)
        os.kill(server.pid, signal.SIGKILL)
        writer.join(20)
        assert not writer.is_alive()
    with running(tmp_path) as (_, store):
        kept, count = store.read([("LRANGE", KEYS.activity("c1"), 0, -1), ("GET", KEYS.directory_version)])
        assert [int(number) for number in kept[: len(acknowledged)]] == acknowledged
        assert int(count) == len(kept)  # the write cut off by the kill is there wholly or not at all


def test_a_second_server_on_the_folder_is_refused_and_told_by_whom(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(Unavailable, match=f"in use by process {os.getpid()}"):
        EmbeddedServer(tmp_path, lock_seconds=0.1).start()


ORPHANING = """
import os, pathlib, sys
from server.store.embedded import EmbeddedServer
server = EmbeddedServer(pathlib.Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
os._exit(1)
"""


def test_a_server_whose_launcher_died_is_adopted_and_can_be_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ORPHANING, str(tmp_path)]
    orphan = int(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    with running(tmp_path) as (server, store):
        assert (server.adopted, server.pid) == (True, orphan)
        store.commit(writes=[Write("SET", KEYS.alias("m1"), ("c1",))])
    with running(tmp_path) as (server, store):
        assert server.adopted is False
        assert store.read([("GET", KEYS.alias("m1"))]) == ["c1"]


def test_a_server_that_keeps_the_folder_without_answering_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ORPHANING, str(tmp_path)]
    orphan = int(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    socket_path(tmp_path).unlink()
    try:
        with pytest.raises(Unavailable, match=f"in use by process {orphan}"):
            EmbeddedServer(tmp_path, lock_seconds=0.1).start()
    finally:
        os.kill(orphan, signal.SIGKILL)


def test_a_snapshot_without_a_log_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dump.rdb").write_bytes(b"REDIS0011")
    with pytest.raises(Invalid, match="would start empty"):
        EmbeddedServer(tmp_path).start()


def test_a_damaged_log_is_reported_in_the_servers_own_words(tmp_path: Path) -> None:
    with running(tmp_path):
        pass
    (tmp_path / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense\n")
    with pytest.raises(Unavailable, match="did not start"):
        EmbeddedServer(tmp_path, lock_seconds=0.2).start()
    (tmp_path / "appendonlydir" / "appendonly.aof.manifest").unlink()
    EmbeddedServer(tmp_path, lock_seconds=0.2).stop()


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("very-long-" * 10)
    with running(folder) as (_, store):
        path = socket_path(folder)
        assert len(os.fsencode(path)) <= 100
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert store.client.execute_command("PING")
    assert not path.exists()
