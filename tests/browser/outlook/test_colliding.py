"""Two people at the same moment, each in another client: nothing is lost, nothing done twice, and both are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.outlook.tidying import plan_with, row, tidy_card, tidy_sheet

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


@pytest.mark.usefixtures("refusals")
def test_two_who_merge_the_same_pair_both_ways_have_one_conversation(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    fragile.deliver("Schlüssel verloren")
    fragile.deliver("Schlüssel gefunden")
    eva, jonas = open_outlook("eva", deaf=True), sit("jonas").open("Schlüssel gefunden")
    eva.read("Schlüssel verloren")
    plan_with(eva, "Schlüssel gefunden")
    row(tidy_card(jonas), "Schlüssel verloren")
    jonas.press("Zusammenführen").sees("Zusammengeführt")
    eva.press("merge")
    expect(eva.pane.locator("rn-toast")).to_contain_text("Zusammengeführt")
    eva.pane.locator("#tab-activity").click()
    merged = eva.pane.locator("#panel").get_by_text("hiermit zusammengeführt")
    expect(merged).to_have_count(1)
    jonas.refresh()
    tidy_card(jonas).sees("Hierher zusammengeführt")
    assert jonas.panel.get_by_role("button", name="Rückgängig").count() == 1


def test_a_comment_typed_while_a_colleague_splits_is_there_once(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    first = fragile.deliver("Markise klemmt")
    fragile.deliver("Und die Rechnung fehlt", refers=(first,))
    jonas, eva = sit("jonas").open("Markise klemmt"), open_outlook("eva")
    jonas.panel.get_by_label(COMMENT).fill("Monteur kommt Dienstag")
    eva.read("Markise klemmt")
    tidy_sheet(eva)
    eva.press("split")
    expect(eva.pane.locator("rn-toast")).to_contain_text("abgetrennt")
    jonas.press("Kommentar senden").sees("Kommentare (1)").sees("Monteur kommt Dienstag")
    assert jonas.panel.get_by_label(COMMENT).input_value() == ""
    expect(eva.pane.locator(".note")).to_have_text(["Monteur kommt Dienstag"])


@pytest.mark.usefixtures("refusals")
def test_two_who_both_say_that_they_reply_are_told_of_each_other(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    fragile.deliver("Leiter wackelt")
    eva, jonas = open_outlook("eva", deaf=True), sit("jonas").open("Leiter wackelt")
    eva.read("Leiter wackelt")
    jonas.press("Ich antworte").sees("Du antwortest gerade")
    eva.press("act-claim")
    banner = eva.pane.locator("rn-conflictbanner")
    expect(banner).to_contain_text("Jonas")
    expect(banner.locator(".primary")).to_have_text("Lassen")
    eva.press("leave")
    jonas.refresh().sees("Du antwortest gerade")


def test_who_writes_in_gmail_while_outlook_answers_is_warned(
    open_outlook: Open, sit: Sit, fragile: Fragile
) -> None:
    fragile.deliver("Fenster zieht", sender="Uwe Glas <uwe@glas.example>")
    eva, jonas = open_outlook("eva"), sit("jonas").open("Fenster zieht")
    eva.read("Fenster zieht")
    eva.press("act-claim")
    eva.answer("Guten Tag, wir dichten es ab.")
    jonas.page.get_by_role("button", name="Antworten", exact=True).click()
    jonas.page.get_by_role("button", name="Team", exact=True).click()
    beside = jonas.page.get_by_role("complementary", name="Team")
    expect(beside).to_contain_text("Eva Vogt")
    expect(beside).to_contain_text("angekündigt, zu antworten")
