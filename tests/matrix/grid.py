"""Tables as they are written on paper: a row of headings, then a word and one sign for each heading."""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[str, Mapping[str, str]]


def table(text: str) -> Table:
    """Row → column → sign; every row must fill every column."""
    heading, *lines = (line.split() for line in text.strip().splitlines() if line.strip())
    found = {name: dict(zip(heading, signs, strict=True)) for name, *signs in lines}
    assert len(found) == len(lines), "a row stands twice"
    return found
