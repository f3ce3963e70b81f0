"""The service is killed beside an open pane: calm, nothing lost, nothing doubled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("refusals")
def test_a_killed_service_costs_no_word_and_doubles_none(open_outlook: Open, fragile: Fragile) -> None:
    desk = open_outlook("eva")
    desk.read("Termin verschieben")
    box = desk.pane.locator("#comment")
    box.fill("Dienstag geht auch")
    fragile.service.kill()
    try:
        desk.press("send")
        banner = desk.pane.locator("rn-offline")
        expect(banner).to_contain_text("nicht erreichbar")
        expect(banner).to_contain_text(re.compile(r"Nächster Versuch in \d+ Sek"))
        expect(box).to_have_value("Dienstag geht auch")
        assert not desk.flaws()
        desk.choose("Warranty claim")
        expect(desk.pane.locator(".calm")).to_contain_text("nicht erreichbar")
    finally:
        fragile.service.start()
    desk.read("Termin verschieben")
    expect(box).to_have_value("Dienstag geht auch")
    desk.press("send")
    expect(desk.pane.locator(".note")).to_have_text(["Dienstag geht auch"])
    expect(desk.pane.locator(".live")).to_have_text("live", timeout=15_000)


@pytest.mark.usefixtures("refusals")
def test_a_lost_answer_is_asked_for_again_without_acting_twice(open_outlook: Open) -> None:
    desk = open_outlook("eva")
    desk.read("Kontaktformular")
    lost = []

    def lose(route: object) -> None:
        lost.append(route.fetch().status)  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    desk.page.route("**/comments", lose)
    desk.pane.locator("#comment").fill("Montag um neun")
    desk.press("send")
    expect(desk.pane.locator("rn-offline")).to_contain_text("nicht erreichbar")
    desk.page.unroute("**/comments", lose)
    expect(desk.pane.locator("rn-offline"), "it tries again by itself").to_be_hidden(timeout=15_000)
    desk.press("send")
    expect(desk.pane.locator("#comment")).to_have_value("")
    expect(desk.pane.locator(".note")).to_have_text(["Montag um neun"])
    assert lost
    assert set(lost) <= {200, 201}


@pytest.mark.usefixtures("refusals")
def test_a_hand_over_whose_answer_was_lost_is_not_done_twice(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Zweimal drücken")
    desk = open_outlook("eva")
    desk.read("Zweimal drücken")
    desk.more("Übergeben …")
    dialog = desk.pane.get_by_role("dialog", name="Übergeben")
    dialog.get_by_label("An wen").select_option(label="Jonas Weber")
    dialog.get_by_label("Kommentar").fill("Nur einmal sagen")
    desk.page.route("**/handover", _lost)
    dialog.get_by_role("button", name="Übergeben").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Drück einfach noch einmal")
    expect(desk.fact("assignee")).to_contain_text("Jonas Weber", timeout=15_000)
    desk.page.unroute("**/handover", _lost)
    dialog.get_by_role("button", name="Übergeben").click()
    expect(dialog).to_have_count(0)
    expect(desk.pane.locator(".note")).to_have_text(["Nur einmal sagen"])
    expect(desk.pane.locator("rn-trouble .banner")).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_an_undo_that_did_not_arrive_can_be_pressed_again(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Zu früh übernommen")
    desk = open_outlook("eva")
    desk.read("Zu früh übernommen")
    desk.press("act-take")
    expect(desk.fact("assignee")).to_contain_text("Eva Vogt")
    desk.page.route("**/undo", lambda route: route.abort())
    desk.press("undo")
    expect(desk.pane.locator("rn-trouble")).to_contain_text("Drück einfach noch einmal")
    desk.page.unroute("**/undo")
    desk.press("undo")
    expect(desk.fact("assignee")).not_to_contain_text("Eva Vogt")
    expect(desk.pane.locator("rn-trouble .banner")).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_a_search_that_was_not_answered_says_what_to_do(open_outlook: Open, fragile: Fragile) -> None:
    fragile.deliver("Gesucht und gefunden")
    desk = open_outlook("eva")
    box = desk.pane.locator("[data-key=search]")
    desk.page.route("**/search", lambda route: route.abort())
    box.fill("gesucht")
    box.press("Enter")
    expect(desk.pane.get_by_text("Bitte versuche es gleich noch einmal")).to_be_visible()
    desk.page.unroute("**/search")
    box.press("Enter")
    expect(desk.pane.locator(".item", has_text="Gesucht und gefunden")).to_be_visible()


def _lost(route: Route) -> None:
    assert route.fetch().ok
    route.abort()
