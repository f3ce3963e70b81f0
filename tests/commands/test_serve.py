"""`randnotiz serve` as an operator runs it: real store, real gunicorn, real worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("RANDNOTIZ_", "REDIS_URL"))
    }
    return ours | {
        "RANDNOTIZ_PUBLIC_URL": f"http://{bind}",
        "RANDNOTIZ_BIND": bind,
        "RANDNOTIZ_DATA": str(tmp_path / "data"),
        "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": "addon@example.com",
        "RANDNOTIZ_GOOGLE_CLIENT_ID": "client",
    }


Serve = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def serve(environment: dict[str, str]) -> Iterator[Serve]:
    """Starts `serve` and waits for its line; whatever is left of it at the end is killed."""
    left: list[psutil.Process] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "server", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        left.append(psutil.Process(process.pid))
        assert process.stdout is not None
        assert process.stdout.readline() == f"Randnotiz runs at {environment['RANDNOTIZ_PUBLIC_URL']}\n"
        left.extend(left[-1].children(recursive=True))
        return process

    yield start
    for one in left:
        if one.is_running():
            one.kill()
    psutil.wait_procs(left, timeout=5)


def health(environment: dict[str, str], path: str = "/healthz") -> int:
    return requests.get(environment["RANDNOTIZ_PUBLIC_URL"] + path, timeout=10).status_code


def end(process: subprocess.Popen[str]) -> int:
    if process.stdout is not None:
        process.stdout.close()
    return process.wait(20)


def part(process: subprocess.Popen[str], word: str) -> psutil.Process:
    """The child of `serve` whose command line has this word."""
    children = psutil.Process(process.pid).children()
    return next(child for child in children if word in " ".join([child.name(), *child.cmdline()]))


def test_it_serves_and_stops_when_asked(serve: Serve, environment: dict[str, str], tmp_path: Path) -> None:
    process = serve()
    assert (health(environment), health(environment, "/readyz")) == (200, 200)
    children = psutil.Process(process.pid).children(recursive=True)
    began = time.monotonic()
    process.terminate()
    assert end(process) == 0
    assert time.monotonic() - began < 5
    assert not psutil.wait_procs(children, timeout=5)[1]
    assert (tmp_path / "data" / "secret.key").exists()


@pytest.mark.parametrize("word", ["worker", "gunicorn", "unixsocket"])
def test_a_part_that_dies_ends_the_service(serve: Serve, word: str) -> None:
    process = serve()
    children = psutil.Process(process.pid).children(recursive=True)
    part(process, word).kill()
    assert end(process) == 1
    assert not psutil.wait_procs(children, timeout=5)[1]


def test_killed_and_started_again_it_serves_again(serve: Serve, environment: dict[str, str]) -> None:
    first = serve()
    first.send_signal(signal.SIGKILL)
    end(first)
    second = serve()
    assert health(environment, "/readyz") == 200
    second.terminate()
    assert end(second) == 0
