"""`randnotiz worker`: the background work alone."""

from __future__ import annotations

import click

from server.settings import SettingsError, from_environment
from server.supervisor import stop_signals


@click.command()
def command() -> None:
    """Run the background worker alone (needs RANDNOTIZ_REDIS_URL)."""
    settings = from_environment()
    if settings.redis_url is None:
        raise SettingsError(("RANDNOTIZ_REDIS_URL is not set; set it, or run `randnotiz serve`",))
    from server.worker import run

    with stop_signals() as stop:
        run(settings, stop=stop)
