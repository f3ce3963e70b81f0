"""`randnotiz manifests`: the add-ons' descriptions, filled with the address under which we are reached."""

from __future__ import annotations

import uuid
from pathlib import Path
from urllib.parse import urlsplit

import click

from server.settings import LOOPBACK
from server.usecases.manifests import FOLDER, PACKAGE_IMAGES, TEXTS, package, render


def _base(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """An https base without a path, as Google and Microsoft demand; http passes for a look on loopback."""
    parts = urlsplit(value.rstrip("/"))
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not secure or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise click.BadParameter("give https://HOST without a path")
    return value.rstrip("/")


def _client(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The id of the app registration, as Entra shows it."""
    try:
        return str(uuid.UUID(value)) if value else None
    except ValueError:
        raise click.BadParameter("give the Application (client) ID of the app registration") from None


@click.command()
@click.option("--url", required=True, callback=_base, help="Where we are reached: https://HOST")
@click.option(
    "--client-id",
    callback=_client,
    help="Application (client) ID of the Entra app registration; without it only Gmail's files are written.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to."
)
def command(url: str, client_id: str | None, out: Path) -> None:
    """Write gmail/deployment.json, and for Outlook manifest.xml and the package of the unified manifest."""
    for side in ("gmail", "outlook") if client_id else ("gmail",):
        for name in TEXTS[side]:
            target = out / side / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(render(url, f"{side}/{name}", client_id=client_id or ""), encoding="utf-8")
            click.echo(target)
    if client_id:
        for name in PACKAGE_IMAGES:
            (out / "outlook" / name).write_bytes((FOLDER / "outlook" / name).read_bytes())
        target = out / "outlook" / "randnotiz.zip"
        target.write_bytes(package(url, client_id=client_id))
        click.echo(target)
