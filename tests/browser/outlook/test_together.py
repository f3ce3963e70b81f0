"""Handing over, taking back and macros, from Gmail's window to Outlook's and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.catalogue import Macro, MacroStep, StepKind

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
KEY = "kontor"


def test_what_gmail_hands_over_stands_first_in_outlook(open_outlook: Open, sit: Sit) -> None:
    subject = "Retoure 5581"
    jonas = sit("jonas").open(subject)
    jonas.press("Zuweisen")
    jonas.panel.get_by_label("Kommentar (nur intern)").fill("Bitte bis Freitag prüfen")
    jonas.panel.get_by_role("button", name="Eva Vogt").click()
    jonas.settle().sees("Du hast es an Eva Vogt übergeben").sees("Rückgängig")
    eva = open_outlook("eva")
    first = eva.pane.locator(".list .item").first
    expect(first).to_contain_text(subject)
    expect(first).to_contain_text("übergeben von Jonas Weber")
    first.click()
    expect(eva.pane.locator("rn-under")).to_contain_text("übergeben von Jonas Weber")
    expect(eva.pane.locator(".note").last).to_have_text("Bitte bis Freitag prüfen")


def test_outlook_hands_over_with_a_day_and_takes_it_back(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    subject = "Wann kommt der Elektriker"
    fragile.deliver(subject)
    eva = open_outlook("eva")
    eva.read(subject)
    eva.more("Übergeben …")
    dialog = eva.pane.get_by_role("dialog", name="Übergeben")
    dialog.get_by_label("An wen").select_option(label="Jonas Weber")
    dialog.get_by_label("Fällig am").fill((datetime.now(UTC).date() + timedelta(days=3)).isoformat())
    dialog.get_by_role("button", name="Übergeben").click()
    expect(eva.fact("assignee")).to_contain_text("Jonas Weber")
    expect(eva.pane.locator("rn-under")).to_contain_text("Fällig am")
    assert not eva.flaws()
    sit("jonas").open(subject).sees("übergeben von Eva Vogt")
    eva.press("undo")
    expect(eva.fact("assignee")).not_to_contain_text("Jonas Weber")


@pytest.mark.usefixtures("refusals")
def test_a_dialog_is_about_its_own_mail_and_loses_no_word(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Wer hat den Schlüssel")
    eva = open_outlook("eva")
    eva.read("Wer hat den Schlüssel")
    eva.more("Übergeben …")
    dialog = eva.pane.get_by_role("dialog", name="Übergeben")
    dialog.get_by_label("An wen").select_option(label="Jonas Weber")
    dialog.get_by_label("Kommentar").fill("Bitte heute noch")
    eva.page.route("**/handover", lambda route: route.abort())
    dialog.get_by_role("button", name="Übergeben").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    expect(dialog.get_by_label("Kommentar")).to_have_value("Bitte heute noch")
    eva.read("Frage zum Wartungsvertrag")
    expect(dialog).to_have_count(0)


def test_a_dialog_gives_the_focus_back_and_keeps_what_was_typed(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Wo liegt der Lieferschein")
    eva = open_outlook("eva")
    eva.read("Wo liegt der Lieferschein")
    for word in ("", "Bitte heute noch"):
        eva.more("Übergeben …")
        box = eva.pane.get_by_role("dialog", name="Übergeben").get_by_label("Kommentar")
        expect(box).to_have_value(word)
        box.fill("Bitte heute noch")
        eva.page.keyboard.press("Escape")
        expect(eva.pane.get_by_role("dialog")).to_have_count(0)
        expect(eva.pane.locator("[data-key=more]")).to_be_focused()


def test_a_macro_is_told_before_it_is_done(open_outlook: Open, sit: Sit, fragile: Fragile) -> None:
    steps = (MacroStep(StepKind.TAG, "rechnung"), MacroStep(StepKind.PRIORITY, "high"))
    fragile.workspaces.directories.put(KEY, Macro("eilt", "Rechnung eilt", steps), before=None)
    subject = "Frage zum Wartungsvertrag"
    jonas = sit("jonas").open(subject)
    jonas.press("Mehr …").press("Makros …").press("Rechnung eilt")
    jonas.sees("Dies wird geschehen").sees("Priorität auf „Hoch“ setzen").press("Ausführen")
    jonas.sees("Du hast „Rechnung eilt“ ausgeführt").press("Rückgängig").lacks("ausgeführt")
    eva = open_outlook("eva")
    eva.read(subject)
    eva.more("Makros …")
    eva.pane.get_by_role("option", name="Rechnung eilt").click()
    eva.pane.get_by_role("dialog", name="Rechnung eilt").get_by_role("button", name="Ausführen").click()
    expect(eva.pane.locator("rn-tags")).to_contain_text("rechnung")
    eva.press("undo")
    expect(eva.pane.locator("rn-tags")).not_to_contain_text("rechnung")


def test_a_macro_goes_on_with_its_answer_in_both_clients(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    steps = (MacroStep(StepKind.ASSIGN, "me"), MacroStep(StepKind.TEMPLATE, "eingang"))
    fragile.workspaces.directories.put(KEY, Macro("bald", "Bald antworten", steps), before=None)
    jonas = sit("jonas").open("Rechnung 4711")
    jonas.press("Mehr …").press("Makros …").press("Bald antworten")
    jonas.sees("Gmail legt einen Entwurf in diesem Thread an").press("Ausführen")
    draft = jonas.page.locator("form.compose .draft-text")
    expect(draft).to_contain_text("Wir kümmern uns darum")
    assert jonas.assignee() == "Du"
    eva = open_outlook("eva")
    eva.read("Lieferung unvollständig")
    eva.more("Makros …")
    eva.pane.get_by_role("option", name="Bald antworten").click()
    dialog = eva.pane.get_by_role("dialog", name="Bald antworten")
    expect(dialog).to_contain_text("Senden tust du selbst")
    assert not eva.flaws()
    dialog.get_by_role("button", name="Ausführen").click()
    form = eva.page.locator("form.composing")
    form.wait_for()
    assert "Wir kümmern uns darum" in form.inner_html() + form.locator("textarea").first.input_value()
    expect(eva.drafting.locator("rn-toast")).to_contain_text("Bald antworten")
    eva.drafting.locator("[data-key=undo]").click()
    expect(eva.drafting.locator(".lead")).not_to_contain_text("Zuständig: du")
    eva.page.get_by_role("button", name="Verwerfen").click()
    expect(eva.fact("assignee")).to_contain_text("Nicht zugewiesen")
    expect(eva.pane.locator("[data-key=undo]")).to_have_count(0)


def test_what_a_team_is_given_stands_first_with_each_until_they_look(open_outlook: Open, sit: Sit) -> None:
    subject = "Warranty claim for heat pump"
    jonas = sit("jonas").open(subject).press("Zuweisen")
    jonas.panel.get_by_label("Kommentar (nur intern)").fill("Wer hat die Seriennummer?")
    jonas.panel.get_by_role("button", name="Buchhaltung").click()
    jonas.settle().sees("übergeben")
    eva = open_outlook("eva")
    first = eva.pane.locator(".list .item").first
    expect(first).to_contain_text(subject)
    expect(first).to_contain_text("übergeben von Jonas Weber")
    mia = sit("mia").home()
    mia.panel.get_by_role("button", name="Meine").click()
    mia.settle().sees(subject)
    first.click()
    expect(eva.pane.locator("rn-under")).to_contain_text("übergeben von Jonas Weber")
    eva.press("back")
    expect(eva.pane.locator(".list .item", has_text=subject)).to_have_count(0)
