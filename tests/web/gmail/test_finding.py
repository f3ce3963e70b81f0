"""The search box of the home card, and what else a customer and their company wrote."""

from __future__ import annotations

from cards import paths
from tests.support.gmail_edge import GmailEdge


def test_what_is_found_opens_the_mail_in_ones_own_gmail(edge: GmailEdge) -> None:
    mail = edge.mail(Subject="Straßenbau-Angebot 4711")
    edge.open("jonas", mail)
    home = edge.ask("jonas", "/gmail/home")
    found = edge.press("jonas", home, paths.SHOW_SEARCH, inputs={"query": "strassen 471"})
    assert found.name == "search"
    assert "Straßenbau-Angebot 4711" in found.words
    assert "rfc822msgid" in str(found.envelope)
    nothing = edge.press("jonas", found, paths.SEARCH, inputs={"query": "brückenbau"})
    assert nothing.name == "search"
    assert "Nichts gefunden." in nothing.words


def test_what_is_no_date_is_said_and_what_was_typed_stays(edge: GmailEdge) -> None:
    home = edge.ask("jonas", "/gmail/home")
    refused = edge.press("jonas", home, paths.SHOW_SEARCH, inputs={"query": "before:gestern"})
    assert "gestern" in refused.notice
    assert not refused.name
