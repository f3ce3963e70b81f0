"""The ways to what puts conversations right, in either client."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.outlook.desk import Desk
    from tests.browser.window import Window

TIDY = "Zusammenführen, abtrennen, verschieben …"


def tidy_card(window: Window) -> Window:
    """Open the card of all that can be put right, from the card beside a mail."""
    return window.press("Mehr …").press(TIDY)


def row(window: Window, words: str) -> Window:
    """Press a row of the card that begins with these words."""
    window.panel.get_by_role("button", name=re.compile(re.escape(words))).first.click()
    return window.settle()


def tidy_sheet(desk: Desk) -> Locator:
    """Open the dialog of all that can be put right, from the pane beside a mail."""
    desk.more(TIDY)
    sheet = desk.pane.locator("dialog[open]")
    sheet.wait_for()
    return sheet


def plan_with(desk: Desk, subject: str) -> Locator:
    """Search for another conversation, and see what merging would do."""
    sheet = tidy_sheet(desk)
    sheet.locator("#partner").fill(subject)
    desk.press("find-partner")
    sheet.locator("ul[role=list], ul").locator("[data-key^=with-]", has_text=subject).last.click()
    desk.pane.get_by_role("heading", name="Zusammenführen oder verknüpfen").wait_for()
    return sheet


def comment(desk: Desk, text: str) -> None:
    """Write a comment in the pane."""
    desk.pane.locator("#comment").fill(text)
    desk.press("send")
    desk.pane.locator(".note", has_text=text).wait_for()
