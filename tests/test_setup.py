"""What set-up promises: a lock that installs the same everywhere, and a browser or the words to get one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import chromium

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"\S+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", package) for package in packages)
    assert "://" not in text
    assert "--index" not in text


def test_both_locks_choose_the_same_versions() -> None:
    served, developed = (
        {*re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE)} for name in LOCKS
    )
    assert served <= developed


def test_the_chromium_on_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.ensure() == program


def test_without_a_chromium_the_command_to_get_one_is_said(tmp_path: Path) -> None:
    environment = {"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests/support/chromium.py")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "apt-get install --yes chromium" in done.stderr
