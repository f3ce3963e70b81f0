"""Answering with a template in Outlook: into the draft at the cursor, or as the beginning of a reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Sit
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser


def test_a_template_is_searched_and_inserted_as_the_draft_can_hold_it(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Passwort zurücksetzen")
    eva.answer("PS")
    eva.drafting.locator("[data-key=template]").click()
    eva.drafting.get_by_role("combobox", name="Vorlagen").fill("eingang")
    eva.drafting.get_by_role("option", name="Eingangsbestätigung").click()
    expect(eva.page.locator("form.composing textarea")).to_have_value(
        re.compile(r"^PSGuten Tag[^<]*,\n\ndanke für deine Nachricht")
    )
    expect(eva.drafting.locator("rn-toast")).to_contain_text("wurde eingefügt")


def test_a_reply_begins_with_a_template_and_colleagues_see_it(open_outlook: Open, sit: Sit) -> None:
    eva = open_outlook("eva")
    eva.read("Lieferung unvollständig")
    eva.more("Mit Vorlage antworten …")
    eva.pane.get_by_role("option", name="Rückfrage").click()
    expect(eva.page.locator("form.composing textarea")).to_have_value(
        re.compile(
            r"^Guten Tag[^,]*,\n\ndamit wir dir schnell helfen können: Schick uns bitte deine Kundennummer"
        )
    )
    eva.drafting.locator(".lead .s").wait_for()
    sit("jonas").open("Lieferung unvollständig").sees("Eva Vogt schreibt")
