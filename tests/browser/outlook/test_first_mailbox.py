"""From the settings to the clients: a mailbox made a moment ago, seen by its two members in Gmail and Outlook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.outlook.desk import Desk
from tests.browser.running import Demo
from tests.browser.window import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MAIL = "Zwei Angebote bis Freitag"
CLICKS = 12


def test_a_mailbox_is_made_and_seen_in_gmail_and_outlook(
    demo: Demo, browser: Browser, sit: Callable[..., Window], open_outlook: Callable[..., Desk]
) -> None:
    context = browser.new_context(locale="de-AT")
    page = context.new_page()
    clicks = 0

    def click(role: str, name: str) -> None:
        nonlocal clicks
        clicks += 1
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    page.goto(f"{demo.read('start')['addOn']['serviceUrl']}/admin")
    click("link", "Google")
    click("link", "Mia Berger")
    click("link", "Neues Postfach")
    click("textbox", "Name")
    page.keyboard.type("Vertrieb")
    click("textbox", "Adresse")
    page.keyboard.type("vertrieb@kontor.example")
    click("checkbox", "Eva Vogt")
    click("checkbox", "Jonas Weber")
    click("button", "Postfach anlegen")
    page.get_by_role("status").wait_for()
    assert clicks <= CLICKS
    context.close()

    jonas = sit("jonas").open(MAIL)
    assert "vertrieb@" in jonas.panel.inner_text()
    jonas.press("Übernehmen")
    eva = open_outlook("eva")
    eva.read(MAIL)
    assert "Jonas Weber" in eva.pane.locator("body").inner_text()
