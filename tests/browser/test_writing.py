"""Writing in Gmail with the add-on's card in the draft, and a colleague who notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.window import Window

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    Sit = Callable[..., Window]

SUBJECT = "Deposit for holiday flat"


def draft(window: Window, subject: str = SUBJECT) -> tuple[Locator, Locator]:
    """Begin an answer, open the card in it, and give both."""
    page = window.page
    page.get_by_role("button", name="Antworten", exact=True).click()
    text = page.get_by_role("textbox", name="Text der Mail")
    text.wait_for()
    page.get_by_role("button", name="Team", exact=True).click()
    card = page.get_by_role("complementary", name="Team")
    card.get_by_text(f"Vermutlich Antwort auf: {subject}").first.wait_for()
    return text, card


def test_a_template_stands_at_the_cursor_in_the_customers_language(sit: Sit) -> None:
    text, card = draft(sit().open(SUBJECT))
    text.press("Control+Home")
    text.press_sequentially("PS ")
    card.get_by_role("button", name="Eingangsbestätigung").click()
    text.get_by_text("Hello Samuel Okafor").wait_for()
    said = text.inner_text()
    assert said.index("PS") < said.index("Hello Samuel Okafor") < said.index("we left house 3")
    assert text.locator("blockquote.quoted").count() == 1


def test_a_colleague_sees_who_is_writing_and_is_warned_in_the_draft(sit: Sit) -> None:
    _, first = draft(sit("eva").open(SUBJECT))
    first.get_by_role("button", name="Ich antworte").click()
    first.get_by_text("Du antwortest").wait_for()
    jonas = sit().open(SUBJECT).sees("Eva Vogt antwortet gerade")
    _, card = draft(jonas)
    card.get_by_text("Eva Vogt hat um").first.wait_for()
    card.get_by_role("button", name="Trotzdem antworten").wait_for()


def test_what_was_chosen_for_after_sending_comes_true_when_the_mail_is_seen(sit: Sit) -> None:
    window = sit().open("Knusprig!")
    text, card = draft(window, "Knusprig!")
    card.get_by_label("Nach dem Senden").select_option(label="Erledigt")
    text.press("Control+Home")
    text.press_sequentially("Gern, am Montag um zehn. ")
    window.page.get_by_role("button", name="Senden", exact=True).click()
    window.page.locator(".toast").get_by_text("Mail gesendet").wait_for()
    window.open("Knusprig!")
    assert window.subtitle().startswith("Erledigt")
