"""Handing over, following and taking back, pressed on the cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import paths
from server.domain.conversation import Change, Intended, event
from server.domain.events import Actor
from server.domain.intending import ASKED_AFTER
from server.domain.vocabulary import Standing, Via
from tests.support.gmail_edge import GmailEdge


def test_it_is_handed_over_with_a_word(edge: GmailEdge) -> None:
    mail = edge.mail()
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    ask = edge.press("jonas", taken, paths.SHOW_ASSIGN, mail)
    to = f"agent:{edge.record(edge.press('eva', edge.open('eva', mail), paths.TAKE, mail)).agent}"
    given = edge.press("jonas", ask, paths.ASSIGN, mail, to=to, inputs={"handover_text": "Bitte bis Freitag"})
    assert edge.record(given).assignee == to
    assert edge.comments(given)[-1:] == ["Bitte bis Freitag"]


def test_what_was_typed_goes_with_whichever_button_is_pressed(edge: GmailEdge) -> None:
    mail = edge.mail()
    typed = {"handover_text": "Ich rufe an"}
    ask = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
    mine = edge.press("jonas", ask, paths.TAKE, mail, inputs=typed)
    assert edge.comments(mine)[-1:] == ["Ich rufe an"]
    ask = edge.press("jonas", mine, paths.SHOW_ASSIGN, mail)
    assert "Kommentar" in edge.said("jonas", ask, paths.ASSIGN, mail, to="none", inputs=typed)
    assert edge.record(edge.open("jonas", mail)).assignee == edge.record(mine).assignee


def test_it_is_followed_until_one_lets_go(edge: GmailEdge) -> None:
    mail = edge.mail()
    more = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_MORE, mail)
    followed = edge.press("jonas", more, paths.FOLLOW, mail)
    assert len(edge.record(followed).followers) == 1
    more = edge.press("jonas", followed, paths.SHOW_MORE, mail)
    assert not edge.record(edge.press("jonas", more, paths.FOLLOW, mail)).followers


def test_ones_own_last_act_is_taken_back_once(edge: GmailEdge) -> None:
    mail = edge.mail()
    taken = edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    done = edge.press("jonas", taken, paths.STATUS, mail, to="closed")
    assert edge.record(done).standing is Standing.CLOSED
    back = edge.press("jonas", done, paths.UNDO, mail)
    assert edge.record(back).standing is Standing.OPEN
    assert edge.record(edge.press("jonas", done, paths.UNDO, mail)).standing is Standing.OPEN
    assert edge.record(back).assignee == edge.record(taken).assignee


@pytest.mark.parametrize(("replied", "standing"), [("1", Standing.CLOSED), ("0", Standing.OPEN)])
def test_without_proof_the_next_open_asks_whether_one_replied(
    edge: GmailEdge, replied: str, standing: Standing
) -> None:
    mail = edge.mail()
    record = edge.record(edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail))
    jonas, at = str(record.agent), record.human_act_at - ASKED_AFTER
    chosen = replace(record, intended={jonas: Intended(Standing.CLOSED, at)})
    told = event("after_send", Actor("agent", Via.GMAIL, jonas), at, to=Standing.CLOSED)
    edge.inbox.conversations.commit(record, Change(chosen, (told,)), request=None)
    asked = edge.open("jonas", mail)
    after = edge.press("jonas", asked, paths.REPLIED, mail, replied=replied)
    assert edge.record(after).standing is standing
    assert not edge.record(after).intended
