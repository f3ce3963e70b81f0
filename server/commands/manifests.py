"""`randnotiz manifests`: the add-on's description, filled with the address under which we are reached."""

from __future__ import annotations

from pathlib import Path
from string import Template

import click

from server.settings import LOOPBACK

TEMPLATE = Path(__file__).parents[2] / "manifests" / "gmail" / "deployment.json"


def _base(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """An https base without a path, as Google demands; http passes for a look on loopback."""
    from urllib.parse import urlsplit

    parts = urlsplit(value.rstrip("/"))
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not secure or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise click.BadParameter("give https://HOST without a path")
    return value.rstrip("/")


@click.command()
@click.option("--url", required=True, callback=_base, help="Where Google reaches us: https://HOST")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to."
)
def command(url: str, out: Path) -> None:
    """Write gmail/deployment.json for `gcloud workspace-add-ons deployments create`."""
    target = out / "gmail" / "deployment.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(render(url), encoding="utf-8")
    click.echo(target)


def render(url: str) -> str:
    """The deployment for one base URL."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(BASE_URL=url)
