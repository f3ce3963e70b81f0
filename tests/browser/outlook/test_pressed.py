"""What no other story presses in the pane: priority, tags, following, a reviewer's word, mentions, a move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from server.domain.conversation import Change, Intended, event
from server.domain.events import Actor
from server.domain.vocabulary import Standing, Via

if TYPE_CHECKING:
    from tests.browser.fragile import Fragile
    from tests.browser.outlook.conftest import Open

pytestmark = pytest.mark.browser


def test_priority_tags_and_spam(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Frage zum Wartungsvertrag")
    eva.press("priority")
    eva.pane.get_by_role("menuitemradio", name="Hoch").click()
    expect(eva.fact("priority")).to_contain_text("Hoch")
    eva.press("tag")
    eva.pane.get_by_role("combobox").fill("wartung-neu")
    eva.pane.get_by_role("option", name="wartung-neu").click()
    expect(eva.pane.locator("rn-tags")).to_contain_text("wartung-neu")
    eva.press("untag-wartung-neu")
    expect(eva.pane.locator("rn-tags")).not_to_contain_text("wartung-neu")
    eva.more("Spam", exact=True)
    expect(eva.fact("status")).to_contain_text("Spam")
    eva.press("undo")
    expect(eva.fact("status")).not_to_contain_text("Spam")


def test_it_is_followed_and_let_go(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Retoure 5581")
    for name in ("Folgen", "Nicht mehr folgen"):
        with eva.page.expect_response("**/following"):
            eva.more(name, exact=True)
    eva.press("more")
    eva.pane.get_by_role("menuitem", name="Folgen", exact=True).wait_for()


def test_a_draft_is_returned_approved_and_withdrawn_in_the_pane(open_outlook: Open) -> None:
    subject = "Passwort zurücksetzen"
    eva, mia = open_outlook("eva"), open_outlook("mia")
    eva.read(subject)
    eva.press("tab-draft")
    eva.pane.locator("#draft-text").fill("Wir setzen es zurück.")
    eva.pane.locator("#draft-reviewer").select_option(label="Mia Berger")
    eva.press("draft-ask")
    expect(eva.pane.locator(".drafting")).to_contain_text("Wartet auf Mia Berger")
    mia.read(subject)
    mia.press("draft-open")
    mia.pane.locator("#draft-reason").fill("Bitte mit Uhrzeit.")
    mia.press("draft-return")
    expect(eva.pane.locator(".drafting")).to_contain_text("Zurückgegeben von Mia Berger")
    eva.pane.locator("#draft-text").fill("Wir setzen es um 14 Uhr zurück.")
    eva.press("draft-ask")
    mia.press("draft-approve")
    expect(eva.pane.locator(".drafting")).to_contain_text("Genehmigt von Mia Berger")
    eva.press("draft-withdraw")
    expect(eva.pane.locator("rn-draftline .banner")).to_have_count(0)


@pytest.mark.parametrize(("answer", "status"), [("replied", "Erledigt"), ("not-replied", "Offen")])
def test_without_proof_the_pane_asks_whether_one_replied(
    open_outlook: Open, fragile: Fragile, answer: str, status: str
) -> None:
    subject = f"Lieferung unvollständig ({answer})"
    fragile.deliver(subject)
    eva = open_outlook("eva")
    eva.read(subject)
    conversations = fragile.workspaces.inbox("kontor").conversations
    keys = conversations.store.read([("ZRANGE", conversations.keys.mailbox_index("support", "open"), 0, -1)])
    known = next(one for one in conversations.get_many(keys[0]) if one and one.subject == subject)
    chosen = replace(known, intended={"eva": Intended(Standing.CLOSED, 0)})
    told = event("after_send", Actor("agent", Via.GMAIL, "eva"), 0, to=Standing.CLOSED)
    conversations.commit(known, Change(chosen, (told,)), request=None)
    eva.press(answer)
    expect(eva.pane.locator("[data-key='replied']")).to_have_count(0)
    expect(eva.fact("status")).to_contain_text(status)


def test_a_colleague_is_named_while_a_comment_is_typed(open_outlook: Open) -> None:
    eva = open_outlook("eva")
    eva.read("Rechnung 4711")
    eva.pane.locator("#comment").press_sequentially("Schau mal @Mi")
    eva.pane.locator("#mentions").get_by_role("option", name="Mia Berger").wait_for()
    eva.page.keyboard.press("Enter")
    expect(eva.pane.locator("#comment")).to_have_value("Schau mal @Mia Berger ")


def test_earlier_conversations_are_a_click_away(open_outlook: Open, fragile: Fragile) -> None:
    for name, subject in (("Uli", "Erste Frage zum Zaun"), ("Uli", "Zweite Frage zum Zaun"), ("Jo", "Tor")):
        fragile.deliver(subject, sender=f"{name} Zaun <{name.lower()}@zaunbau.example>")
    eva = open_outlook("eva")
    eva.read("Zweite Frage zum Zaun")
    eva.press("tab-details")
    eva.press("previous")
    details = eva.pane.locator("rn-details")
    details.get_by_role("button", name="Erste Frage zum Zaun").wait_for()
    details.get_by_role("button", name="Tor Jo Zaun").wait_for()


def test_it_is_moved_in_the_pane(open_outlook: Open, fragile: Fragile) -> None:
    subject = "Bewerbung an das falsche Postfach"
    fragile.deliver(subject)
    mia = open_outlook("mia")
    mia.read(subject)
    mia.more("Zusammenführen, abtrennen, verschieben …", exact=True)
    mia.pane.locator("dialog[open] [data-key^='move-']").click()
    mia.press("move")
    expect(mia.pane.locator(".bar .title")).to_contain_text("bewerbung@")


def test_it_is_added_to_a_mailbox_in_copy_in_the_pane(open_outlook: Open, fragile: Fragile) -> None:
    subject = "Bewerbung, später in Kopie"
    first = fragile.deliver(subject)
    both = "support@kontor.example, bewerbung@kontor.example"
    fragile.deliver(subject, to=both, refers=(first,))
    mia = open_outlook("mia")
    mia.read(subject)
    mia.press("add-to")
    expect(mia.pane.locator("dialog[open]")).to_contain_text("für alle in bewerbung@kontor.example sichtbar")
    mia.press("add")
    expect(mia.pane.locator("[data-key='add-to']")).to_have_count(0)
    mia.press("undo")
    expect(mia.pane.locator("[data-key='add-to']")).to_be_visible()
