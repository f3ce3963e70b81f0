"""Outlook's page of the demo with the pane in it, for whoever a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.browser.fragile import Fragile, start_fragile
from tests.browser.outlook.desk import Desk
from tests.browser.running import Demo

Open = Callable[..., Desk]
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fragile]:
    """One demo for all tests beside Outlook, whose service can be killed."""
    with ExitStack() as stack:
        yield start_fragile(stack, tmp_path_factory.mktemp("outlook"))


@pytest.fixture(scope="session")
def demo(fragile: Fragile) -> Demo:
    return fragile.demo


@pytest.fixture
def open_outlook(browser: Browser, demo: Demo, troubles: list[str]) -> Iterator[Open]:
    """Sit somebody down at Outlook and sign them in (`deaf` hears of no change); consoles must not complain."""
    with ExitStack() as stack:

        def opened(agent: str = "eva", *, signed_in: bool = True, deaf: bool = False, **look: str) -> Desk:
            context = browser.new_context(
                viewport={"width": 1280, "height": 760}, timezone_id="Europe/Vienna", bypass_csp=True
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            if deaf:
                page.route("**/api/v1/live*", lambda route: route.abort())
            desk = Desk(page)
            page.goto(f"{demo.url}/outlook?{urlencode({'agent': agent, 'lang': 'de', **look})}")
            if signed_in:
                desk.sign_in()
            return desk

        yield opened


@pytest.fixture
def refusals(troubles: list[str]) -> Iterator[None]:
    """Let the service refuse or be gone: the browser writes that to the console, whoever copes with it."""
    yield
    troubles[:] = [one for one in troubles if "Failed to load resource" not in one]
