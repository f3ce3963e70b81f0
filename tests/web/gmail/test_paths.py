"""Every entry point: registered once, and answering everybody with what Google expects of it."""

from __future__ import annotations

import pytest

from cards import paths
from tests.support.gmail_edge import GmailEdge
from tests.support.gmail_people import CASES

ALL = paths.CALLBACKS | paths.PUSHES | paths.SUGGESTIONS | {"/gmail/home", "/gmail/message", paths.COMPOSE}


def test_exactly_what_cards_can_call_is_registered(edge: GmailEdge) -> None:
    rules = [rule for rule in edge.app.url_map.iter_rules() if rule.rule.startswith("/gmail")]
    assert {rule.rule for rule in rules} == ALL
    assert all((rule.methods or set()) - {"OPTIONS"} == {"POST"} for rule in rules)


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("role", CASES)
def test_every_entry_point_answers_everybody_in_its_own_form(edge: GmailEdge, role: str, locale: str) -> None:
    edge.locale = locale
    mail = edge.mail("support tom.gast@gast.example nina.frei@" + edge.domain)
    edge.open("mia", mail)
    known = edge.open("mia", mail).parameters("http://127.0.0.1:9/gmail/take")["conversation"]
    who = CASES[role]
    shown = edge.mails.find(who, mail)
    pressed = {"conversation": known, "nonce": "n", "seen": "none", "to": "open", "queue": "mine"}
    for path in sorted(ALL):
        for parameters in ({}, pressed):
            edge.ask(who, path, shown, parameters=parameters)
            edge.ask(who, path, None, parameters=parameters)
