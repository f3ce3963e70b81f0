"""Two people at the same mail: who was faster, who is replying, and what the other sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


def test_both_press_take_and_the_second_learns_who_was_faster(sit: Sit) -> None:
    jonas, mia = sit().open("Termin verschieben"), sit("mia").open("Termin verschieben")
    jonas.panel.get_by_label(COMMENT).fill("schon getippt")
    mia.press("Übernehmen")
    jonas.press("Übernehmen").notice("Mia Berger hat inzwischen übernommen")
    assert jonas.assignee() == "Mia Berger"
    assert jonas.panel.get_by_label(COMMENT).input_value() == "schon getippt"
    assert mia.refresh().assignee() == "Du"


def test_a_claim_is_seen_by_the_colleague_who_may_still_reply(sit: Sit) -> None:
    mia = sit("mia").open("Bewerbung als Monteurin").press("Ich antworte").sees("Du antwortest gerade")
    jonas = sit().open("Bewerbung als Monteurin").sees("Mia Berger antwortet gerade")
    assert jonas.panel.get_by_text("Mia Berger").count() == 1, "and not once more among those who look"
    assert jonas.filled() == []
    assert "Erledigt" not in jonas.buttons()
    jonas.press("Trotzdem antworten").sees("Du antwortest gerade")
    mia.refresh().sees("Jonas Weber antwortet gerade")
    jonas.press("Freigeben").lacks("Du antwortest gerade")
    mia.refresh().lacks("antwortet gerade")


def test_asking_the_one_who_replies_mentions_them(sit: Sit) -> None:
    sit("mia").open("Warranty claim").press("Ich antworte")
    jonas = sit().open("Warranty claim").press("Mia fragen").sees("@Mia Berger")
    jonas.sees("Kommentare (1)")
    assert sit("mia").home().count("Erwähnungen") == "1"


def test_somebody_who_looks_is_named(sit: Sit) -> None:
    sit("eva").open("Lieferung unvollständig")
    sit().open("Lieferung unvollständig").sees("Eva Vogt")


def test_a_reply_written_in_gmail_is_told_on_the_card(sit: Sit) -> None:
    window = sit().open("Lieferung unvollständig")
    window.page.get_by_role("button", name="Antworten", exact=True).click()
    window.page.get_by_label("Text der Mail").fill("Guten Tag, das klären wir gern.")
    window.page.get_by_role("button", name="Senden", exact=True).click()
    window.page.locator(".toast").get_by_text("Mail gesendet").wait_for()
    window.open("Lieferung unvollständig")
    assert window.subtitle() == "Wartet"
    assert window.assignee() == "Du"
    window.panel.get_by_role("button", name="Verlauf").click()
    window.settle().sees("Du hast geantwortet")
