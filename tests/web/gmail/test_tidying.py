"""Putting conversations right from the card: what is offered, what it says in numbers, and the way back."""

from __future__ import annotations

import json

from cards import paths
from tests.support.gmail_edge import GmailEdge


def test_a_sender_is_blocked_and_unblocked_again(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    taken = edge.press("jonas", opened, paths.TAKE, mail)
    more = edge.press("jonas", taken, paths.SHOW_MORE, mail)
    tidy = edge.press("jonas", more, paths.SHOW_TIDY, mail)
    assert "Absender sperren" in json.dumps(tidy.envelope, ensure_ascii=False)
    blocked = edge.press("jonas", tidy, paths.BLOCK, mail)
    assert edge.record(blocked).status.value == "spam"
    opened = edge.press("jonas", blocked, paths.STATUS, mail)
    more = edge.press("jonas", opened, paths.SHOW_MORE, mail)
    tidy = edge.press("jonas", more, paths.SHOW_TIDY, mail)
    assert "Absender entsperren" in json.dumps(tidy.envelope, ensure_ascii=False)
    back = edge.press("jonas", tidy, paths.BLOCK, mail)
    assert edge.record(back).status.value == "open"
    assert "gesperrt" in edge.press("jonas", back, paths.UNDO, mail).words


def test_another_conversation_is_found_judged_and_merged(edge: GmailEdge) -> None:
    mail = edge.mail(Subject="Zaun im Garten")
    edge.mail(Subject="Tor im Hof", From="Ute Holz <u@holz.example>")
    other = edge.mail(Subject="Tor im Garten", From="Ute Holz <u@holz.example>")
    edge.press("jonas", edge.open("jonas", other), paths.TAKE, other)
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    tidy = edge.press("jonas", edge.press("jonas", taken, paths.SHOW_MORE, mail), paths.SHOW_TIDY, mail)
    found = edge.press("jonas", tidy, paths.SHOW_PARTNERS, mail, inputs={"partner": "Tor Garten"})
    assert "Tor im Garten" in json.dumps(found.envelope, ensure_ascii=False)
    plan = edge.press("jonas", found, paths.SHOW_MERGE, mail)
    assert "1 Mail wird Teil dieser Konversation." in json.dumps(plan.envelope, ensure_ascii=False)
    merged = edge.press("jonas", plan, paths.MERGE, mail)
    assert edge.record(merged).message_count == 2
    assert "Rückgängig" in json.dumps(merged.envelope, ensure_ascii=False)


def test_without_words_nothing_is_searched(edge: GmailEdge) -> None:
    mail = edge.mail()
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    tidy = edge.press("jonas", edge.press("jonas", taken, paths.SHOW_MORE, mail), paths.SHOW_TIDY, mail)
    said = edge.press("jonas", tidy, paths.SHOW_PARTNERS, mail, inputs={"partner": " "})
    assert said.notice == "Bitte gib ein, wonach gesucht werden soll."
