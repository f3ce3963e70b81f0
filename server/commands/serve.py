"""`randnotiz serve`: store, web and worker as child processes of one command."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import click

from server.commands.stores import started
from server.commands.web import gunicorn_command, prepare, web_environment
from server.settings import Settings, from_environment
from server.store.embedded import EmbeddedServer
from server.supervisor import Child, Program, stop_signals, supervise


@click.command()
def command() -> None:
    """Run everything: the store (unless RANDNOTIZ_REDIS_URL names one), the web processes and the worker."""
    settings = from_environment(web=True)
    with stop_signals() as stop:
        code = supervise(
            parts(settings),
            stop=stop,
            announce=lambda line: click.echo(f"randnotiz: {line}", err=True),
        )
    sys.exit(code)


def parts(settings: Settings) -> list[Child]:
    """What has to run, in the order of starting."""
    prepare(settings)
    environment = web_environment(settings)
    worker = Program("worker", [sys.executable, "-m", "server", "worker"], environment)
    web = Program("web", gunicorn_command(), environment)
    link = FirstLink(environment)
    if settings.redis_url:
        return [worker, web, link]
    return [Store(EmbeddedServer(settings.store_folder), environment), worker, web, link]


@dataclass(slots=True)
class FirstLink:
    """The last part: tells the operator how to begin, as long as nobody can sign in as admin."""

    environment: dict[str, str]
    name: str = "first link"
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Let another process look, so that this one needs nothing of the service in its memory."""
        command = [sys.executable, "-m", "server", "admin-link", "--if-needed"]
        self.process = subprocess.Popen(command, env=self.environment)  # noqa: S603  # ours

    def alive(self) -> bool:
        """It has nothing that must go on; once it has looked, it is gone for good."""
        if self.process is not None:
            self.process.poll()
        return True

    def stop(self) -> None:
        """End it, should it still be looking."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


@dataclass(frozen=True, slots=True)
class Store:
    """The embedded server as the first child; the others learn its address from their environment."""

    server: EmbeddedServer
    environment: dict[str, str]
    name: str = "store"

    def start(self) -> None:
        """Start the server, or adopt the one that outlived us, and give it this version's functions."""
        self.environment["RANDNOTIZ_REDIS_URL"] = started(self.server)

    def alive(self) -> bool:
        """Say whether the server still runs."""
        return self.server.alive()

    def stop(self) -> None:
        """End the server; what it acknowledged is on disk."""
        self.server.stop()
