"""The search box of “my work”: found, opened, cleared; by keyboard too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("refusals")
def test_a_conversation_is_found_and_opened(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read("Rechnung 4711")
    desk.more("Meine Arbeit")
    box = desk.pane.locator("[data-key=search]")
    box.wait_for()
    desk.pane.locator("[data-key=queue-mine]").focus()
    desk.page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill("rechn 471")
    box.press("Enter")
    found = desk.pane.locator("rn-work .list .item")
    expect(found.first).to_contain_text("Rechnung 4711")
    assert not desk.flaws()
    box.fill("gibtesnicht")
    box.press("Enter")
    expect(desk.pane.get_by_text("Nichts gefunden.")).to_be_visible()
    box.fill("before:gestern")
    box.press("Enter")
    expect(desk.pane.get_by_text(re.compile("gestern.*kein Datum"))).to_be_visible()
    box.press("Escape")
    expect(desk.pane.locator("[data-key=queue-mine]")).to_be_visible()
    box.fill("rechn 471")
    box.press("Enter")
    found.first.click()
    expect(desk.pane.locator("rn-facts")).to_be_visible()
