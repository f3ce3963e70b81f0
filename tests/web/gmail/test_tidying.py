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
    assert "Absender nicht mehr sperren" in json.dumps(tidy.envelope, ensure_ascii=False)
    back = edge.press("jonas", tidy, paths.BLOCK, mail)
    assert edge.record(back).status.value == "open"
