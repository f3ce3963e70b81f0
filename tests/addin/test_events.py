"""events.js where it runs without a page: what it asks, what it answers, and that it never holds a mail back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.executable).parent / "node"
SCRIPT = (HERE.parents[1] / "addin" / "events.js").read_text(encoding="utf-8")
ALLOWED = {"allowEvent": True}
WARNING = {
    "warn": True,
    "text": "Ben schreibt gerade eine Antwort.",
    "markdown": "Ben schreibt gerade eine *Antwort*.",
    "button": "Verlauf anzeigen",
    "conversation": "c1",
}
REPLY = {"inReplyTo": "<q@wald.example>", "conversationId": "exchange-1"}


def node(script: str, given: str) -> Any:
    """What one of the programs beside this file says."""
    done = subprocess.run(
        [NODE, HERE / script], input=given, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout)


def run(event: str = "onMessageSend", **given: Any) -> Any:
    """Let Outlook raise an event; by default a reply, somebody signed in, and nothing to warn of."""
    own = {
        "script": SCRIPT.replace("{{ public_url }}", "https://notes.firma.example"),
        "event": event,
        "item": REPLY,
        "token": "good",
        "answer": answer({"warn": False}),
    }
    return node("events_runtime.cjs", json.dumps(own | given))


def answer(body: Any = None, *, status: int = 200, kind: str = "") -> dict[str, Any]:
    """What the service answers; `kind` is how the call ends otherwise."""
    return {"kind": kind, "status": status, "text": body if isinstance(body, str) else json.dumps(body)}


def completed(done: Any) -> Any:
    """What the event was completed with; it must be once."""
    [one] = done["completed"]
    return one["answer"]


def test_nothing_to_warn_of_means_send() -> None:
    done = run()
    assert completed(done) == ALLOWED
    assert done["handlers"] == ["onMessageSend", "onNewMessageCompose"]


def test_the_check_is_asked_with_a_token_and_a_key_and_the_draft_in_the_body() -> None:
    options, call = run()["asked"]
    assert options == {"options": {"allowSignInPrompt": False, "allowConsentPrompt": False}}
    assert (call["method"], call["url"]) == ("POST", "https://notes.firma.example/api/v1/send-check")
    assert call["headers"].pop("Idempotency-Key").startswith("send-")
    assert call["headers"] == {"Content-Type": "application/json", "Authorization": "Bearer bearer"}
    assert call["body"] == {
        "in_reply_to": "<q@wald.example>",
        "conversation_id": "exchange-1",
        "locale": "de-DE",
    }


def test_two_sends_have_two_keys() -> None:
    keys = {run()["asked"][1]["headers"]["Idempotency-Key"] for _ in range(2)}
    assert len(keys) == 2


def test_a_warning_stops_the_mail_and_leads_to_the_conversation() -> None:
    assert completed(run(answer=answer(WARNING))) == {
        "allowEvent": False,
        "errorMessage": WARNING["text"],
        "errorMessageMarkdown": WARNING["markdown"],
        "cancelLabel": "Verlauf anzeigen",
        "commandId": "composeOpenPane",
        "contextData": json.dumps({"from": "send-check", "conversation": "c1"}, separators=(",", ":")),
    }


def test_outlooks_limits_hold_whatever_is_answered() -> None:
    done = completed(run(answer=answer(WARNING | {"text": "x" * 900, "markdown": "", "button": "y" * 90})))
    assert (len(done["errorMessage"]), len(done["errorMessageMarkdown"])) == (500, 500)
    assert len(done["cancelLabel"]) == 20


@pytest.mark.parametrize(
    ("item", "body"),
    [
        ({"conversationId": "exchange-1"}, {"conversation_id": "exchange-1"}),
        ({"inReplyTo": "", "conversationId": "exchange-1"}, {"conversation_id": "exchange-1"}),
        ({"inReplyTo": "q@wald.example"}, {"in_reply_to": "q@wald.example"}),
    ],
)
def test_what_outlook_does_not_tell_is_left_out(item: dict[str, str], body: dict[str, str]) -> None:
    done = run(item=item, answer=answer(WARNING))
    assert done["asked"][1]["body"] == body | {"locale": "de-DE"}
    assert completed(done)["allowEvent"] is False


@pytest.mark.parametrize(
    "given",
    [
        {"item": None},
        {"item": {}},
        {"item": {"inReplyTo": None, "conversationId": None}},
        {"mailbox": "none"},
        {"token": "none"},
        {"token": "refused"},
        {"token": "broken"},
    ],
    ids=str,
)
def test_without_draft_or_token_nothing_is_asked_and_the_mail_goes_out(given: dict[str, Any]) -> None:
    done = run(**given)
    assert completed(done) == ALLOWED
    assert not [call for call in done["asked"] if "url" in call]


@pytest.mark.parametrize(
    "failing",
    [
        *(answer(WARNING, status=status) for status in (201, 204, 401, 403, 404, 409, 422, 429, 500, 503)),
        *(answer(text) for text in ("", "null", "[]", '"x"', "<html>", '{"warn": 0}')),
        *(answer(kind=kind) for kind in ("error", "timeout", "throw")),
    ],
    ids=lambda one: f"{one['kind']}{one['status']}{one['text'][:10]}",
)
def test_whatever_fails_the_mail_goes_out_at_once(failing: dict[str, Any]) -> None:
    [one] = run(answer=failing)["completed"]
    assert one["answer"] == ALLOWED
    assert one["ms"] < 2_500


@pytest.mark.parametrize("given", [{"answer": answer(kind="hang")}, {"token": "late"}], ids=str)
def test_who_does_not_answer_is_not_waited_for(given: dict[str, Any]) -> None:
    [one] = run(**given)["completed"]
    assert one["answer"] == ALLOWED
    assert one["ms"] < 3_900


def test_an_event_is_completed_once_even_if_answered_twice() -> None:
    assert completed(run(answer=answer(WARNING, kind="twice")))["allowEvent"] is False


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"answer": answer(kind="error")},
        {"answer": answer("x", status=500)},
        {"answer": answer("", status=204)},
        {"answer": answer(kind="hang")},
        {"token": "none"},
        {"item": None},
    ],
    ids=str,
)
def test_a_new_draft_says_that_somebody_writes_and_is_never_held_up(given: dict[str, Any]) -> None:
    done = run("onNewMessageCompose", **given)
    assert completed(done) is None
    calls = [call["url"].rpartition("/")[2] for call in done["asked"] if "url" in call]
    assert calls == ([] if "item" in given or "token" in given else ["composing"])


def test_the_oldest_runtime_can_parse_it() -> None:
    assert node("events_syntax.cjs", json.dumps([SCRIPT])) == [[]]


def test_the_judge_of_the_syntax_finds_what_is_too_new() -> None:
    newer = [
        "const a = 1;",
        "var f = () => 1;",
        "var s = `x`;",
        "class A {}",
        "var { a } = b;",
        "var o = { a };",
        "async function f() { await g(); }",
        "var a = b?.c;",
        "var a = b ?? c;",
        "var a = [...b];",
        "for (var a of b) { a(); }",
        "try { f(); } catch { g(); }",
        "f(a,);",
        "var a = b ? c : d;",
        "var a = ;",
    ]
    judged = node("events_syntax.cjs", json.dumps(newer))
    assert [text for text, found in zip(newer, judged, strict=True) if not found] == []
