"""A demo whose service can be killed while its pages, its mail and its store stay."""

from __future__ import annotations

import os
import secrets
import signal
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil

from server.bootstrap import connected, milliseconds
from server.commands import demo as command
from server.commands.web import gunicorn_command
from server.demo.delivery import deliveries
from server.demo.fake_google import FakeGoogle
from server.demo.founding import take_in_mail
from server.demo.mailstore import MailStore
from server.demo.rawmail import RawMail
from server.demo.sources import date_header
from server.store.embedded import EmbeddedServer
from server.supervisor import Program
from server.usecases.workspaces import Workspaces
from tests.browser.running import Demo, answers


class Service:
    """The web processes of a demo, to be killed and started again beside a page that stays."""

    def __init__(self, environment: dict[str, str], url: str) -> None:
        self._environment = environment
        self._url = url
        self._program = Program("web", gunicorn_command(), environment)

    def start(self) -> None:
        self._program.start()
        deadline = time.monotonic() + 60
        while not answers(self._url):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL, first the parent so that it starts no other."""
        assert self._program.process
        parent = psutil.Process(self._program.process.pid)
        children = parent.children(recursive=True)
        for process in (parent, *children):
            os.kill(process.pid, signal.SIGKILL)
        self._program.process.wait()
        psutil.wait_procs(children, timeout=10)

    def stop(self) -> None:
        self._program.stop()


@dataclass(frozen=True, slots=True)
class Fragile:
    """A demo whose service or store can be killed while its page and its mail stay."""

    demo: Demo
    service: Service
    google: FakeGoogle
    workspaces: Workspaces
    mails: MailStore
    store: EmbeddedServer

    def kill_store(self) -> None:
        """SIGKILL: the service stays, and has nothing to ask."""
        os.kill(self.store.pid, signal.SIGKILL)
        while self.store.alive():
            time.sleep(0.01)

    def start_store(self) -> None:
        """Start it again on its folder, as `serve` does when it is started again."""
        self.store.stop()
        self.store.start()

    def deliver(
        self,
        subject: str,
        *,
        sender: str = "Kim Rau <kim@rau.example>",
        to: str = "support@kontor.example",
        refers: tuple[str, ...] = (),
        taken_in: bool = True,
    ) -> str:
        """A mail comes for a mailbox; its Message-ID."""
        at = milliseconds() - 1_000
        own = f"<{secrets.token_hex(8)}@rau.example>"
        headers = [("From", sender), ("To", to), ("Subject", subject), ("Message-ID", own)]
        headers += [("References", " ".join(refers))] if refers else []
        mail = RawMail((*headers, ("Date", date_header(at))), "Guten Tag", "text/plain", 900, at)
        copies = self.mails.deliver(mail, deliveries(mail, self.mails.workspace, now=at))
        if taken_in:
            take_in_mail(self.workspaces, self.mails.workspace, copies[:1])
        return own


def start_fragile(stack: ExitStack, folder: Path) -> Fragile:
    """Run such a demo until the stack is left."""
    url = f"http://127.0.0.1:{command._free_port()}"
    running = command._stand_ins(url, 0, None)
    stack.callback(running.stop)
    settings, environment = command._settings(running, folder, url)
    store = EmbeddedServer(settings.store_folder)
    stack.callback(store.stop)
    environment["RANDNOTIZ_REDIS_URL"] = store.start()
    command._found(running, settings, environment["RANDNOTIZ_REDIS_URL"], sample=True)
    service = Service(environment, url)
    stack.callback(service.stop)
    service.start()
    workspaces = connected(settings, environment["RANDNOTIZ_REDIS_URL"])
    return Fragile(Demo(running.url), service, running.google, workspaces, running.store, store)
