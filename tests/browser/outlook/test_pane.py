"""Outlook's pane in a real Chromium, beside the demo's mail and on the real service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
INVOICE = "Rechnung 4711"
WARRANTY = "Warranty claim"
WITHIN_A_SECOND_MS = 1_000


def test_a_colleague_sees_who_took_it_within_a_second(open_outlook: Open) -> None:
    eva, jonas = open_outlook("eva"), open_outlook("jonas")
    for desk in (eva, jonas):
        desk.read(INVOICE)
        expect(desk.pane.locator(".live")).to_have_text("live")
    eva.press("act-take")
    expect(eva.pane.locator("[data-key=assignee]")).to_contain_text("Eva Vogt (du)")
    expect(jonas.pane.locator("[data-key=assignee]")).to_contain_text("Eva Vogt", timeout=WITHIN_A_SECOND_MS)
    eva.press("act-claim")
    banner = jonas.pane.get_by_text("Eva antwortet gerade")
    expect(banner).to_be_visible(timeout=WITHIN_A_SECOND_MS)
    expect(jonas.pane.locator(".b.primary")).to_have_count(0)
    eva.press("release")
    expect(banner).to_be_hidden(timeout=WITHIN_A_SECOND_MS)


def test_half_a_comment_survives_a_switch_and_is_gone_when_sent(open_outlook: Open) -> None:
    desk = open_outlook("eva")
    desk.read(INVOICE)
    box = desk.pane.locator("#comment")
    box.fill("Angerufen, niemand da.")
    desk.read(WARRANTY)
    expect(box).to_have_value("")
    desk.read(INVOICE)
    expect(box).to_have_value("Angerufen, niemand da.")
    box.press("Control+Enter")
    expect(desk.pane.locator(".note").last).to_have_text("Angerufen, niemand da.")
    expect(box).to_have_value("")


def test_the_offer_to_undo_leaves_the_comment_its_button(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Wo steht das Gerüst")
    desk = open_outlook("eva")
    desk.read("Wo steht das Gerüst")
    desk.press("act-take")
    expect(desk.pane.locator("[data-key=undo]")).to_be_visible()
    desk.pane.locator("#comment").fill("Ich frage nach.")
    desk.press("send")
    expect(desk.pane.locator(".note").last).to_have_text("Ich frage nach.")
    expect(desk.pane.locator("[data-key=assignee]")).to_contain_text("Eva Vogt")


def test_the_letters_of_the_keyboard_act(open_outlook: Open) -> None:
    desk = open_outlook("eva", lang="en")
    desk.read(WARRANTY)
    desk.pane.locator("[data-key=status]").focus()
    desk.page.keyboard.press("e")
    expect(desk.pane.locator("[data-key=status]")).to_contain_text("Done")
    desk.press("undo")
    expect(desk.pane.locator("[data-key=status]")).to_contain_text("Open")
    desk.pane.locator("[data-key=status]").focus()
    desk.page.keyboard.press("a")
    expect(desk.pane.get_by_role("combobox")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.pane.locator("[data-key=assignee]")).to_be_focused()
    desk.page.keyboard.press("?")
    expect(desk.pane.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(("lang", "theme"), [("de", "light"), ("en", "dark")])
def test_nothing_is_in_the_way_of_anybody(open_outlook: Open, lang: str, theme: str) -> None:
    desk = open_outlook("eva", lang=lang, theme=theme)
    desk.press("queue-unassigned")
    desk.pane.locator(".item").first.wait_for()
    assert not desk.flaws()
    desk.read(INVOICE)
    assert not desk.flaws()
    desk.press("status")
    assert not desk.flaws()


def test_a_mail_beside_a_draft_knows_its_conversation(open_outlook: Open) -> None:
    desk = open_outlook("jonas")
    desk.read(INVOICE)
    desk.page.get_by_role("button", name="Antworten", exact=True).click()
    expect(desk.drafting.locator(".lead .s")).to_have_text(re.compile(INVOICE))
    desk.drafting.locator("[data-key=after-closed]").check(force=True)
    expect(desk.drafting.locator("rn-after [role=status]")).to_have_text(re.compile("sobald"))


def test_a_conversation_sleeps_until_a_day_of_ones_own(open_outlook: Open) -> None:
    desk = open_outlook("eva")
    desk.read("Öffnungszeiten über Weihnachten")
    desk.press("wait")
    desk.pane.get_by_role("menuitem", name="Datum wählen").click()
    when = desk.pane.get_by_label("Tag und Uhrzeit")
    expect(when).to_be_focused()
    when.fill("2031-03-14T16:45")
    assert not desk.flaws()
    desk.press("until")
    expect(desk.pane.locator("[data-key=status]")).to_contain_text("14.3.2031 16:45")
