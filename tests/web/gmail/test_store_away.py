"""The store is killed while people work: every card says so in the reader's language, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards import paths
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
            for path in ALL:
                _answered(edge, path, mail, conversation)
            edge.check_log()
    finally:
        server.stop()


def _answered(edge: GmailEdge, path: str, mail: str, conversation: str) -> None:
    values = {"conversation": conversation, "nonce": "n", "seen": "open", "to": "closed", "queue": "mine"}
    values |= {"preset": "3h", "field": "comment_0", "mailbox": "support", "who": "agent:eva", "add": "x"}
    inputs = {"comment_0": text("Getippt"), "code": text("FIRM-AAAA-AAAA-AAAA"), "who": text("eva")}
    if path == paths.PRIORITY:
        values |= {"seen": "normal", "field": "priority"}
        inputs |= {"priority": text("high")}
    answer = edge.ask("jonas", path, mail, parameters=values, form_inputs=inputs)
    if kind(path) == "trigger":
        assert answer.name == "failure"
    elif kind(path) == "callback":
        assert not answer.name, path
    if kind(path) != "autocomplete":
        said = "Der Speicher ist nicht erreichbar" if edge.locale == "de" else "The store cannot be reached"
        assert said in answer.words, (path, answer.words)
