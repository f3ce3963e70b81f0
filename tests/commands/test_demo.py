"""`randnotiz demo` says where its page is, once, and whichever of its parts is killed comes back."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

from tests.browser.running import answers

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0
PARTS = ("valkey-server", "gunicorn", " worker")


def test_its_addresses_are_named_and_everything_behind_it_answers() -> None:
    command = [sys.executable, "-m", "server", "demo", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line, settings = process.stdout.readline(), process.stdout.readline()
            [page] = re.findall(r"https?://\S+", line)
            service = requests.get(f"{page}/api/start", timeout=30).json()["addOn"]["serviceUrl"]
            assert requests.get(f"{service}/readyz", timeout=30).status_code == 200
            assert f"{service}/admin" in settings
            assert "Google" in requests.get(f"{service}/admin", timeout=30).text
        finally:
            process.terminate()
        assert process.stdout.read() == ""
        assert process.wait(60) == 0


@pytest.fixture
def running() -> Iterator[tuple[psutil.Process, str]]:
    """The process of a demo, and where its service is."""
    command = [sys.executable, "-m", "server", "demo", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        page = process.stdout.readline().split()[2]
        yield (
            psutil.Process(process.pid),
            requests.get(f"{page}/api/start", timeout=30).json()["addOn"]["serviceUrl"],
        )
        process.terminate()
        assert process.wait(60) == 0


def test_a_part_that_is_killed_is_started_again(running: tuple[psutil.Process, str]) -> None:
    demo, service = running
    deadline = time.monotonic() + PATIENCE_S
    before = {part: _part(demo, part) for part in PARTS}
    for process in before.values():
        assert process is not None
        process.kill()
    while not all(_again(demo, part, before[part]) for part in PARTS) or not answers(service):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _again(demo: psutil.Process, part: str, before: psutil.Process | None) -> bool:
    return _part(demo, part) not in (before, None)


def _part(demo: psutil.Process, part: str) -> psutil.Process | None:
    """The child of the demo whose command says this."""
    for one in demo.children():
        try:
            if part in " ".join(one.cmdline()):
                return one
        except psutil.NoSuchProcess:
            continue
    return None
