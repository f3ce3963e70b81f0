"""A demo as `randnotiz demo` runs it, as a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the page of a running demo is, and what mail its people have."""

    url: str

    def mail(self, agent: str, subject: str, *, label: str = "INBOX") -> str:
        """The Gmail id under which somebody has the newest mail with this in its subject or sender."""
        threads = self.read("mail", agent=agent, label=label)["threads"]
        return next(str(one["id"]) for one in threads if subject in f"{one['subject']} {one['from']}")

    def read(self, what: str, **query: str) -> Any:
        """Ask the page's own interface."""
        with urllib.request.urlopen(f"{self.url}/api/{what}?{urlencode(query)}", timeout=10) as answer:
            return json.load(answer)


def start(stack: ExitStack, folder: Path) -> Demo:
    """Run the command until the stack is left, and wait until the service behind it answers."""
    output = folder / "output"
    command = [sys.executable, "-m", "server", "demo", "--port", "0"]
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"Randnotiz demo: (\S+)", output.read_text())
        if found and answers(Demo(found[1]).read("start")["addOn"]["serviceUrl"]):
            return Demo(found[1])
        time.sleep(0.05)
    raise AssertionError(f"The demo did not start:\n{output.read_text()}")


def answers(service: str) -> bool:
    """Whether the service says that it can work."""
    try:
        with urllib.request.urlopen(f"{service}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
