"""How commands print what they list: a table for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import click

Row = Mapping[str, object]


def show(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print rows that share their fields."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        lines = [[name.upper().replace("_", " ") for name in rows[0]]]
        lines += [[_text(value) for value in row.values()] for row in rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            click.echo(
                "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
            )
    else:
        click.echo("none")


def show_one(row: Row, *, as_json: bool) -> None:
    """Print one row, a field a line."""
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    for name, value in row.items():
        click.echo(f"{name.replace('_', ' ')}: {_text(value)}")


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in {None, ""} else "-"
