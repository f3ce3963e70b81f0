"""What was acknowledged before a backup began is in it, and comes back."""

from __future__ import annotations

import os
import signal
import stat
import tarfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from redis.exceptions import ResponseError

from server.domain.errors import Invalid
from server.store.backup import backup, restore
from server.store.commit import Store, Write
from server.store.keys import Keys
from tests.store.servers import running

KEYS = Keys("w")
STEP = [Write("RPUSH", KEYS.activity("c1"), ("{}",)), Write("INCR", KEYS.directory_version)]


def counts(store: Store) -> tuple[int, int]:
    """How many steps the two keys of a step tell of."""
    length, counter = store.read([("LLEN", KEYS.activity("c1")), ("GET", KEYS.directory_version)])
    return int(length), int(counter)


def test_a_store_killed_after_its_backup_comes_back_from_it(tmp_path: Path) -> None:
    with running(tmp_path / "data") as (server, store):
        for _ in range(20):
            store.commit(writes=STEP)
        copied = backup(tmp_path / "data", tmp_path / "copy.tar.gz")
        os.kill(server.pid, signal.SIGKILL)
    assert stat.S_IMODE((tmp_path / "copy.tar.gz").stat().st_mode) == 0o600
    assert restore(tmp_path / "copy.tar.gz", tmp_path / "again") == copied
    with running(tmp_path / "again") as (_, store):
        assert counts(store) == (20, 20)


def test_a_backup_under_writes_and_rewrites_is_whole(tmp_path: Path) -> None:
    done, ended = 0, threading.Event()

    def write(store: Store) -> None:
        nonlocal done
        while not ended.is_set():
            store.commit(writes=STEP)
            done += 1

    with running(tmp_path / "data") as (_, store):
        writer = threading.Thread(target=write, args=(store,))
        writer.start()
        try:
            floors = []
            for number in range(4):
                with suppress(ResponseError):  # the last one may still be at it
                    store.client.execute_command("BGREWRITEAOF")
                floors.append(done)
                backup(tmp_path / "data", tmp_path / f"{number}.tar.gz")
        finally:
            ended.set()
            writer.join()
    for number, floor in enumerate(floors):
        restore(tmp_path / f"{number}.tar.gz", tmp_path / f"again{number}")
        with running(tmp_path / f"again{number}") as (_, store):
            steps, counter = counts(store)
            assert steps == counter >= floor


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A backup of a store with one step in it."""
    with running(tmp_path / "data") as (_, store):
        store.commit(writes=STEP)
        backup(tmp_path / "data", tmp_path / "copy.tar.gz")
    return tmp_path / "copy.tar.gz"


def test_nothing_but_the_log_is_in_it(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as archive:
        names = archive.getnames()
    assert all(name.startswith("appendonlydir/") for name in names[:-1])
    assert not list(tmp_path.glob("*.partial"))


def test_a_folder_that_holds_anything_is_left_alone(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(Invalid, match="not empty"):
        restore(saved, tmp_path / "full")
    with pytest.raises(Invalid, match="exists already"):
        backup(tmp_path / "data", saved)
    with pytest.raises(Invalid, match="no data"):
        backup(tmp_path / "full", tmp_path / "other.tar.gz")


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_a_damaged_backup_brings_nothing_back(saved: Path, tmp_path: Path, cut: int) -> None:
    saved.write_bytes(saved.read_bytes()[:cut])
    with pytest.raises(Invalid, match="damaged"):
        restore(saved, tmp_path / "again")
    assert list((tmp_path / "again").iterdir()) == []


def test_an_archive_that_is_no_backup_brings_nothing_back(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "evil", arcname="appendonlydir/../../evil")
    with pytest.raises(Invalid, match="none of ours"):
        restore(tmp_path / "x.tar.gz", tmp_path / "again")
    assert list((tmp_path / "again").iterdir()) == []
