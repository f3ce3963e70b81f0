"""A draft that is written in Gmail and checked in Outlook, and the other way round, until it stands in a reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
TEXT = "Guten Tag,\ndie Kaution kostet 300 Euro.\n<b>Ihr Team</b>"


def test_asked_in_gmail_changed_in_outlook_and_used_in_gmail(open_outlook: Open, sit: Sit) -> None:
    subject = "Deposit for holiday flat"
    jonas, eva = sit("jonas").open(subject), open_outlook("eva")
    jonas.press("Mehr …").press("Entwurf prüfen lassen …")
    jonas.panel.get_by_label("Vorgeschlagene Antwort").fill(TEXT)
    jonas.pick("Wer soll prüfen?", "Ev", "Eva Vogt")
    jonas.press("Um Prüfung bitten").sees("Wartet auf Eva Vogt")
    expect(eva.pane.locator("[data-key=queue-reviews]")).to_contain_text("1")
    eva.read(subject)
    eva.press("draft-open")
    shown = eva.pane.locator(".drafted")
    expect(shown).to_have_text(TEXT)
    assert shown.locator("b").count() == 0, "a text is no markup"
    eva.pane.locator("#draft-proposal").fill(TEXT.replace("300", "250"))
    eva.press("draft-edit")
    expect(eva.pane.locator(".drafted ins")).to_contain_text("250")
    expect(eva.pane.locator(".drafted del")).to_contain_text("300")
    jonas.refresh().sees("Geändert von Eva Vogt")
    jonas.panel.get_by_text("Geändert von Eva Vogt").click()
    jonas.settle().press("In eine Antwort übernehmen")
    jonas.panel.get_by_text("Entwurf von").wait_for(state="detached")
    expect(eva.pane.locator("rn-draftline .banner")).to_have_count(0)


def test_asked_in_outlook_returned_in_gmail_and_used_in_outlook(open_outlook: Open, sit: Sit) -> None:
    subject = "Lieferung unvollständig"
    eva, mia = open_outlook("eva"), sit("mia")
    eva.read(subject)
    eva.press("tab-draft")
    eva.pane.locator("#draft-text").fill("Wir liefern nach.")
    eva.pane.locator("#draft-reviewer").select_option(label="Mia Berger")
    eva.press("draft-ask")
    expect(eva.pane.locator(".drafting")).to_contain_text("Wartet auf Mia Berger")
    mia.home().sees("Entwürfe zu prüfen")
    mia.open(subject).sees("Wartet auf dich")
    mia.panel.get_by_text("Wartet auf dich").click()
    mia.settle().panel.get_by_label("Was anders werden soll").fill("Bitte mit Datum.")
    mia.press("Mit diesem Kommentar zurückgeben").sees("Zurückgegeben von Mia Berger")
    mia.sees("Bitte mit Datum.")
    expect(eva.pane.locator(".drafting")).to_contain_text("Zurückgegeben von Mia Berger")
    eva.pane.locator("#draft-text").fill("Wir liefern am Montag nach.")
    eva.press("draft-ask")
    expect(eva.pane.locator(".drafting")).to_contain_text("Wartet auf Mia Berger")
    mia.open(subject).panel.get_by_text("Wartet auf dich").click()
    mia.settle().press("Genehmigen").sees("Genehmigt von")
    expect(eva.pane.locator("[data-key=draft-use]")).to_be_visible()
    eva.press("draft-use")
    form = eva.page.locator("form.composing")
    form.wait_for()
    written = form.inner_html() + form.locator("textarea").first.input_value()
    assert "Wir liefern am Montag nach." in written


def test_half_a_draft_survives_a_look_at_something_else(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Termin verschieben")
    eva.press("tab-draft")
    box = eva.pane.locator("#draft-text")
    box.fill("Mittwoch um elf")
    eva.press("tab-comments")
    eva.press("tab-draft")
    expect(box).to_have_value("Mittwoch um elf")
    eva.read("Frage zum Wartungsvertrag")
    eva.press("tab-draft")
    expect(box).to_have_value("")
    eva.read("Termin verschieben")
    eva.press("tab-draft")
    expect(box).to_have_value("Mittwoch um elf")


@pytest.mark.usefixtures("refusals")
def test_a_draft_that_could_not_be_read_is_read_when_asked_again(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Termin verschieben")
    eva.page.route("**/draft", lambda route: route.abort())
    eva.press("tab-draft")
    again = eva.pane.locator("[data-key=draft-again]")
    again.wait_for()
    eva.page.unroute("**/draft")
    again.click()
    expect(eva.pane.locator("#draft-text")).to_be_visible()
