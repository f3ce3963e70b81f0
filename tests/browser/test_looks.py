"""Languages, colours, narrow windows, the keyboard, and markup in mail."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Sit

pytestmark = pytest.mark.browser

GERMAN = re.compile(r"[äöüß]|Zuständig|Warten|Erledigt|Kommentar |Verlauf|wartet")
OVERFLOW, CONTRAST = (Path(__file__).with_name(f"{name}.js").read_text() for name in ("overflow", "contrast"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_word_can_be_read(sit: Sit, lang: str, theme: str) -> None:
    window = sit("mia", lang=lang, theme=theme).open("Sprachnachricht")
    assert window.page.evaluate(CONTRAST) == []
    window.home()
    assert window.page.evaluate(CONTRAST) == []


def test_english_throughout(sit: Sit) -> None:
    window = sit("mia", lang="en").open("Export to CSV").sees("Shared mailbox · support@")
    assert not GERMAN.search(window.panel.inner_text())
    window.press("More …").sees("Priority")
    assert not GERMAN.search(window.panel.inner_text())
    assert not GERMAN.search(window.home().panel.inner_text())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_phone_has_room_for_everything(sit: Sit, lang: str) -> None:
    window = sit("mia", width=320, lang=lang, panel="open").open("Rückfrage zu unserer Rückfrage")
    assert window.page.evaluate(OVERFLOW) == []
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 320
    window.press({"de": "Mehr …", "en": "More …"}[lang])
    assert window.page.evaluate(OVERFLOW) == []


def test_a_mail_is_taken_with_the_keyboard_alone(sit: Sit) -> None:
    window = sit("eva").open("Passwort zurücksetzen")
    for _ in range(120):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.textContent") == "Übernehmen":
            break
    window.page.keyboard.press("Enter")
    window.settle().button("Erledigt").wait_for()
    assert window.assignee() == "Du"
    focused = window.page.evaluate("Boolean(document.activeElement.closest('.panel'))")
    assert focused, "after the card has changed, the keyboard is still in the panel"


def test_markup_in_sender_and_subject_is_only_text(sit: Sit) -> None:
    window = sit().open("<script>alert")
    window.press("Übernehmen").press("Zuweisen").sees('<script>alert("hallo")</script>')
    assert window.page.locator("main script, .panel script, img[src=x]").count() == 0
    home = sit().home()
    home.panel.get_by_role("button", name=re.compile("^Meine")).click()
    home.settle().sees('<b>Angebot</b> & <script>alert("hallo")</script>')
