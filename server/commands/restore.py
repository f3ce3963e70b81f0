"""`randnotiz restore`: a backup back into an empty data folder."""

from __future__ import annotations

import json
from pathlib import Path

import click

from server.settings import SettingsError, from_environment


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(file: Path, *, as_json: bool) -> None:
    """Bring the records of FILE back into RANDNOTIZ_DATA; its store must be empty, the service stopped."""
    from server.store.backup import restore

    settings = from_environment(keys=False)
    if settings.redis_url is not None:
        raise SettingsError(("RANDNOTIZ_REDIS_URL is set; restore works on the embedded store: unset it",))
    copied = restore(file, settings.store_folder)
    figures = {"folder": str(settings.store_folder), "files": copied.files, "bytes": copied.size}
    click.echo(
        json.dumps(figures) if as_json else f"{settings.store_folder}: {copied.size:,} bytes of records"
    )
    if not as_json:
        click.echo("Put the secret key back as well, if it is not there yet.")
