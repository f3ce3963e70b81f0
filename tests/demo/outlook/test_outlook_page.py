"""The page itself: its address, its lists, small screens, and both hosts beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.demo.outlook.test_office_js import INVOICE, OTHER

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from server.demo.run import RunningDemo
    from tests.demo.outlook.conftest import Pane, Show

pytestmark = pytest.mark.browser
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"


def test_everything_stands_in_the_address(show: Show, pane: Pane) -> None:
    page = show(INVOICE, lang="en", theme="dark")
    pane()
    page.get_by_role("button", name="Randnotiz").click()
    page.locator(".pane iframe").wait_for(state="detached")
    page.reload()
    page.get_by_role("heading", name=INVOICE).wait_for()
    assert page.locator(".pane iframe").count() == 0
    assert page.get_by_role("button", name="Randnotiz").get_attribute("aria-pressed") == "false"
    page.go_back()
    pane()


def test_message_ids_stay_out_of_the_address(show: Show) -> None:
    page = show(INVOICE)
    assert "huber" not in page.url
    assert "%3C" not in page.url


def test_somebody_else_keeps_the_same_mail_open(show: Show) -> None:
    page = show(INVOICE)
    page.get_by_label("Person", exact=True).select_option("mia")
    page.wait_for_url("**agent=mia**")
    page.get_by_role("heading", name=INVOICE).wait_for()


def test_both_hosts_lead_to_each_other_with_the_same_mail(show: Show) -> None:
    page = show(INVOICE)
    page.get_by_role("link", name="Dieselbe Mail in Gmail").click()
    page.locator(".reader").get_by_text("auf der Rechnung 4711 steht").first.wait_for()
    page.get_by_role("link", name="Dieselbe Mail in Outlook").click()
    page.locator(".conversation").get_by_text("auf der Rechnung 4711 steht").first.wait_for()


def test_both_hosts_stand_side_by_side(page: Page, outlook: RunningDemo) -> None:
    page.goto(f"{outlook.url}/side-by-side?gmail=mia&outlook=eva&lang=en")
    gmail, right = (page.frame_locator(f"iframe[data-side={side}]") for side in ("gmail", "outlook"))
    assert gmail.get_by_label("Person", exact=True).input_value() == "mia"
    assert right.get_by_label("Person", exact=True).input_value() == "eva"
    right.locator(".rows a", has_text=OTHER).first.click()
    right.get_by_role("heading", name=OTHER).wait_for()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_phone_shows_one_part_at_a_time(show: Show, pane: Pane, page: Page, theme: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    show(theme=theme, pane="closed")
    assert page.evaluate(OVERFLOW) == 0
    page.locator(".rows a", has_text=INVOICE).first.click()
    page.get_by_role("heading", name=INVOICE).wait_for()
    assert not page.locator(".rows").is_visible()
    assert page.evaluate(OVERFLOW) == 0
    page.get_by_role("button", name="Antworten", exact=True).click()
    assert page.get_by_label("Text der Nachricht").is_visible()
    assert page.evaluate(OVERFLOW) == 0
    page.get_by_role("button", name="Randnotiz").click()
    pane("compose")
    page.get_by_role("button", name="Schließen").click()
    assert page.get_by_label("Text der Nachricht").is_visible()
