"""What a Smart Alert says: O4's texts in both languages, within Outlook's limits, whatever names and comments hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail
from tests.web.api.test_replies import DRAFT, QUESTION, checked, looked, question

LANGUAGES = ["de-DE", "en-US"]
HOSTILE = [
    "[Hier klicken](https://evil.example/x)",
    "![](https://evil.example/pixel.png)",
    "**Fett** _schräg_ `code` ~~weg~~",
    "- Liste",
    "1. Liste",
    "# Titel",
    "> Zitat",
    "| a | b |",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &#42;",
    "a\r\n\r\n- b\u2028c",
    "\u202egnirts",
    "\\[x\\](y)",
    "x" * 400,
    "😀" * 400,
    "%(who)s %s %d",
    " ",
]


def renamed(edge: ApiEdge, who: str, name: str) -> None:
    """Somebody is called otherwise from now on."""
    before = edge.office.inbox.directory.agents[who]
    edge.office.workspaces.directories.put(edge.office.id, replace(before, name=name), before=before)


def everything(edge: ApiEdge, comment: str = "bitte Variante B") -> str:
    """Everything a sender can be warned of at once: a reply, a claim, a send and a comment of Ben's and Mona's."""
    conversation = question(edge)
    looked(edge, "anna", conversation)
    answer = mail("a@firma.example", sender="ben@firma.example", to="ada@wald.example", refers=(QUESTION,))
    edge.office.deliver(answer, sent_by="ben", at=edge.office.time[0])
    edge.done("mona", "PUT", f"/conversations/{conversation}/claim", {"expected": None})
    edge.done("ben", "POST", f"/conversations/{conversation}/comments", {"text": comment})
    checked(edge, "ben")
    return conversation


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "de-DE",
            (
                r"Ben hat um \d+:\d\d bereits auf diese Mail geantwortet\. Bitte prüfen, bevor du sendest\.",
                r"Ben sendet gerade eine Antwort\.",
                r"Mona hat um \d+:\d\d angekündigt, zu antworten\.",
                r"Neuer interner Kommentar von Ben \(\d+:\d\d\): „bitte Variante B“\.",
            ),
        ),
        (
            "en-US",
            (
                r"Ben already replied to this mail at \d+:\d\d\. Please check before you send\.",
                r"Ben is sending a reply right now\.",
                r"Mona announced a reply at \d+:\d\d\.",
                r"New internal comment by Ben \(\d+:\d\d\): “bitte Variante B”\.",
            ),
        ),
    ],
)
def test_a_warning_names_who_did_what_when(edge: ApiEdge, language: str, lines: tuple[str, ...]) -> None:
    conversation = everything(edge)
    found = checked(edge, locale=language)
    assert (found["warn"], found["conversation"]) == (True, conversation)
    assert re.fullmatch(" ".join(lines), found["text"])
    assert re.fullmatch("\n\n".join(lines), found["markdown"])
    assert found["button"] == {"de": "Konversation zeigen", "en": "Show conversation"}[language[:2]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_name_and_no_comment_formats_a_warning_or_makes_it_too_long(
    edge: ApiEdge, language: str, hostile: str
) -> None:
    for who in ("ben", "mona"):
        renamed(edge, who, hostile)
    everything(edge, comment=hostile if hostile.strip() else "x")
    found = checked(edge, locale=language)
    assert found["warn"] is True
    for text in (found["text"], found["markdown"]):
        assert 0 < len(text.encode("utf-16-le")) // 2 <= 500
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)
    assert "\n" not in found["text"]
    assert not re.search(r"[*_\[\]<>`#|~\\!&]", found["markdown"])
    for line in found["markdown"].split("\n\n"):
        assert "\n" not in line
        assert not re.match(r"\s|[-+]|\d+[.)]", line), line
    assert len(found["button"]) <= 20


@pytest.mark.parametrize(("language", "somebody"), [("de", "Jemand"), ("en", "Somebody")])
def test_who_is_gone_is_somebody(edge: ApiEdge, language: str, somebody: str) -> None:
    renamed(edge, "mona", "")
    everything(edge)
    assert f" {somebody} " in checked(edge, locale=language)["text"]


@pytest.mark.parametrize("setting", ["anonymous", "off"])
def test_presence_without_names_warns_without_names(edge: ApiEdge, setting: Any) -> None:
    conversation = question(edge)
    before = edge.office.inbox.directory.workspace
    edge.office.workspaces.directories.change_workspace(before, replace(before, presence=setting))
    for who in ("anna", "ben"):
        looked(edge, who, conversation, "composing" if who == "ben" else "viewing")
    shown = edge.get("anna", f"/conversations/{conversation}")["presence"]
    assert [one["name"] for one in shown] == ([""] if setting == "anonymous" else [])
    writing = checked(edge, locale="en")["text"]
    assert writing == ("Somebody is writing a reply right now." if setting == "anonymous" else "")
    sending = checked(edge, "ben", locale="de")["text"]
    assert sending == "Jemand sendet gerade eine Antwort."


def test_without_a_language_of_the_client_the_agents_own_counts(edge: ApiEdge) -> None:
    everything(edge)
    found = edge.done("anna", "POST", "/send-check", DRAFT, headers={"Accept-Language": "de"})
    assert found["button"] == "Konversation zeigen"
    assert checked(edge, locale="fr-FR")["button"] in {"Konversation zeigen", "Show conversation"}
