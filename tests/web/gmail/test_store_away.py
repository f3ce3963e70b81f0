"""The store is killed while people work: every card says so in the reader's language, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import paths
from cards.draft import PROPOSAL, REASON, REVIEWER, TEXT
from cards.merging import KIND, PARTNER
from server.demo.issuer import Issuer
from server.store.embedded import EmbeddedServer
from tests.support.gmail_answers import kind
from tests.support.gmail_edge import GmailEdge, gmail_edge, text

ALL = sorted(paths.CALLBACKS | paths.PUSHES | paths.SUGGESTIONS | {"/gmail/home", "/gmail/message"})


@pytest.mark.parametrize("locale", ["de", "en"])
def test_every_entry_point_says_that_the_store_is_away(issuer: Issuer, tmp_path: Path, locale: str) -> None:
    server = EmbeddedServer(tmp_path / "store", lock_seconds=0.2)
    try:
        with gmail_edge(server.start(), issuer, "firm", tmp_path) as edge:
            edge.locale = locale
            mail = edge.mail()
            conversation = edge.record(edge.open("jonas", mail)).id
            server.stop()
            wrong = [told for path in ALL if (told := _wrong(edge, path, mail, conversation))]
            edge.check_log()
    finally:
        server.stop()
    assert not wrong, "\n".join(wrong)


def _wrong(edge: GmailEdge, path: str, mail: str, conversation: str) -> str:
    """What an entry point answers, where it says something else."""
    values = {"conversation": conversation, "nonce": "n", "seen": "open", "to": "closed", "queue": "mine"}
    values |= {"preset": "3h", "field": "comment_0", "mailbox": "support", "who": "agent:eva", "add": "x"}
    inputs = {"comment_0": text("Getippt"), "code": text("FIRM-AAAA-AAAA-AAAA"), "who": text("eva")}
    inputs |= {PARTNER: text("Huber"), KIND: text("related"), "mail": text("0" * 26)}
    inputs |= {TEXT: text("Ja"), REVIEWER: text("Eva Vogt"), REASON: text("Nein"), PROPOSAL: text("Doch")}
    if path == paths.PRIORITY:
        values |= {"seen": "normal", "field": "priority"}
        inputs |= {"priority": text("high")}
    if path.startswith("/gmail/draft"):
        values |= {"seen": "none"}
    values |= {"act": "1", "macro": "m", "mails": "1"}
    answer = edge.ask("jonas", path, mail, parameters=values, form_inputs=inputs)
    known = {"trigger": {"failure"}, "callback": {"failure", ""} if path.startswith(paths.COMPOSE) else {""}}
    said = "Randnotiz ist gerade nicht erreichbar" if edge.locale == "de" else "Randnotiz cannot be reached"
    fits = answer.name in known.get(kind(path), {answer.name})
    told = kind(path) == "autocomplete" or said in answer.words
    return "" if fits and told else f"{path}: {answer.name} {answer.words}"
