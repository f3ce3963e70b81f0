"""Backup and restore as commands: what was acknowledged before the backup is there after a crash."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner
from redis import Redis

from server.cli import main
from server.store.embedded import EmbeddedServer


def run(data: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    ours = {"RANDNOTIZ_DATA": str(data), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""} | environment
    result = CliRunner().invoke(main, list(arguments), env=ours)
    return result.exit_code, result.output


def test_what_was_acknowledged_survives_a_kill_and_a_restore(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    server = EmbeddedServer(tmp_path / "data" / "store")
    with Redis.from_url(server.start(), decode_responses=True) as client:
        client.set("before", "1")
        code, output = run(tmp_path / "data", "backup", str(file), "--json")
        client.set("after", "1")
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    assert code == 0, output
    assert json.loads(output)["bytes"] > 0
    assert file.stat().st_mode & 0o077 == 0

    code, output = run(tmp_path / "new", "restore", str(file))
    assert code == 0, output
    assert "secret key" in output
    assert not (tmp_path / "new" / "secret.key").exists()
    restored = EmbeddedServer(tmp_path / "new" / "store")
    with Redis.from_url(restored.start(), decode_responses=True) as client:
        assert (client.get("before"), client.get("after")) == ("1", None)
    restored.stop()


def test_records_are_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    server = EmbeddedServer(tmp_path / "data" / "store")
    server.start()
    server.stop()
    assert run(tmp_path / "data", "backup", str(file))[0] == 0
    assert run(tmp_path / "data", "backup", str(file))[0] == 1
    code, output = run(tmp_path / "data", "restore", str(file))
    assert code == 1
    assert "not empty" in output


@pytest.mark.parametrize("name", ["backup", "restore"])
def test_a_store_of_ones_own_is_backed_up_by_its_own_means(name: str, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    if name == "restore":
        file.touch()
    code, output = run(tmp_path, name, str(file), RANDNOTIZ_REDIS_URL="redis://127.0.0.1:1/0")
    assert code == 1
    assert "RANDNOTIZ_REDIS_URL" in output
