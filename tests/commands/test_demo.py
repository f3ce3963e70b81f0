"""`randnotiz demo` says where its page is, once, when there is something behind it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]


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
