"""`randnotiz import`: mail from files into a mailbox."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.commands.stores import json_option, opened_inbox, workspace_option

if TYPE_CHECKING:
    from server.usecases.importing import Report


@click.command(name="import")
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--mailbox", required=True, help="Id, name or address of the mailbox to import to.")
@workspace_option
@json_option
def command(paths: tuple[Path, ...], *, mailbox: str, workspace: str | None, as_json: bool) -> None:
    """Take in mbox files, Maildirs, .eml files or folders of them; only headers are read.

    Doing it again changes nothing. Mails that cannot be read are named and skipped.
    """
    from server.usecases.importing import import_mail, size_of
    from server.usecases.settings.finding import find_mailbox

    with opened_inbox(workspace) as inbox:
        box = find_mailbox(inbox.directory, mailbox)
        size = size_of(paths)
        with click.progressbar(length=size, label=f"Importing to {box.name}", file=sys.stderr) as bar:
            report = import_mail(inbox, paths, mailbox=box.id, progress=bar.update)
    _show(report, as_json=as_json)


def _show(report: Report, *, as_json: bool) -> None:
    counts = {result.value: count for result, count in report.counts.items() if result != "not_stored"}
    faults = [{"source": fault.source, "why": fault.why} for fault in report.faults]
    if as_json:
        click.echo(json.dumps({**counts, "skipped": faults}, ensure_ascii=False))
        return
    for fault in report.faults:
        click.echo(f"skipped: {fault.source} {fault.why}", err=True)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{report.taken} mails: {told}; {len(faults)} skipped")
