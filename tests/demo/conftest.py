"""The running demo before a scripted service, and a page in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from server.demo.run import RunningDemo, start
from tests.demo.scripted import ScriptedService

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def _service() -> Iterator[ScriptedService]:
    service = ScriptedService()
    service.start()
    yield service
    service.hold.set()
    service.server.stop()


@pytest.fixture
def service(_service: ScriptedService) -> ScriptedService:
    _service.reset()
    return _service


@pytest.fixture(scope="session")
def _demo(_service: ScriptedService) -> Iterator[RunningDemo]:
    running = start(service_url=_service.url)
    yield running
    running.stop()


@pytest.fixture
def demo(_demo: RunningDemo, service: ScriptedService) -> RunningDemo:
    for person in _demo.workspace.people:
        _demo.relay.withhold(person, frozenset())
        _demo.google.faults.set(person.key, {})
    return _demo


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which no script fails."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-AT")
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors
