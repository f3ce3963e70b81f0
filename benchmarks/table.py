"""Figures beside their targets, as a table for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, what came out, what was aimed at; `met` None where nothing is promised."""

    name: str
    value: str
    target: str = ""
    met: bool | None = None


def at_least(name: str, value: float, target: float, *, note: str = "") -> Figure:
    """A share that should not be smaller, as percentages."""
    return Figure(name, f"{value:.1%}{note}", f"≥ {target:.0%}", value >= target)


def at_most(name: str, value: float, target: float, *, unit: str = " times", note: str = "") -> Figure:
    """A number that should not be larger."""
    return Figure(name, f"{value:.2f}{unit}{note}", f"≤ {target:g}{unit}", value <= target)


def show(title: str, figures: list[Figure]) -> None:
    """Print one table."""
    print(f"\n{title}")
    name, value = max(len(f.name) for f in figures), max(len(f.value) for f in figures)
    for figure in figures:
        mark = {True: "ok", False: "MISSED", None: ""}[figure.met]
        print(
            f"  {figure.name:{name}}  {figure.value:>{value}}  {figure.target:>9}  {mark}".rstrip(),
            flush=True,
        )
