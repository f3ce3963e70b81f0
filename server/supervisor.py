"""Runs the parts of the service as child processes, and none of them without the others (DECISIONS G1)."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

LOOK_EVERY_S = 0.1
AT_ONCE_S = 1.0
ATTEMPTS = 5
PR_SET_PDEATHSIG = 1


class Child(Protocol):
    """One part: started, watched and stopped by `supervise`."""

    @property
    def name(self) -> str:
        """What the operator calls it."""

    def start(self) -> None:
        """Start it, and return as soon as the next part may be started."""

    def alive(self) -> bool:
        """Say whether it still runs."""

    def stop(self) -> None:
        """End it gracefully, at the latest by force, and return when it is gone."""


@dataclass(slots=True)
class Program:
    """A command as a child: SIGTERM to stop it, SIGKILL after `patience_s`; it ends if we end."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    patience_s: float = 10.0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start the command in a session of its own: Ctrl-C reaches us alone, and we keep the order."""
        self.process = subprocess.Popen(  # noqa: S603  # the command is ours
            self.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509  # one system call, and we have no other threads
        )

    def alive(self) -> bool:
        """Say whether the command still runs."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask the command to end and wait for it."""
        if self.process is None:
            return
        if self.alive():
            self.process.terminate()
        try:
            self.process.wait(self.patience_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass(slots=True)
class Restarted:
    """A part that is started again when it dies, unless it does so at once several times running."""

    part: Child
    started_at_s: float = field(default=0.0, init=False)
    in_vain: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """What the operator calls it."""
        return self.part.name

    def start(self) -> None:
        """Start it, and remember when it was ready."""
        self.part.start()
        self.started_at_s = time.monotonic()

    def alive(self) -> bool:
        """Say whether it runs, if need be again."""
        if self.part.alive():
            return True
        at_once = time.monotonic() - self.started_at_s < AT_ONCE_S
        self.in_vain = self.in_vain + 1 if at_once else 0
        if self.in_vain >= ATTEMPTS:
            return False
        self.part.stop()
        self.start()
        return True

    def stop(self) -> None:
        """End it for good."""
        self.part.stop()


def supervise(
    children: Sequence[Child],
    *,
    stop: threading.Event,
    announce: Callable[[str], None],
) -> int:
    """Start the children in order, watch them until `stop`, and end them in the opposite order.

    Returns the exit code: 0 when asked to stop, 1 when a child died unasked; `announce` gets one line then.
    """
    started: list[Child] = []
    try:
        for child in children:
            if stop.is_set():
                return 0
            started.append(child)
            child.start()
        dead = _watch(children, stop=stop)
        if dead is not None:
            announce(f"{dead.name} ended unasked; stopping the rest")
        return 0 if dead is None else 1
    finally:
        for child in reversed(started):
            child.stop()


def _watch(children: Sequence[Child], *, stop: threading.Event) -> Child | None:
    """Wait for `stop` (None) or for a child that died (that child)."""
    while not stop.wait(LOOK_EVERY_S):
        dead = next((child for child in children if not child.alive()), None)
        if dead is not None:
            return dead
    return None


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set while the block runs."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux: have the kernel end the child when we are killed, or a web process would keep the port."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask
