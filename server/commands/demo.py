"""`randnotiz demo`: the product on sample mail, with stand-ins for Gmail and for Google's tokens, on loopback."""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from server.demo.run import RunningDemo
    from server.settings import Settings
    from server.supervisor import Child


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8080,
    show_default=True,
    help="Port of the page; 0 takes a free one.",
)
@click.option(
    "--mail",
    type=click.Path(exists=True, path_type=Path),
    help="Show this mbox, Maildir, .eml file or folder instead of the sample mail.",
)
def command(*, port: int, mail: Path | None) -> None:
    """Run the product on sample mail beside a page that behaves like Gmail; all of it is gone at the end."""
    service = f"http://127.0.0.1:{_free_port()}"
    with tempfile.TemporaryDirectory(prefix="randnotiz-demo-") as folder:
        demo = _stand_ins(service, port, mail)
        try:
            settings, environment = _settings(demo, Path(folder), service)
            founding = _Founding(demo, settings, environment, sample=mail is None)
            code = _run(founding, service=service, page=demo.url)
        finally:
            demo.stop()
    sys.exit(code)


def _stand_ins(service: str, port: int, mail: Path | None) -> RunningDemo:
    """The fake of Google and the page."""
    from server.demo.run import start

    try:
        return start(service_url=service, mail=mail, port=port)
    except OSError as error:
        text = f"port {port} is taken; choose another one with --port, or make demo PORT=…"
        raise click.ClickException(text) from error


def _settings(demo: RunningDemo, folder: Path, service: str) -> tuple[Settings, dict[str, str]]:
    """The settings of the service, and the environment that says the same to its processes."""
    from server.commands.web import prepare, web_environment
    from server.settings import read

    told = demo.service_environment() | {
        "RANDNOTIZ_DATA": str(folder),
        "RANDNOTIZ_BIND": service.removeprefix("http://"),
        "RANDNOTIZ_MAIL_RECEIVERS": ",".join(demo.workspace.receivers),
        "RANDNOTIZ_LOG_LEVEL": "warning",
    }
    settings = read(told, web=True)
    prepare(settings)
    return settings, web_environment(settings, **told)


def _found(demo: RunningDemo, settings: Settings, url: str, *, sample: bool) -> None:
    """Put the sample workspace and what is there already into the store."""
    from server.bootstrap import connected
    from server.demo import founding

    workspaces = connected(settings, url)
    foreign = () if sample else demo.store.busiest_addresses(founding.LOOKED_AT)
    founding.found(workspaces, demo.workspace, foreign=foreign)
    founding.take_in_mail(workspaces, demo.workspace, demo.store.mails())


def _run(founding: _Founding, *, service: str, page: str) -> int:
    """All parts until somebody ends them; any may be killed to see what the people at their mail notice."""
    from server.commands.serve import Store
    from server.commands.web import gunicorn_command
    from server.store.embedded import EmbeddedServer
    from server.supervisor import Program, Restarted, stop_signals, supervise

    environment = founding.environment
    web = Program("web", gunicorn_command(), environment)
    with stop_signals() as stop:
        children: list[Child] = [
            Restarted(Store(EmbeddedServer(founding.settings.store_folder), environment)),
            founding,
            Restarted(Program("worker", [sys.executable, "-m", "server", "worker"], environment)),
            Restarted(web),
            _Greeting(web, service, page, stop),
        ]
        return supervise(
            children, stop=stop, announce=lambda line: click.echo(f"randnotiz: {line}", err=True)
        )


@dataclass(frozen=True, slots=True)
class _Founding:
    """The part between the store and the service: puts the sample into the store, once."""

    demo: RunningDemo
    settings: Settings
    environment: dict[str, str]
    sample: bool
    name: str = "founding"

    def start(self) -> None:
        """Fill the store that has just been started."""
        _found(self.demo, self.settings, self.environment["RANDNOTIZ_REDIS_URL"], sample=self.sample)

    def alive(self) -> bool:
        """It has nothing that could die."""
        return True

    def stop(self) -> None:
        """It has nothing to end."""


@dataclass(frozen=True, slots=True)
class _Greeting:
    """The last part: says where the page is, once the service behind it answers."""

    web: Child
    service: str
    page: str
    stopping: threading.Event
    name: str = "greeting"

    def start(self) -> None:
        """Wait for the service as long as there is one to wait for."""
        while self.web.alive() and not self.stopping.wait(0.1):
            if _answers(self.service):
                click.echo(f"Randnotiz demo: {self.page}  (end it with Ctrl+C)")
                click.echo(f"Settings: {self.service}/admin  (Mia Berger is admin)")
                return

    def alive(self) -> bool:
        """It has nothing that could die."""
        return True

    def stop(self) -> None:
        """It has nothing to end."""


def _answers(service: str) -> bool:
    try:
        with urllib.request.urlopen(f"{service}/healthz", timeout=5) as answer:  # noqa: S310  # on loopback
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
