"""Every bad habit of real hosts beside the real pane: it works, or says calmly what it cannot know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
INVOICE, WARRANTY = "Rechnung 4711", "Warranty claim"


@pytest.mark.parametrize("quirk", ["nobrackets", "noreply", "late", "reload", "mac", "old"])
def test_the_pane_follows_mails_and_drafts(open_outlook: Open, quirk: str) -> None:
    desk = open_outlook("eva", quirks=quirk)
    desk.read(INVOICE)
    desk.pane.locator("#comment").fill("halb")
    desk.read(WARRANTY)
    expect(desk.pane.locator("#comment")).to_have_value("")
    desk.read(INVOICE)
    expect(desk.pane.locator("#comment")).to_have_value("halb")
    desk.answer()
    expect(desk.drafting.locator(".lead .s")).to_have_text(re.compile(INVOICE))


def test_without_an_item_the_pane_shows_ones_own_work(open_outlook: Open) -> None:
    desk = open_outlook("eva", quirks="null")
    desk.choose(INVOICE)
    desk.page.get_by_role("heading", name=INVOICE).wait_for()
    expect(desk.pane.locator("rn-screen.shows-work")).to_be_visible()
    assert not desk.flaws()


def test_where_nesting_is_unknown_a_dialog_signs_in(open_outlook: Open) -> None:
    desk = open_outlook("mia", signed_in=False, quirks="nonaa")
    desk.choose(INVOICE)
    with desk.page.expect_popup() as opened:
        desk.press("signin")
    opened.value.get_by_role("link", name="Mia Berger").click()
    desk.pane.locator("rn-screen.shows-conversation").wait_for()
    expect(desk.pane.locator(".live")).to_have_text("live")


def test_a_closed_dialog_leaves_the_question_open(open_outlook: Open) -> None:
    desk = open_outlook("mia", signed_in=False, quirks="nonaa")
    with desk.page.expect_popup() as opened:
        desk.press("signin")
    opened.value.get_by_role("link", name="Mia Berger").wait_for()
    opened.value.close()
    expect(desk.pane.get_by_role("alert")).to_have_text(re.compile("nicht geklappt|versuche"))
    expect(desk.pane.locator("[data-key=signin]")).to_be_enabled()
    assert not desk.flaws()


def test_outlook_sends_when_our_check_cannot_run(open_outlook: Open) -> None:
    desk = open_outlook("eva", quirks="unavailable")
    desk.read("Praktikum und eine Frage")
    desk.answer()
    desk.send()
    desk.alert.locator("[data-key=send]").click()
    expect(desk.page.locator(".toast")).to_have_text("Gesendet")
