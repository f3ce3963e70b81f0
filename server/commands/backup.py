"""`randnotiz backup`: one file with everything acknowledged so far, while the service runs."""

from __future__ import annotations

import json
from pathlib import Path

import click

from server.settings import SettingsError, from_environment


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(file: Path, *, as_json: bool) -> None:
    """Write the records of the embedded store to FILE, which must not exist.

    The secret key is not in it: keep that elsewhere.
    """
    from server.store.backup import backup

    settings = from_environment(keys=False)
    if settings.redis_url is not None:
        raise SettingsError(
            ("RANDNOTIZ_REDIS_URL is set; back that server up by its own means, or unset it",)
        )
    copied = backup(settings.store_folder, file)
    figures = {"file": str(file), "files": copied.files, "bytes": copied.size}
    click.echo(json.dumps(figures) if as_json else f"{file}: {copied.size:,} bytes of records")
