"""One demo per process of tests, one Chromium, and a window for whoever a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.browser.running import Demo, start
from tests.browser.window import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    Sit = Callable[..., Window]

PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with ExitStack() as stack:
        yield start(stack, tmp_path_factory.mktemp("demo"))


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What the consoles complained about; there must be nothing."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def sit_at(browser: Browser, troubles: list[str]) -> Iterator[Sit]:
    """Sit somebody down at a demo, in a browser of their own."""
    with ExitStack() as stack:

        def sit(demo: Demo, agent: str = "jonas", *, width: int = 1440, **look: str) -> Window:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, locale="de-AT", timezone_id="Europe/Vienna"
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            return Window(page, demo, agent, look)

        yield sit


@pytest.fixture
def sit(sit_at: Sit, demo: Demo) -> Sit:
    """Sit somebody down at the demo that all tests of this process share."""
    return lambda agent="jonas", **look: sit_at(demo, agent, **look)
