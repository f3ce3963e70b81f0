"""What is found opens as a mail in Outlook where the pane knows which one it is, and says so where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.outlook.conftest import Open
    from tests.browser.outlook.desk import Desk

pytestmark = pytest.mark.browser
SEEN = "Rechnung 4711"


def find(desk: Desk, query: str) -> None:
    """Search in the list of one's work, and take the first that is found."""
    desk.press("more")
    desk.pane.get_by_role("menuitem", name="Meine Arbeit").click()
    box = desk.pane.locator("[data-key=search]")
    box.fill(query)
    box.press("Enter")
    desk.pane.locator("rn-work .list .item").first.click()


def test_a_mail_that_was_open_before_opens_again(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read(SEEN)
    desk.page.locator(".rows a").nth(3).click()
    desk.pane.locator("rn-screen.shows-conversation").wait_for()
    find(desk, "rechnung 4711")
    expect(desk.page.locator("article h1")).to_contain_text(SEEN)
    expect(desk.pane.locator("rn-facts")).to_be_visible()
    expect(desk.pane.locator("rn-where")).to_have_count(0)


def test_of_a_mail_that_was_never_open_the_conversation_is_shown_with_a_word(open_outlook: Open) -> None:
    desk = open_outlook("lena")
    desk.read(SEEN)
    find(desk, "angebot")
    expect(desk.pane.locator("rn-facts")).to_be_visible()
    expect(desk.pane.get_by_text("Outlook kann diese Mail von hier nicht öffnen")).to_be_visible()
    expect(desk.page.locator("article h1")).to_contain_text(SEEN)
    assert not desk.flaws()
