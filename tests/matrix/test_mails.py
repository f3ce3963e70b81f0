"""What somebody is told of a mail that they have, or only name: its conversation, that there is one, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from cards import paths
from tests.matrix import people
from tests.matrix.expected import cell
from tests.matrix.google import OneMail
from tests.matrix.grid import table
from tests.matrix.world import ADDRESSED, MERGED, UNKNOWN, World, message_id, sender
from tests.support.office import mail

TOLD = table("""
                   ordinary desk restricted both hr merged beyond unknown
    admin              o      o       o      o   o    o      o      o
    manager            +      +       +      +   +    +      +      o
    manager-unlisted   +      +       c      +   o    +      e      o
    agent              +      +       +      +   o    +      e      o
    agent-unlisted     +      +       c      +   o    +      e      o
    given              +      c       +      +   o    +      e      o
    given-by-team      c      +       c      c   o    c      e      o
    given-nothing      c      c       c      c   o    c      e      o
    viewer             +      +       +      +   o    +      e      o
    viewer-unlisted    +      +       c      +   o    +      e      o
    light              +      c       +      +   o    +      e      o
    light-unlisted     +      c       c      +   o    +      e      o
    light-follower     +      c       +      +   o    +      e      o
    light-unnamed      c      c       c      c   o    c      e      o
    elsewhere          o      o       o      +   +    o      +      o
    outsider           o      o       o      o   o    o      o      o
    removed            o      o       o      o   o    o      o      o
    emergency          +      +       +      +   o    +      e      o
    emergency-ended    o      o       o      o   o    o      o      o
""")
"""`+` the conversation, `c` that it is confidential, `e` that another mailbox has it, `o` of no mailbox (A3, A5)."""
SIGNS = {"conversation": "+", "confidential": "c", "elsewhere": "e", "outside": "o"}
IN_GMAIL = {("elsewhere", "beyond"): "o"}
"""There a mail is looked for in the mailboxes that it names, and this one names another."""
DRAFTS = ("/compose", "/composing", "/send-check", "/intents")


def forget_hints(world: World) -> None:
    """Nobody has been told anything within the hour."""
    keys = world.conversations.keys
    for agent in people.AGENTS.values():
        world.conversations.store.write("DEL", keys.request(agent, "hints"))


def named(world: World, kind: str) -> str:
    return f"<{message_id(world.office, kind)}>"


@pytest.mark.parametrize("who", TOLD)
def test_of_a_mail_that_is_only_named(matrix: World, who: str) -> None:
    forget_hints(matrix)
    told = {}
    for kind in TOLD[who]:
        answer = matrix.ask(who, "POST", "/resolve", {"message_id": named(matrix, kind)}, key=None)
        told[kind] = SIGNS[answer.get_json()["kind"]]
        if told[kind] in "ce":
            assert answer.get_json() == {"kind": answer.get_json()["kind"]}
    assert told == TOLD[who]


@pytest.mark.parametrize("who", TOLD)
def test_of_a_mail_that_is_open_in_gmail(matrix: World, who: str) -> None:
    for kind, told in TOLD[who].items():
        sign = IN_GMAIL.get((who, kind), told)
        to = ADDRESSED.get(kind, "somebody@wald.example")
        at = matrix.office.time[0] - 60_000
        headers = mail(
            message_id(matrix.office, kind), to=to, subject=f"Secret {kind}", at=at, sender=sender(kind)
        )
        matrix.google.mails[f"{who}-{kind}"] = OneMail(headers, at)
        for path in ("/gmail/message", paths.REFRESH):
            text = matrix.press(who, path, {}, {}, f"{who}-{kind}").get_data(as_text=True)
            found = [name for name in SIGNS if f'"name":"{name}"' in text]
            assert [SIGNS[name] for name in found] == [sign], (kind, path, text[:300])
            assert sign == "+" or f"Secret {kind}" not in text
            assert sign == "+" or matrix.ids.get(kind, "?") not in text


def draft(world: World, path: str, kind: str) -> dict[str, Any]:
    name = "message_id" if path == "/intents" else "in_reply_to"
    return {name: named(world, kind)}


@pytest.mark.parametrize("who", TOLD)
def test_beside_a_draft_in_gmail(matrix: World, who: str) -> None:
    """Whatever conversation a card names, nothing is told of it but to those who may answer in it."""
    for kind in TOLD[who]:
        named = {"conversation": matrix.ids.get(kind, UNKNOWN), "sure": "1", "nonce": matrix.nonce()}
        for path, parameters in ((paths.COMPOSE_LOOK, named), (paths.COMPOSE, {})):
            text = matrix.press(who, path, parameters, {}).get_data(as_text=True)
            told = path == paths.COMPOSE_LOOK and cell(who, "take", kind) == "+"
            assert (f"Secret {MERGED.get(kind, kind)}" in text) is told, (kind, path)
    stranger = matrix.press("stranger", paths.COMPOSE_LOOK, named, {}).get_data(as_text=True)
    assert "Secret" not in stranger


def shape(answer: TestResponse) -> tuple[int, bytes]:
    return answer.status_code, answer.data


@pytest.mark.parametrize("path", DRAFTS)
@pytest.mark.parametrize("who", TOLD)
def test_of_a_draft_that_answers_it(matrix: World, who: str, path: str) -> None:
    unknown = shape(matrix.ask(who, "POST", path, draft(matrix, path, "unknown")))
    for kind, sign in TOLD[who].items():
        answer = matrix.ask(who, "POST", path, draft(matrix, path, kind))
        if sign == "+":
            refused = path == "/intents" and cell(who, "work", kind) == "F"
            assert answer.status_code in ((403,) if refused else (200, 204)), kind
        else:
            assert shape(answer) == unknown, kind


@pytest.mark.parametrize("who", ["nobody", "stranger", "deactivated"])
@pytest.mark.parametrize("path", [*DRAFTS, "/resolve", "/resolve/add"])
def test_nothing_for_nobody(matrix: World, who: str, path: str) -> None:
    body = draft(matrix, path, "ordinary") if path in DRAFTS else {"message_id": named(matrix, "ordinary")}
    body |= {"mailbox": "support"} if path == "/resolve/add" else {}
    assert matrix.ask(who, "POST", path, body).status_code == (401 if who == "nobody" else 403)


@pytest.mark.parametrize("who", TOLD)
def test_a_mail_is_put_only_where_one_works(matrix: World, who: str) -> None:
    """Nobody can tell a mailbox of others from none, and who may not write there is refused."""
    working = {
        "manager",
        "manager-unlisted",
        "agent",
        "agent-unlisted",
        "given",
        "given-by-team",
        "given-nothing",
    }
    member = working | {
        "viewer",
        "viewer-unlisted",
        "light",
        "light-unlisted",
        "light-follower",
        "light-unnamed",
    }
    hr = {"manager", "elsewhere"}
    body = {"message_id": "<one@wald.example>", "headers": "Message-ID: <other@wald.example>\r\n"}
    answers = {
        box: matrix.ask(who, "POST", "/resolve/add", body | {"mailbox": box})
        for box in ("nowhere", "hr", "support")
    }
    assert answers["nowhere"].status_code == 404
    if who not in hr:
        assert shape(answers["hr"]) == shape(answers["nowhere"])
    if who in working:
        assert answers["support"].status_code == 422  # it gets as far as the headers of another mail
    elif who in member | {"emergency"}:
        assert answers["support"].status_code == 403
    else:
        assert shape(answers["support"]) == shape(answers["nowhere"])
