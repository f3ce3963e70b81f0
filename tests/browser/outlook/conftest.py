"""Outlook's page of the demo with the pane in it, for whoever a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.browser.running import Demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

    Open = Callable[..., "Desk"]


class Desk:
    """Somebody at Outlook: their page, and the pane beside the mail."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def pane(self) -> FrameLocator:
        """The pane as it is now; Outlook may load it anew."""
        return self.page.frame_locator("iframe[src*='/outlook/taskpane.html']")

    @property
    def drafting(self) -> FrameLocator:
        """The pane beside a draft."""
        return self.page.frame_locator("iframe[src*='/outlook/compose.html']")

    def sign_in(self) -> None:
        """Go through Microsoft's question, unless the demo remembers that it was answered."""
        asked, inside = self.pane.locator("[data-key=signin]"), self.pane.locator("[data-key=queue-mine]")
        asked.or_(inside).first.wait_for()
        if asked.is_visible():
            asked.click()
            self.page.locator("dialog button").last.click()
            inside.wait_for()

    def read(self, subject: str) -> None:
        """Open a mail, and wait for its conversation."""
        self.page.locator(".rows a", has_text=subject).first.click()
        self.pane.locator("rn-screen.shows-conversation").wait_for()

    def press(self, key: str) -> None:
        """Press what is known in the pane by this key."""
        self.pane.locator(f"[data-key='{key}']").click()


@pytest.fixture
def open_outlook(browser: Browser, demo: Demo) -> Iterator[Open]:
    """Sit somebody down at Outlook and sign them in; their pages must not fail."""
    troubles: list[str] = []
    with ExitStack() as stack:

        def opened(agent: str = "eva", **look: str) -> Desk:
            context = browser.new_context(
                viewport={"width": 1280, "height": 760}, timezone_id="Europe/Vienna", bypass_csp=True
            )
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            query = "&".join(
                f"{name}={value}" for name, value in {"agent": agent, "lang": "de", **look}.items()
            )
            page.goto(f"{demo.url}/outlook?{query}")
            desk = Desk(page)
            desk.sign_in()
            return desk

        yield opened
    assert not troubles
