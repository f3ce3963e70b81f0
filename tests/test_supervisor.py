"""The supervisor, with real child processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.supervisor import ATTEMPTS, Program, Restarted, stop_signals, supervise

PATIENT = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


@dataclass
class Recorded:
    """A child that writes down when it is started and stopped."""

    program: Program
    diary: list[str]

    @property
    def name(self) -> str:
        return self.program.name

    def start(self) -> None:
        self.diary.append(f"start {self.name}")
        self.program.start()

    def alive(self) -> bool:
        return self.program.alive()

    def stop(self) -> None:
        self.program.stop()
        self.diary.append(f"stop {self.name}")


def python(name: str, source: str, *, patience_s: float = 5) -> Program:
    return Program(name, [sys.executable, "-c", source], dict(os.environ), patience_s)


def soon(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def run(children: list[Recorded], stop: threading.Event) -> tuple[int, list[str]]:
    told: list[str] = []
    return supervise(children, stop=stop, announce=told.append), told


def test_a_child_that_dies_takes_the_others_down_in_order() -> None:
    diary: list[str] = []
    children = [
        Recorded(python("store", PATIENT), diary),
        Recorded(python("worker", PATIENT), diary),
        Recorded(python("web", "raise SystemExit(0)"), diary),
    ]
    code, told = run(children, threading.Event())
    assert code == 1
    assert told == ["web ended unasked; stopping the rest"]
    assert diary == ["start store", "start worker", "start web", "stop web", "stop worker", "stop store"]
    assert not any(child.alive() for child in children)


def test_asked_to_stop_it_ends_all_in_under_a_second() -> None:
    diary: list[str] = []
    children = [Recorded(python(name, PATIENT), diary) for name in ("store", "worker", "web")]
    stop = threading.Event()
    asked: list[float] = []

    def ask() -> None:
        assert soon(lambda: len(diary) == 3 and all(child.alive() for child in children))
        asked.append(time.monotonic())
        stop.set()

    threading.Thread(target=ask).start()
    code, told = run(children, stop)
    assert (code, told) == (0, [])
    assert time.monotonic() - asked[0] < 1
    assert diary[3:] == ["stop web", "stop worker", "stop store"]


def test_a_child_that_ignores_the_request_is_ended_by_force() -> None:
    child = python("web", STUBBORN, patience_s=0.3)
    child.start()
    time.sleep(0.3)
    child.stop()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_a_start_that_fails_stops_what_was_started() -> None:
    diary: list[str] = []
    missing = Recorded(Program("web", ["/nonexistent/program"], {}), diary)
    with pytest.raises(FileNotFoundError):
        run([Recorded(python("store", PATIENT), diary), missing], threading.Event())
    assert diary == ["start store", "start web", "stop web", "stop store"]


def test_a_signal_sets_the_event_and_is_ours_only_inside() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with stop_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(1)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's kernel ends children with their parent")
def test_a_killed_supervisor_leaves_no_child(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    parent = tmp_path / "parent.py"
    parent.write_text(
        "import os, sys, time\n"
        "from server.supervisor import Program\n"
        f"child = Program('web', [sys.executable, '-c', {PATIENT!r}], dict(os.environ))\n"
        "child.start()\n"
        f"open({str(tmp_path / 'draft')!r}, 'w').write(str(child.process.pid))\n"
        f"os.rename({str(tmp_path / 'draft')!r}, {str(pid_file)!r})\n"
        "time.sleep(60)\n"
    )
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, str(parent)], env={**os.environ, "PYTHONPATH": str(root)}
    ) as process:
        assert soon(pid_file.exists)
        process.kill()
    child = Path("/proc") / pid_file.read_text()
    assert soon(lambda: not child.exists() or "Z" in (child / "stat").read_text().split()[2])


def test_a_part_that_dies_at_once_is_not_started_for_ever() -> None:
    diary: list[str] = []
    part = Restarted(Recorded(python("web", "raise SystemExit(1)"), diary))
    told: list[str] = []
    assert supervise([part], stop=threading.Event(), announce=told.append) == 1
    assert diary.count("start web") == ATTEMPTS
    assert told == ["web ended unasked; stopping the rest"]
