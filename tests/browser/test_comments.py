"""Comments: written, mentioned, read by others, and never lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser
COMMENT = "Kommentar (nur intern)"


def test_a_mention_stands_on_the_colleagues_home_card_until_it_is_read(sit: Sit) -> None:
    window = sit().open("Retoure 5581")
    window.panel.get_by_label(COMMENT).fill("kannst du das prüfen?")
    window.pick("Jemanden erwähnen", "ev", "Eva Vogt").press("Kommentar senden")
    window.sees("@Eva Vogt").sees("Kommentare (1)")
    assert window.panel.get_by_label(COMMENT).input_value() == ""

    eva = sit("eva").home()
    assert eva.count("Erwähnungen") == "1"
    eva.panel.get_by_role("button", name=re.compile("Erwähnungen")).click()
    eva.settle().panel.get_by_role("button", name=re.compile("Retoure 5581")).click()
    eva.settle().sees("kannst du das prüfen?")
    assert sit("eva").home().count("Erwähnungen") == "0"


def test_a_name_that_nobody_has_keeps_the_text(sit: Sit) -> None:
    window = sit().open("Angebot</b>")
    window.panel.get_by_label(COMMENT).fill("bitte ansehen")
    window.panel.get_by_label("Jemanden erwähnen").fill("Nobodowski")
    window.press("Kommentar senden").notice("Nobodowski")
    assert window.panel.get_by_label(COMMENT).input_value() == "bitte ansehen"
    window.lacks("Kommentare (1)")


def test_an_empty_comment_is_refused(sit: Sit) -> None:
    sit().open("Branchenbrief").press("Kommentar senden").notice("Bitte schreib zuerst etwas.")


def test_a_comment_can_let_the_conversation_wait(sit: Sit) -> None:
    window = sit("mia").open("Application: customer support")
    window.panel.get_by_label(COMMENT).fill("Unterlagen angefordert")
    window.panel.get_by_role("switch").check()
    window.press("Kommentar senden").sees("Unterlagen angefordert")
    assert window.subtitle() == "Wartet"


def test_markup_in_a_comment_is_only_text(sit: Sit) -> None:
    said = '<b>fett</b> & <img src=x onerror="alert(1)"> {{7*7}} 🥨'
    window = sit().open("Passwort zurücksetzen")
    window.panel.get_by_label(COMMENT).fill(said)
    window.press("Kommentar senden").sees(said)
    assert window.panel.locator(".card img[src=x]").count() == 0


def test_twelve_comments_show_the_newest_and_lead_to_the_rest(sit: Sit) -> None:
    window = sit("mia").open("Ersatzteil bestellen")
    for number in range(1, 13):
        window.panel.get_by_label(COMMENT).fill(f"Stand {number} von 12")
        window.press("Kommentar senden").sees(f"Kommentare ({number})")
    assert window.panel.get_by_text("Stand 12 von 12").is_visible()
    assert not window.panel.get_by_text("Stand 5 von 12").is_visible()
    window.panel.get_by_role("button", name="Mehr anzeigen").click()
    assert window.panel.get_by_text("Stand 5 von 12").is_visible()
    window.panel.get_by_role("button", name=re.compile("Ältere Kommentare .* und Verlauf")).click()
    window.settle().sees("Stand 1 von 12")


def test_a_colleague_comments_first_and_nothing_typed_is_lost(sit: Sit) -> None:
    jonas, mia = sit().open("Deposit for holiday flat"), sit("mia").open("Deposit for holiday flat")
    jonas.panel.get_by_label(COMMENT).fill("mein Entwurf")
    mia.panel.get_by_label(COMMENT).fill("war schneller")
    mia.press("Kommentar senden").sees("war schneller")
    jonas.refresh().sees("war schneller")
    assert jonas.panel.get_by_label(COMMENT).input_value() == "mein Entwurf"
    jonas.press("Kommentar senden").sees("mein Entwurf").sees("Kommentare (2)")
