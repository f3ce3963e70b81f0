"""Gmail's window and Outlook's beside the same conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"
SECOND_MS = 1_500
"""A second, and what a busy machine needs to drive the browsers."""


def test_what_gmail_takes_is_seen_in_outlook_without_a_click(open_outlook: Open, sit: Sit) -> None:
    eva, jonas = open_outlook("eva"), sit("jonas").open("Deposit for holiday flat")
    eva.read("Deposit for holiday flat")
    expect(eva.pane.locator(".live")).to_have_text("live")
    jonas.button("Übernehmen").click()
    expect(eva.fact("assignee")).to_contain_text("Jonas Weber", timeout=SECOND_MS)
    jonas.settle().press("Erledigt")
    expect(eva.fact("status")).to_contain_text("Erledigt", timeout=SECOND_MS)


def test_a_claim_in_outlook_warns_in_gmail(open_outlook: Open, sit: Sit) -> None:
    eva, jonas = open_outlook("eva"), sit("jonas").open("Danke für die schnelle Hilfe")
    eva.read("Danke für die schnelle Hilfe")
    eva.press("act-claim")
    eva.pane.get_by_text("Du antwortest gerade").wait_for()
    jonas.refresh().sees("Eva Vogt antwortet gerade")
    assert jonas.filled() == []


def test_comments_cross_both_ways(open_outlook: Open, sit: Sit) -> None:
    eva, mia = open_outlook("eva"), sit("mia").open("Neue Lieferzeiten ab Dezember")
    eva.read("Neue Lieferzeiten ab Dezember")
    mia.panel.get_by_label(COMMENT).fill("Ab wann genau?")
    mia.press("Kommentar senden").sees("Kommentare (1)")
    expect(eva.pane.locator(".note").last).to_have_text("Ab wann genau?")
    eva.pane.locator("#comment").fill("Ab dem 1.")
    eva.pane.locator("#comment").press("Control+Enter")
    expect(eva.pane.locator(".note").last).to_have_text("Ab dem 1.")
    mia.refresh().sees("Ab dem 1.")


@pytest.mark.usefixtures("refusals")
def test_a_faster_colleague_is_named_and_nothing_typed_is_lost(open_outlook: Open, sit: Sit) -> None:
    eva, jonas = open_outlook("eva", deaf=True), sit("jonas").open("Frage zum Wartungsvertrag")
    eva.read("Frage zum Wartungsvertrag")
    eva.pane.locator("#comment").fill("Ich rufe dort an.")
    jonas.press("Übernehmen")
    eva.press("act-take")
    banner = eva.pane.locator("rn-conflictbanner")
    expect(banner).to_contain_text("Jonas")
    expect(banner.locator(".primary")).to_have_text("Lassen")
    expect(banner).to_contain_text("Dein Kommentar bleibt unten stehen")
    expect(eva.pane.locator(".b.primary")).to_have_count(1)
    assert not eva.flaws()
    eva.press("leave")
    expect(eva.fact("assignee")).to_contain_text("Jonas Weber")
    expect(eva.pane.locator("#comment")).to_have_value("Ich rufe dort an.")


def test_the_lists_move_when_a_colleague_acts(open_outlook: Open, sit: Sit) -> None:
    mia, jonas = open_outlook("mia"), sit("jonas").open("Retoure 5581")
    count = mia.pane.locator("[data-key=queue-mine] b")
    before = int(count.inner_text())  # others work in the same demo
    jonas.press("Zuweisen").panel.get_by_role("button", name="Mia Berger").click()
    expect(count).to_have_text(str(before + 1), timeout=2 * SECOND_MS)
