"""The running demo around an add-in that a test writes, and an Outlook page in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from server.demo.run import RunningDemo, start
from tests.demo.outlook.addin import AddInService

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    Pane = Callable[..., Frame]
    Show = Callable[..., Page]


@pytest.fixture(scope="session")
def _add_in() -> Iterator[AddInService]:
    service = AddInService()
    service.start()
    yield service
    service.server.stop()


@pytest.fixture(scope="session")
def _outlook_demo(_add_in: AddInService) -> Iterator[RunningDemo]:
    running = start(service_url=_add_in.server.url)
    _add_in.office_js = running.service_environment()["RANDNOTIZ_OFFICE_JS_URL"]
    yield running
    running.stop()


@pytest.fixture
def add_in(_add_in: AddInService) -> AddInService:
    _add_in.reset()
    return _add_in


@pytest.fixture
def outlook(_outlook_demo: RunningDemo, add_in: AddInService) -> RunningDemo:
    """The demo, with nobody signed in and no page written yet."""
    for person in _outlook_demo.workspace.people:
        _outlook_demo.entra.sign_in(person, out=True)
    return _outlook_demo


@pytest.fixture
def show(page: Page, outlook: RunningDemo) -> Show:
    """Open the Outlook page, with a mail open if its subject is named."""

    def shown(subject: str = "", *, agent: str = "eva", **query: str) -> Page:
        place = "&".join(f"{name}={value}" for name, value in {"agent": agent, **query}.items())
        page.goto(f"{outlook.url}/outlook?{place}")
        page.locator(".rows a").first.wait_for()
        if subject:
            page.locator(".rows a", has_text=subject).first.click()
            page.get_by_role("heading", name=subject).wait_for()
        return page

    return shown


@pytest.fixture
def pane(page: Page) -> Pane:
    """Give the add-in's page in the pane once Office.js is ready there."""

    def found(name: str = "taskpane") -> Frame:
        page.locator(f".pane iframe[src*='{name}'][data-ready]").wait_for()
        frame = next(one for one in page.frames if f"/{name}.html" in one.url)
        frame.evaluate("Office.onReady()")
        return frame

    return found
