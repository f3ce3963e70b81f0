"""The service is killed while somebody types: nothing is lost, and nothing is sent twice."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
import pytest

from server.commands import demo as command
from server.commands.web import gunicorn_command
from server.demo.fake_google import FakeGoogle
from server.store.embedded import EmbeddedServer
from server.supervisor import Program
from tests.browser.running import Demo, answers

if TYPE_CHECKING:
    from playwright.sync_api import Route

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


@dataclass(frozen=True, slots=True)
class Fragile:
    """A demo whose service can be killed while its page, its mail and its store stay."""

    demo: Demo
    service: Service
    google: FakeGoogle


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fragile]:
    url = f"http://127.0.0.1:{command._free_port()}"
    with ExitStack() as stack:
        running = command._stand_ins(url, 0, None)
        stack.callback(running.stop)
        settings, environment = command._settings(running, tmp_path_factory.mktemp("fragile"), url)
        store = EmbeddedServer(settings.store_folder)
        stack.callback(store.stop)
        environment["RANDNOTIZ_REDIS_URL"] = store.start()
        command._found(running, settings, environment["RANDNOTIZ_REDIS_URL"], sample=True)
        service = Service(environment, url)
        stack.callback(service.stop)
        service.start()
        yield Fragile(Demo(running.url), service, running.google)


def test_a_killed_service_costs_no_word_and_doubles_none(
    sit_at: Sit, fragile: Fragile, troubles: list[str]
) -> None:
    window = sit_at(fragile.demo).open("Rechnung 4711")
    window.panel.get_by_label(COMMENT).fill("Bitte Variante B")
    fragile.service.kill()
    window.press("Kommentar senden").panel.get_by_role("alert").wait_for()
    assert window.panel.get_by_label(COMMENT).input_value() == "Bitte Variante B"
    fragile.service.start()
    window.press("Erneut versuchen").sees("Kommentare (1)")
    assert window.panel.get_by_label(COMMENT).input_value() == ""
    mia = sit_at(fragile.demo, "mia").open("Rechnung 4711").sees("Kommentare (1)")
    assert mia.panel.get_by_text("Bitte Variante B").count() == 1
    # A card's pictures come from the service too, and the browser may have been loading one.
    troubles[:] = [one for one in troubles if "Failed to load resource" not in one]


def test_an_answer_lost_on_its_way_is_asked_for_again_without_acting_twice(sit: Sit) -> None:
    window = sit("mia").open("Beratung vor Ort")
    window.panel.get_by_label(COMMENT).fill("Termin am Montag?")
    window.page.route("**/api/relay*", _lose)
    window.press("Kommentar senden").panel.get_by_role("alert").wait_for()
    window.page.unroute("**/api/relay*", _lose)
    window.press("Kommentar senden").sees("Kommentare (1)")
    assert window.panel.get_by_role("alert").count() == 0


def _lose(route: Route) -> None:
    assert route.fetch().json()["status"] == 200
    route.fulfill(json={"status": 0, "card": None, "fault": "lost"})


@pytest.mark.parametrize(
    ("lang", "subject", "said", "retry"),
    [
        ("de", "Adresse geändert", "Gmail hat gerade ein Problem", "Erneut versuchen"),
        ("en", "Rückruf wegen Termin", "Gmail has a problem just now", "Try again"),
    ],
)
def test_a_failing_gmail_is_explained_and_tried_again(
    sit_at: Sit, fragile: Fragile, lang: str, subject: str, said: str, retry: str
) -> None:
    fragile.google.faults.set("eva", {"messages": 503})
    window = sit_at(fragile.demo, "eva", lang=lang).open(subject).sees(re.compile(said))
    fragile.google.faults.set("eva", {})
    window.press(retry).sees("support@")
