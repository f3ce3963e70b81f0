"""Who may not act, what is not the team's, and every size, colour and language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
INVOICE = "Rechnung 4711"
TOO_WIDE = """() => [...document.querySelectorAll("#pane, #pane *")]
  .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).overflowX === "visible" && getComputedStyle(one).display !== "inline")
  .filter((one) => !one.classList.contains("sr"))
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)"""


def test_a_viewer_reads_and_comments_and_no_more(open_outlook: Open) -> None:
    desk = open_outlook("lena")
    desk.read(INVOICE)
    expect(desk.fact("status")).to_have_attribute("aria-disabled", "true")
    expect(desk.pane.locator("rn-actions button")).to_have_count(0)
    expect(desk.pane.locator("#comment")).to_be_visible()
    assert not desk.flaws()


@pytest.mark.usefixtures("refusals")
def test_somebody_of_no_team_is_asked_for_the_code(open_outlook: Open) -> None:
    desk = open_outlook("tom")
    desk.pane.locator("#code").fill("FALSCH-CODE")
    desk.press("link")
    expect(desk.pane.get_by_role("alert")).not_to_be_empty()
    assert not desk.flaws()


def test_of_a_private_mail_nothing_leaves_the_browser(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    desk.choose("Heute Abend")
    expect(desk.pane.locator("rn-screen.shows-calm h1")).to_have_text(re.compile("keinem Team-Postfach"))
    asked = [one for one in sent if "/api/v1/" in one]
    assert not [one for one in asked if "resolve" in one or "familie.example" in one or "Heute" in one]
    assert not desk.flaws()


def test_several_selected_mails_are_none(open_outlook: Open) -> None:
    """How many they are, Outlook tells only to add-ins that may write."""
    desk = open_outlook("eva")
    desk.read(INVOICE)
    boxes = desk.page.locator(".rows input[type=checkbox]")
    boxes.nth(1).check(force=True)
    boxes.nth(2).check(force=True)
    expect(desk.pane.locator("rn-screen.shows-work")).to_be_visible()
    assert not desk.flaws()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_there_is_room_for_everything_at_twice_the_size(open_outlook: Open, lang: str, theme: str) -> None:
    desk = open_outlook("mia", lang=lang, theme=theme)
    desk.frame.evaluate("document.documentElement.style.fontSize = '200%'")
    desk.press("queue-unassigned")
    desk.pane.locator(".item").first.wait_for()
    assert desk.frame.evaluate(TOO_WIDE) == []
    desk.read("Rückfrage zu unserer Rückfrage")
    assert desk.frame.evaluate(TOO_WIDE) == []
    assert desk.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not desk.flaws()
    desk.press("status")
    assert desk.frame.evaluate(TOO_WIDE) == []


def test_the_keys_are_listed_on_demand(open_outlook: Open) -> None:
    desk = open_outlook("eva")
    desk.read(INVOICE)
    desk.fact("status").focus()
    desk.page.keyboard.press("?")
    desk.pane.get_by_role("dialog").wait_for()
    assert not desk.flaws()
    desk.page.keyboard.press("Escape")
    expect(desk.pane.get_by_role("dialog")).to_be_hidden()
