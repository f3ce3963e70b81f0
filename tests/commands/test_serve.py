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

from server.commands.web import gunicorn_command
from server.store import functions
from server.store.connection import connect
from server.store.embedded import EmbeddedServer

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0
"""For a busy machine; an idle one needs about a second for each step."""


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
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "server", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        left.append(psutil.Process(process.pid))
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == f"Randnotiz runs at {environment['RANDNOTIZ_PUBLIC_URL']}\n"
        left.extend(left[-1].children(recursive=True))
        return process

    yield start
    for one in left:
        if one.is_running():
            one.kill()
    for process in started:
        end(process)
    assert ended(left)


def health(environment: dict[str, str], path: str = "/healthz") -> int:
    return requests.get(environment["RANDNOTIZ_PUBLIC_URL"] + path, timeout=10).status_code


def end(process: subprocess.Popen[str]) -> int:
    if process.stdout is not None:
        process.stdout.close()
    return process.wait(PATIENCE_S)


def ended(processes: list[psutil.Process]) -> bool:
    """Whether all of them end; one that its new parent has not collected yet has ended."""
    deadline = time.monotonic() + PATIENCE_S
    while any(lives(one) for one in processes) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(lives(one) for one in processes)


def lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def part(process: subprocess.Popen[str], word: str) -> psutil.Process:
    """The child of `serve` whose command line has this word."""
    children = psutil.Process(process.pid).children()
    return next(child for child in children if word in " ".join([child.name(), *child.cmdline()]))


def test_it_serves_and_stops_when_asked(serve: Serve, environment: dict[str, str], tmp_path: Path) -> None:
    process = serve()
    assert (health(environment), health(environment, "/readyz")) == (200, 200)
    children = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    assert end(process) == 0
    assert ended(children)
    assert (tmp_path / "data" / "secret.key").exists()


@pytest.mark.parametrize("word", ["worker", "gunicorn", "unixsocket"])
def test_a_part_that_dies_ends_the_service(serve: Serve, word: str) -> None:
    process = serve()
    children = psutil.Process(process.pid).children(recursive=True)
    part(process, word).kill()
    assert end(process) == 1
    assert ended(children)


def test_killed_and_started_again_it_serves_again(serve: Serve, environment: dict[str, str]) -> None:
    first = serve()
    first.send_signal(signal.SIGKILL)
    end(first)
    second = serve()
    assert health(environment, "/readyz") == 200
    second.terminate()
    assert end(second) == 0


def test_a_service_that_cannot_answer_does_not_say_where_it_runs(
    environment: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "metrics"
    broken = environment | {"PYTHONPATH": str(tmp_path)}
    (tmp_path / "orjson.py").write_text("raise ImportError('broken')\n", encoding="utf-8")
    command = [sys.executable, *gunicorn_command()[1:]]
    folder.mkdir(parents=True)
    broken |= {"PROMETHEUS_MULTIPROC_DIR": str(folder), "RANDNOTIZ_REDIS_URL": "redis://127.0.0.1:1"}
    broken |= {"RANDNOTIZ_SECRET_KEY": "k" * 32}
    run = subprocess.run(
        command, cwd=ROOT, env=broken, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode != 0
    assert "runs at" not in run.stdout


def test_a_library_of_an_older_text_is_replaced(
    serve: Serve, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["RANDNOTIZ_SECRET_KEY"] = "k" * 32
    server = EmbeddedServer(tmp_path / "data" / "store")
    client = connect(server.start())
    client.execute_command("FUNCTION LOAD", functions.source() + "\n-- older")
    client.close()
    server.stop()
    process = serve()
    assert health(environment, "/readyz") == 200
    process.terminate()
    assert end(process) == 0
