"""`randnotiz settings`: the settings of a workspace as a file under version control."""

from __future__ import annotations

import json
from typing import IO

import click

from server.commands.showing import show
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.errors import Invalid

NOT_CARRIED = (
    "Not carried: domains and tenants, linked accounts and codes, API tokens, webhooks, people who left."
)


@click.group()
def command() -> None:
    """Write the settings of a workspace to a file, or bring such a file in."""


@command.command(name="export")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="Default: print it."
)
@workspace_option
def export(*, output: IO[str], workspace: str | None) -> None:
    """Write everything that can be imported again as JSON, always in the same order; no secret is in it."""
    from server.usecases.settings.exporting import export_settings

    with opened_inbox(workspace) as inbox:
        told = export_settings(inbox)
    output.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    click.echo(NOT_CARRIED, err=True)


@command.command(name="import")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")
@workspace_option
@json_option
def import_(file: IO[str], *, dry_run: bool, workspace: str | None, as_json: bool) -> None:
    """Bring in FILE (- reads stdin): what it names becomes so, what it does not name stays.

    Whoever is new is invited; `randnotiz agent set ADDRESS --new-code` shows a code for them.
    """
    from server.usecases.settings.importing import import_settings, plan

    try:
        raw = json.load(file)
    except ValueError as error:
        raise Invalid("This file is not JSON: %(reason)s", reason=str(error)) from error
    with opened_inbox(workspace) as inbox:
        steps = (plan if dry_run else import_settings)(inbox, raw)
    rows = [{"act": s.act, "kind": s.kind, "name": s.name, "changed": s.changed} for s in steps]
    show(rows, as_json=as_json)
    click.echo(NOT_CARRIED, err=True)
