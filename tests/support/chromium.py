"""Finds a Chromium for the browser tests, and installs one where none is (DECISIONS G8)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BY_HAND = "apt-get update && apt-get install --yes chromium"


def find() -> Path | None:
    """The Chromium on PATH, else Playwright's own, else None."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def ensure() -> Path:
    """The Chromium to use, installed with apt if we are root; else exit with the command to run."""
    found = find()
    if found is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print("installing chromium …", file=sys.stderr)
        subprocess.run(BY_HAND, shell=True, check=False, stdout=subprocess.DEVNULL, env=environment)
        found = find()
    if found is None:
        sys.exit(f"The browser tests need Chromium. Install it, for example: sudo sh -c '{BY_HAND}'")
    return found


if __name__ == "__main__":
    print(f"Chromium: {ensure()}")
