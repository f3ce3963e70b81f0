"""Conversations are put right in one client, and the other follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.outlook.tidying import comment, plan_with, row, tidy_card, tidy_sheet

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
LIVE_MS = 15_000


def test_a_wrong_merge_made_in_gmail_is_undone_in_outlook(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    fragile.deliver("Messestand Halle drei")
    fragile.deliver("Messestand Halle vier")
    eva = open_outlook("eva")
    eva.read("Messestand Halle drei")
    comment(eva, "Strom ist bestellt")
    jonas = sit("jonas").open("Messestand Halle vier")
    row(tidy_card(jonas), "Messestand Halle drei").sees("1 Mail und 1 Kommentar werden Teil")
    jonas.press("Zusammenführen").sees("Zusammengeführt").sees("Strom ist bestellt")
    eva.pane.locator("#tab-activity").click()
    expect(eva.pane.locator("#panel")).to_contain_text("hiermit zusammengeführt", timeout=LIVE_MS)
    sheet = tidy_sheet(eva)
    expect(sheet).to_contain_text("Hierher zusammengeführt")
    assert not eva.flaws()
    sheet.get_by_role("button", name="Zusammenführen rückgängig machen").click()
    expect(eva.pane.locator("rn-toast")).to_contain_text("rückgängig gemacht")
    jonas.refresh().lacks("Strom ist bestellt")
    eva.pane.locator("#tab-comments").click()
    expect(eva.pane.locator(".note")).to_have_text(["Strom ist bestellt"])


def test_a_wrong_merge_made_in_outlook_is_undone_in_gmail(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    fragile.deliver("Kaffee für den Empfang", sender="Bo Lind <bo@lind.example>")
    fragile.deliver("Tee für den Empfang", sender="Ida Moos <ida@moos.example>")
    jonas = sit("jonas").open("Tee für den Empfang")
    eva = open_outlook("eva")
    eva.read("Kaffee für den Empfang")
    sheet = plan_with(eva, "Tee für den Empfang")
    expect(sheet).to_contain_text("1 Mail wird Teil dieser Konversation.")
    eva.press("merge")
    expect(eva.pane.locator("rn-toast")).to_contain_text("Zusammengeführt")
    jonas.refresh()
    tidy_card(jonas).sees("Hierher zusammengeführt").press("Rückgängig")
    eva.pane.locator("#tab-activity").click()
    expect(eva.pane.locator("#panel")).to_contain_text(
        "Jonas Weber hat das Zusammenführen rückgängig gemacht"
    )
    jonas.open("Tee für den Empfang").lacks("zusammengeführt")


def test_what_is_split_off_in_the_pane_names_where_it_was(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    first = fragile.deliver("Angebot Dachrinne")
    fragile.deliver("Und noch eine Frage zum Tor", refers=(first,))
    eva = open_outlook("eva")
    eva.read("Angebot Dachrinne")
    sheet = tidy_sheet(eva)
    expect(sheet).to_contain_text("1 Mail geht, mit den Kommentaren dazu.")
    eva.press("split")
    eva.pane.locator("#tab-details").click()
    expect(eva.pane.locator(".linked")).to_contain_text("Abgetrennt in")
    assert not eva.flaws()
    sit("jonas").open("Angebot Dachrinne").sees("Abgetrennt von").sees("Angebot Dachrinne")
    eva.press("undo")
    expect(eva.pane.locator(".linked")).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_who_loses_sight_by_a_move_sees_it_go(open_outlook: Open, sit: Sit, fragile: Fragile) -> None:
    fragile.deliver("Frage zur Ausbildung im Lager")
    lena = open_outlook("lena")
    lena.read("Frage zur Ausbildung im Lager")
    mia = sit("mia").open("Frage zur Ausbildung im Lager")
    row(tidy_card(mia), "Verschieben nach bewerbung@").sees("sieht die Konversation dann nicht mehr")
    mia.press("Verschieben").sees("Verschoben")
    gone = lena.pane.locator("rn-screen.shows-conversation")
    expect(gone).to_have_count(0, timeout=LIVE_MS)
    expect(lena.pane.locator("body")).not_to_contain_text("Frage zur Ausbildung")
    mia.press("Rückgängig").sees("support@")
    expect(gone, "it comes back by itself").to_have_count(1, timeout=LIVE_MS)
    expect(lena.pane.locator(".bar .title")).to_contain_text("support@")


def test_new_mail_of_a_blocked_sender_is_spam_in_gmail_too(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    sender = "Gewinn <los@lotterie.example>"
    fragile.deliver("Sie haben gewonnen", sender=sender)
    eva = open_outlook("eva")
    eva.read("Sie haben gewonnen")
    tidy_sheet(eva)
    eva.press("block")
    expect(eva.fact("status")).to_contain_text("Spam")
    fragile.deliver("Zweiter Aufruf zum Gewinn", sender=sender, taken_in=False)
    jonas = sit("jonas").open("Zweiter Aufruf zum Gewinn").sees("ist gesperrt")
    assert jonas.subtitle() == "Spam"
    jonas.press("Entsperren").lacks("ist gesperrt")
    assert jonas.subtitle().startswith("Offen")
    expect(eva.pane.locator("rn-warnings")).to_contain_text("ist gesperrt")


def test_a_mail_that_refers_to_two_offers_to_merge_them(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    first, second = fragile.deliver("Zaun links"), fragile.deliver("Zaun rechts")
    eva = open_outlook("eva")
    for subject in ("Zaun rechts", "Zaun links"):
        eva.read(subject)
        comment(eva, f"Maß für {subject}")
    fragile.deliver("Beide Zäune zusammen", refers=(first, second))
    eva.read("Zaun rechts")
    warning = eva.pane.locator(".warning", has_text="gehört auch zu „Zaun links“")
    expect(warning).to_be_visible()
    assert not eva.flaws()
    jonas = sit("jonas").open("Zaun rechts").sees("gehört auch zu „Zaun links“")
    jonas.press("Zusammenführen …").press("Zusammenführen").sees("Kommentare (2)")
    expect(eva.pane.locator(".note")).to_have_count(2, timeout=LIVE_MS)
    expect(warning).to_be_hidden()


def test_links_are_made_and_removed_in_either_client(open_outlook: Open, sit: Sit, fragile: Fragile) -> None:
    fragile.deliver("Lampe flackert", sender="Al Berg <al@berg.example>")
    fragile.deliver("Sicherung fällt", sender="Bea Tal <bea@tal.example>")
    jonas = sit("jonas").open("Lampe flackert")
    tidy_card(jonas).panel.get_by_label("Betreff, Kunde oder andere Wörter").fill("Sicherung")
    row(jonas.press("Suchen"), "Sicherung fällt").press("Nur verknüpfen").sees("Sicherung fällt")
    eva = open_outlook("eva")
    eva.read("Sicherung fällt")
    eva.pane.locator("#tab-details").click()
    expect(eva.pane.locator(".linked")).to_contain_text("Lampe flackert")
    eva.pane.get_by_role("button", name="Verknüpfung mit „Lampe flackert“ entfernen").click()
    expect(eva.pane.locator(".linked")).to_have_count(0)
    jonas.refresh().lacks("Sicherung fällt")
    eva.press("undo")
    expect(eva.pane.locator(".linked")).to_contain_text("Lampe flackert")


def test_what_was_merged_is_still_found_where_it_was_linked_and_can_be_parted(
    open_outlook: Open, fragile: Fragile
) -> None:
    for subject in ("Teich undicht", "Pumpe brummt", "Pumpe steht"):
        fragile.deliver(subject, sender=f"{subject} <a@{subject[0].lower()}teich.example>")
    eva = open_outlook("eva")
    eva.read("Teich undicht")
    plan_with(eva, "Pumpe brummt")
    eva.press("link")
    eva.read("Pumpe steht")
    plan_with(eva, "Pumpe brummt")
    eva.press("merge")
    expect(eva.pane.locator("rn-toast")).to_contain_text("Zusammengeführt")
    eva.read("Teich undicht")
    eva.pane.locator("#tab-details").click()
    eva.pane.locator(".linked .item").click()
    joined = eva.pane.locator(".warning", has_text="wurde mit dieser Konversation zusammengeführt")
    expect(joined).to_be_visible()
    assert not eva.flaws()
    eva.press("unjoin")
    expect(eva.pane.locator("rn-toast")).to_contain_text("rückgängig gemacht")
    expect(joined).to_be_hidden()
    eva.pane.locator("#tab-details").click()
    expect(eva.pane.locator("rn-details")).to_contain_text("Pumpe brummt")
