"""Answering from Outlook over HTTP: intents, drafts, heartbeats, and the check before a reply goes out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail

QUESTION = "q-1@wald.example"
DRAFT = {"in_reply_to": f"<{QUESTION}>", "conversation_id": "exchange-1"}
MINUTE = 60_000


def question(edge: ApiEdge, name: str = QUESTION, *, to: str = "support@firma.example") -> str:
    done = edge.office.deliver(mail(name, to=to, at=edge.office.time[0] - MINUTE))
    assert done.conversation is not None
    return done.conversation


def looked(edge: ApiEdge, who: str, conversation: str, mode: str = "viewing") -> Any:
    return edge.done(who, "PUT", f"/conversations/{conversation}/presence", {"mode": mode}, key=None)


def checked(edge: ApiEdge, who: str = "anna", **more: Any) -> Any:
    return edge.done(who, "POST", "/send-check", DRAFT | more)


def test_a_draft_that_nothing_speaks_against_goes_out(edge: ApiEdge) -> None:
    conversation = question(edge)
    looked(edge, "anna", conversation)
    assert checked(edge, locale="en-GB") == {
        "warn": False,
        "text": "",
        "markdown": "",
        "button": "Show conversation",
        "conversation": conversation,
    }


def test_what_was_announced_before_answering_is_found_and_carried_out(edge: ApiEdge) -> None:
    conversation = question(edge)
    looked(edge, "anna", conversation)
    announced = {"message_id": f"<{QUESTION}>", "conversation_id": "exchange-1", "after_send": "pending"}
    assert edge.ask("anna", "POST", "/intents", announced).status_code == 204
    for draft, by in (
        (DRAFT, "in_reply_to"),
        ({"conversation_id": "exchange-1"}, "intent"),
    ):
        found = edge.done("anna", "POST", "/compose", draft, key=None)
        assert (found["by"], found["after_send"]) == (by, "pending")
        assert found["conversation"]["id"] == conversation
    found = edge.done("ben", "POST", "/compose", {"conversation_id": "exchange-1"}, key=None)
    assert (found["by"], found["after_send"]) == ("conversation_id", "keep")
    assert checked(edge)["warn"] is False
    assert edge.get("anna", f"/conversations/{conversation}")["status"] == "pending"


def test_who_writes_is_seen_by_colleagues_and_warns_them(edge: ApiEdge) -> None:
    conversation = question(edge)
    assert edge.ask("ben", "POST", "/composing", DRAFT, key=None).status_code == 204
    [here] = edge.get("anna", f"/conversations/{conversation}")["presence"]
    assert (here["name"], here["mode"], here["client"]) == ("Ben", "composing", "outlook")
    assert checked(edge, locale="de-DE")["text"] == "Ben schreibt gerade eine Antwort."


def test_who_does_not_see_the_conversation_learns_nothing(edge: ApiEdge) -> None:
    conversation = question(edge)
    edge.done("ben", "PUT", f"/conversations/{conversation}/claim", {"expected": None})
    nothing = checked(edge, "hanna")
    assert (nothing["warn"], nothing["text"], nothing["conversation"]) == (False, "", None)
    assert edge.ask("hanna", "POST", "/composing", DRAFT, key=None).status_code == 204
    assert edge.ask("hanna", "POST", "/compose", DRAFT, key=None).status_code == 404
    announced = {"message_id": QUESTION}
    assert edge.ask("hanna", "POST", "/intents", announced).status_code == 404
    path = f"/conversations/{conversation}/presence"
    assert edge.ask("hanna", "PUT", path, {"mode": "viewing"}, key=None).status_code == 404
    assert edge.ask("hanna", "DELETE", path, key=None).status_code == 404
    assert edge.get("anna", f"/conversations/{conversation}")["presence"] == []


def test_who_only_reads_neither_announces_nor_is_warned(edge: ApiEdge) -> None:
    question(edge)
    refused = edge.ask("vera", "POST", "/intents", {"message_id": QUESTION})
    assert (refused.status_code, refused.get_json()["role"]) == (403, "agent")
    assert checked(edge, "vera")["conversation"] is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/intents", {}),
        ("/intents", {"message_id": ""}),
        ("/intents", {"message_id": QUESTION, "after_send": "spam"}),
        ("/intents", {"message_id": QUESTION, "when": 1}),
        ("/compose", {"in_reply_to": None}),
        ("/compose", {"locale": "de"}),
        ("/composing", {"in_reply_to": "x" * 4001}),
        ("/send-check", {"locale": "x" * 21}),
        ("/send-check", {"conversation_key": "c"}),
    ],
)
def test_a_body_that_does_not_fit_is_refused_by_field(edge: ApiEdge, path: str, body: Any) -> None:
    answer = edge.ask("anna", "POST", path, body)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_body")
    assert answer.get_json()["errors"]


@pytest.mark.parametrize("mode", ["sending", "away", None])
def test_only_looking_and_writing_can_be_said_by_a_client(edge: ApiEdge, mode: str | None) -> None:
    path = f"/conversations/{question(edge)}/presence"
    assert edge.ask("anna", "PUT", path, {"mode": mode}, key=None).status_code == 422
    assert edge.ask("anna", "DELETE", f"{path}?mode={mode}", key=None).status_code == 422


@pytest.mark.parametrize("path", ["/intents", "/send-check"])
def test_what_is_kept_needs_a_key(edge: ApiEdge, path: str) -> None:
    question(edge)
    body = {"message_id": QUESTION} if path == "/intents" else DRAFT
    answer = edge.ask("anna", "POST", path, body, key=None)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_missing")


def test_the_same_check_again_is_one_check(edge: ApiEdge) -> None:
    conversation = question(edge)
    edge.done("ben", "PUT", f"/conversations/{conversation}/claim", {"expected": None})
    answers = [edge.done("anna", "POST", "/send-check", DRAFT, key="once") for _ in range(2)]
    assert answers[0] == answers[1]
    assert edge.office.events(conversation).count("guard_shown") == 1
    other = edge.ask("anna", "POST", "/send-check", DRAFT | {"locale": "de"}, key="once")
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")


def test_presence_says_who_else_is_there_until_they_leave(edge: ApiEdge) -> None:
    conversation = question(edge)
    assert looked(edge, "ben", conversation, "composing") == {"presence": []}
    [ben] = looked(edge, "anna", conversation)["presence"]
    assert (ben["name"], ben["mode"], ben["client"]) == ("Ben", "composing", "outlook")
    path = f"/conversations/{conversation}/presence"
    assert edge.ask("ben", "DELETE", f"{path}?mode=viewing", key=None).status_code == 204
    assert len(looked(edge, "anna", conversation)["presence"]) == 1, "the other window still writes"
    assert edge.ask("ben", "DELETE", f"{path}?mode=composing", key=None).status_code == 204
    assert looked(edge, "anna", conversation)["presence"] == []


def test_two_checks_at_the_same_moment_meet(edge: ApiEdge) -> None:
    """Whatever their order, one of two senders is warned of the other."""
    with ThreadPoolExecutor(2) as pool:
        for number in range(15):
            name = f"q-{number}@wald.example"
            conversation = question(edge, name)
            tokens = [edge.issuer.token(who) for who in ("anna", "ben")]
            for who in ("anna", "ben"):
                looked(edge, who, conversation)
            calls = [
                pool.submit(
                    edge.ask, None, "POST", "/send-check", {"in_reply_to": name, "locale": "en"}, token=token
                )
                for token in tokens
            ]
            found = [call.result().get_json() for call in calls]
            assert any(one["warn"] for one in found)
            assert {one["text"] for one in found} <= {
                "",
                "Anna is sending a reply right now.",
                "Ben is sending a reply right now.",
            }
