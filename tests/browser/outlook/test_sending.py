"""Before a second answer leaves, Outlook stops and names the colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.outlook.conftest import Open
    from tests.browser.outlook.desk import Desk

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


def stopped(desk: Desk, *words: str) -> None:
    """Press Send; a warning says these words and names Jonas."""
    desk.send()
    for word in ("Jonas", *words):
        expect(desk.alert).to_contain_text(word)


def test_a_colleagues_claim_stops_and_send_anyway_sends(open_outlook: Open, sit: Sit) -> None:
    eva = open_outlook("eva")
    eva.read("Passwort zurücksetzen")
    eva.answer()
    sit("jonas").open("Passwort zurücksetzen").press("Ich antworte").sees("Du antwortest gerade")
    stopped(eva)
    eva.alert.locator("[data-key=stay]").click()
    expect(eva.page.locator("form.composing textarea")).to_have_value("Guten Tag, das klären wir.")
    stopped(eva)
    eva.alert.locator("[data-key=send]").click()
    expect(eva.page.locator(".toast")).to_have_text("Gesendet")


def test_a_colleagues_reply_from_gmail_stops(open_outlook: Open, sit: Sit) -> None:
    eva = open_outlook("eva")
    eva.read("Lieferung unvollständig")
    eva.answer()
    jonas = sit("jonas").open("Lieferung unvollständig")
    jonas.page.get_by_role("button", name="Antworten", exact=True).click()
    jonas.page.get_by_label("Text der Mail").fill("Guten Tag, kommt morgen.")
    jonas.page.get_by_role("button", name="Senden", exact=True).click()
    jonas.page.locator(".toast").get_by_text("Mail gesendet").wait_for()
    jonas.open("Lieferung unvollständig")
    stopped(eva, "geantwortet")
    eva.alert.locator("[data-key=act]").click()
    expect(eva.drafting.locator(".lead .s")).to_be_visible()


def test_an_unseen_comment_stops(open_outlook: Open, sit: Sit) -> None:
    eva = open_outlook("eva")
    eva.read("Adresse geändert")
    eva.answer()
    eva.page.evaluate("document.querySelector('.pane [aria-label=Schließen]').click()")
    jonas = sit("jonas").open("Adresse geändert")
    jonas.panel.get_by_label(COMMENT).fill("Bitte nicht, das mache ich.")
    jonas.press("Kommentar senden").sees("Kommentare (1)")
    stopped(eva)


def test_the_choice_for_after_the_send_comes_true(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Zustellung verschoben")
    eva.answer()
    eva.drafting.locator("[data-key=after-closed]").check(force=True)
    eva.drafting.get_by_text("sobald").wait_for()
    eva.send()
    expect(eva.page.locator(".toast")).to_have_text("Gesendet")
    eva.page.locator(".folders [data-folder=sent]").click()
    eva.read("Zustellung verschoben")
    expect(eva.fact("status")).to_contain_text("Erledigt")
