"""The measures of the Outlook side, each on a service of its own."""

from __future__ import annotations

from pathlib import Path

from benchmarks import live, live_stage, pane, sendcheck

PARTS = ("live", "send-check", "pane")


def measure(folder: Path, parts: tuple[str, ...], *, quick: bool, rounds: int, seconds: float) -> None:
    """Measure these parts, and print their tables."""
    with live_stage.office(folder / "outlook", 300 if quick else 2_000) as office:
        if "live" in parts:
            live.measure(folder, office, rounds=rounds, seconds=seconds, changes=20 if quick else 200)
        if "send-check" in parts:
            sendcheck.measure(folder, office, rounds=rounds, seconds=seconds, load=live.load())
        if "pane" in parts:
            pane.measure(office, load=live.load())
