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
KEPT = """Object.keys(localStorage).filter((key) => key.includes("randnotiz:"))
  .map((key) => key.split(":").slice(1).join(":"))"""


def find(desk: Desk, query: str) -> None:
    """Search in the list of one's work, and take the first that is found."""
    desk.more("Meine Arbeit")
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


@pytest.mark.usefixtures("refusals")
def test_where_mails_are_is_forgotten_when_nobody_is_signed_in(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read(SEEN)
    desk.pane.locator("#comment").fill("Halb geschrieben")
    assert "mails" in desk.frame.evaluate(KEPT)
    desk.page.route("**/api/v1/**", lambda route: route.fulfill(status=401, json={"code": "unauthenticated"}))
    desk.page.locator(".rows a").nth(3).click()
    expect(desk.pane.locator("[data-key=signin]")).to_be_visible()
    kept = desk.frame.evaluate(KEPT)
    assert "mails" not in kept
    assert [one for one in kept if one.startswith("draft:")], "what was typed waits for its author"


def test_the_next_one_at_this_browser_finds_nothing_of_the_one_before(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read(SEEN)
    desk.pane.locator("#comment").fill("Halb geschrieben")
    desk.frame.evaluate(
        "localStorage.setItem(Object.keys(localStorage).find((key) => key.endsWith('randnotiz:agent')), 'another')"
    )
    desk.page.reload()
    desk.read(SEEN)
    expect(desk.pane.locator("#comment")).to_have_value("")
    assert set(desk.frame.evaluate(KEPT)) <= {"agent", "mails"}
