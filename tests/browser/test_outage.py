"""The service is killed while somebody types: nothing is lost, and nothing is sent twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from server.commands import demo as command
from server.commands.web import gunicorn_command
from server.store.embedded import EmbeddedServer
from server.supervisor import Program
from tests.browser.running import Demo, answers

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


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


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[tuple[Demo, Service]]:
    """A demo whose service can be killed while its page, its mail and its store stay."""
    url = f"http://127.0.0.1:{command._free_port()}"
    with ExitStack() as stack:
        running = command._stand_ins(url, 0, None)
        stack.callback(running.stop)
        settings, environment = command._settings(running, tmp_path, url)
        store = EmbeddedServer(settings.store_folder)
        stack.callback(store.stop)
        environment["RANDNOTIZ_REDIS_URL"] = store.start()
        command._found(running, settings, environment["RANDNOTIZ_REDIS_URL"], sample=True)
        service = Service(environment, url)
        stack.callback(service.stop)
        service.start()
        yield Demo(running.url), service


def test_a_killed_service_costs_no_word_and_doubles_none(sit_at: Sit, fragile: tuple[Demo, Service]) -> None:
    demo, service = fragile
    window = sit_at(demo).open("Rechnung 4711")
    window.panel.get_by_label(COMMENT).fill("Bitte Variante B")
    service.kill()
    window.press("Kommentar senden").panel.get_by_role("alert").wait_for()
    assert window.panel.get_by_label(COMMENT).input_value() == "Bitte Variante B"
    service.start()
    window.press("Erneut versuchen").sees("Kommentare (1)")
    assert window.panel.get_by_label(COMMENT).input_value() == ""
    mia = sit_at(demo, "mia").open("Rechnung 4711").sees("Kommentare (1)")
    assert mia.panel.get_by_text("Bitte Variante B").count() == 1
