"""`randnotiz admin-link`: the operator's one-time link to the guide."""

from __future__ import annotations

import time
import urllib.request

import click

from server.commands.stores import opened_workspaces, workspace_option
from server.settings import from_environment

PATIENCE_S = 60.0


@click.command()
@workspace_option
@click.option("--if-needed", is_flag=True, help="Wait for the service; nothing if it has its admin.")
def command(*, workspace: str | None, if_needed: bool) -> None:
    """Print a link that opens the guide as operator, once, within an hour.

    Whoever signs in after it becomes the first admin of a workspace that has none.
    """
    from server.usecases.first_admin import make_link, missing_admin

    settings = from_environment()
    if not settings.public_url:
        raise click.ClickException("RANDNOTIZ_PUBLIC_URL is not set: the link leads there")
    with opened_workspaces(settings) as workspaces:
        missing = missing_admin(workspaces)
        if if_needed and missing is None:
            return
        if if_needed:
            _wait_for(settings.bind)
        names = workspaces.directories.workspaces()
        chosen = workspace or missing or (names[0] if len(names) == 1 else "")
        secret = make_link(workspaces, chosen)
    hint = "randnotiz: set up (works once, for an hour): " if if_needed else ""
    click.echo(f"{hint}{settings.public_url}/admin/link/{secret}", err=if_needed)


def _wait_for(bind: str) -> None:
    """Let the service say first that it runs: a link that leads nowhere yet would only confuse."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{bind}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
