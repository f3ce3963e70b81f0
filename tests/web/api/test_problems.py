"""What is refused at the door: always a problem document, with a stable code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail

KEY = {"Idempotency-Key": "k"}


def new(edge: ApiEdge) -> str:
    done = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    assert done.conversation is not None
    return done.conversation


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("take", {"expected": None, "more": 1}, "more"),
        ("take", {}, "expected"),
        ("take", [], "_schema"),
        ("take", None, "_schema"),
        ("tags", {}, "add"),
        ("tags", {"add": "a", "remove": "b"}, "add"),
        ("comments", {"text": ""}, "text"),
        ("comments", {"text": "x" * 10_001}, "text"),
        ("comments", {"text": 5}, "text"),
        ("comments", {"text": "a", "wait": "asleep"}, "wait"),
    ],
)
def test_a_body_that_does_not_fit_is_named_field_by_field(
    edge: ApiEdge, path: str, body: Any, field: str
) -> None:
    sent = {"json": body} if body is not None else {"data": "null", "content_type": "application/json"}
    answer = edge.ask("anna", "POST", f"/conversations/{new(edge)}/{path}", **sent)
    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype, problem["code"]) == (
        422,
        "application/problem+json",
        "invalid_body",
    )
    assert list(problem["errors"]) == [field]


@pytest.mark.parametrize("path", ["/home?x=1", "/people?query=a&query=b", "/queues/open?after=1&mailboxes=x"])
def test_a_query_that_does_not_fit_is_refused(edge: ApiEdge, path: str) -> None:
    answer = edge.ask("anna", "GET", path)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid_query")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": "{", "content_type": "application/json"}, 400),
        ({"data": b"\xff", "content_type": "application/json"}, 400),
        ({"data": '{"text": "\\ud800"}', "content_type": "application/json"}, 400),
        ({"data": "text=a", "content_type": "application/x-www-form-urlencoded"}, 415),
        ({"data": b" " * 600_000, "content_type": "application/json"}, 413),
    ],
)
def test_what_is_no_json_is_refused(edge: ApiEdge, sent: dict[str, Any], status: int) -> None:
    answer = edge.ask("anna", "POST", f"/conversations/{new(edge)}/comments", **sent)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_wrong_method_is_told_the_right_ones(edge: ApiEdge) -> None:
    answer = edge.ask("anna", "PATCH", "/me", {})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/nothing", "/queues/all", "/conversations"])
def test_an_unknown_path_does_not_exist(edge: ApiEdge, path: str) -> None:
    answer = edge.ask("anna", "GET", path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("accepted", "word"), [("de", "Bitte"), ("en-GB", "Please"), ("fr", "Bitte"), ("", "Bitte")]
)
def test_texts_are_in_the_language_asked_for_or_the_agents(edge: ApiEdge, accepted: str, word: str) -> None:
    path = f"/conversations/{new(edge)}/comments"
    answer = edge.ask("anna", "POST", path, {"text": " "}, headers={"Accept-Language": accepted})
    assert answer.status_code == 422
    assert answer.get_json()["detail"].startswith(word)
