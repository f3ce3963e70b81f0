"""The load generator: wrk where it is installed, else a client of our own on raw sockets."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks import sockets

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What came back in one round; latencies in microseconds."""

    requests: int
    seconds: float
    size: float
    failed: int
    p50: int
    p99: int

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.requests / self.seconds


def generator() -> str:
    """The name of what makes the load."""
    return "wrk" if shutil.which("wrk") else "own client (apt-get install wrk for a lighter one)"


def drive(plan: Path, url: str, *, connections: int, seconds: float, first: int = 0) -> Load:
    """Send a saved plan's requests, beginning with number `first`, for so long; each answer calls the next request."""
    run = secrets.token_hex(5)
    found = (
        _wrk(plan, url, connections, seconds, first, run)
        if shutil.which("wrk")
        else sockets.drive(plan, urlsplit(url).netloc, connections, seconds, first, run)
    )
    return Load(
        requests=found["requests"],
        seconds=found["us"] / 1e6,
        size=found["bytes"] / max(1, found["requests"]),
        failed=found["failed"],
        p50=found["p50"],
        p99=found["p99"],
    )


def _wrk(plan: Path, url: str, connections: int, seconds: float, first: int, run: str) -> dict[str, int]:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", str(SCRIPT), url]
    told = {"PLAN": str(plan), "FIRST": str(first), "RUN": run}
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=True)
    found: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
