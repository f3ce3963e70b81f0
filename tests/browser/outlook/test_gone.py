"""The service is killed beside an open pane: calm, nothing lost, nothing doubled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
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
