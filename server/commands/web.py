"""`randnotiz web`: the web processes alone, for machines whose store and worker run elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from server.settings import Settings, SettingsError, child_environment, from_environment

ROOT = Path(__file__).parents[2]
CONFIGURATION = Path(__file__).parents[1] / "gunicorn_conf.py"


@click.command()
def command() -> None:
    """Run the web processes alone (needs RANDNOTIZ_REDIS_URL)."""
    settings = from_environment(web=True)
    if settings.redis_url is None:
        raise SettingsError(("RANDNOTIZ_REDIS_URL is not set; set it, or run `randnotiz serve`",))
    prepare(settings)
    # The same process becomes gunicorn, so that a container's signals reach it: fresh, nothing imported yet.
    os.execve(sys.executable, gunicorn_command(), web_environment(settings))  # noqa: S606  # the command is ours


def gunicorn_command() -> list[str]:
    """How gunicorn is started; always by a fresh interpreter."""
    server = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION), "--chdir", str(ROOT)]
    return [*server, "server.app:create_app()"]


def web_environment(settings: Settings, **changes: str) -> dict[str, str]:
    """The environment of the web processes: ours, and the folder where they add up their metrics."""
    return child_environment(PROMETHEUS_MULTIPROC_DIR=str(settings.metrics_folder), **changes)


def prepare(settings: Settings) -> None:
    """Empty the folder of metrics: figures of processes long gone would be added to ours."""
    shutil.rmtree(settings.metrics_folder, ignore_errors=True)
    settings.metrics_folder.mkdir(mode=0o700, parents=True)
