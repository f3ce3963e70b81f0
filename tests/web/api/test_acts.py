"""Acts over the API: each does what its use case does, once, and tells who was faster."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail

ACTS: list[tuple[str, str, Any, str, Any]] = [
    ("POST", "take", {"expected": None}, "assignee", "agent:anna"),
    ("PUT", "assignee", {"to": "agent:ben", "expected": None}, "assignee", "agent:ben"),
    ("PUT", "assignee", {"to": "team:desk", "expected": None}, "assignee", "team:desk"),
    ("PUT", "status", {"to": "pending", "expected": "open"}, "status", "pending"),
    ("PUT", "status", {"to": "spam", "expected": "open"}, "status", "spam"),
    ("PUT", "snooze", {"preset": "3h", "expected": "open"}, "status", "snoozed"),
    ("PUT", "priority", {"to": "high", "expected": "normal"}, "priority", "high"),
    ("POST", "tags", {"add": "VIP"}, "tags", ["vip"]),
    ("POST", "comments", {"text": "Bitte @Ben"}, "comment_count", 1),
    ("POST", "comments", {"text": "Ok", "wait": "open"}, "status", "pending"),
    ("PUT", "claim", {"expected": None}, "claim", "agent:anna"),
    ("DELETE", "claim", None, "claim", None),
]


def new(edge: ApiEdge) -> str:
    done = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    assert done.conversation is not None
    return done.conversation


def seen(view: dict[str, Any], name: str) -> Any:
    found = view[name]
    if name == "assignee" and found:
        return found["id"]
    return found["by"]["id"] if name == "claim" and found else found


@pytest.mark.parametrize(("method", "path", "body", "name", "wanted"), ACTS)
def test_an_act_answers_with_what_now_stands(
    edge: ApiEdge, method: str, path: str, body: Any, name: str, wanted: Any
) -> None:
    one = new(edge)
    view = edge.done("anna", method, f"/conversations/{one}/{path}", body)
    assert seen(view, name) == wanted
    assert seen(edge.get("ben", f"/conversations/{one}"), name) == wanted


def test_who_was_slower_is_told_who_won_in_their_language(edge: ApiEdge) -> None:
    one = new(edge)
    edge.done("anna", "POST", f"/conversations/{one}/take", {"expected": None})
    for language, text in (
        ("de-CH,de;q=0.9", "Anna hat inzwischen übernommen."),
        ("en", "Anna has taken it meanwhile."),
    ):
        answer = edge.ask(
            "ben",
            "POST",
            f"/conversations/{one}/take",
            {"expected": None},
            headers={"Accept-Language": language},
        )
        problem = answer.get_json()
        assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
        assert (problem["code"], problem["field"], problem["detail"]) == ("conflict", "assignee", text)
        assert problem["view"]["assignee"] == {"id": "agent:anna", "name": "Anna", "you": False}


def test_the_same_key_is_the_same_request(edge: ApiEdge) -> None:
    one = new(edge)
    for _ in range(2):
        view = edge.done("anna", "POST", f"/conversations/{one}/comments", {"text": "Einmal"}, key="k")
        assert view["comment_count"] == 1


@pytest.mark.parametrize("other", [{"text": "Zweimal"}, {"text": "Einmal", "mention": "Ben"}])
def test_the_same_key_with_other_content_is_refused(edge: ApiEdge, other: dict[str, str]) -> None:
    one = new(edge)
    edge.done("anna", "POST", f"/conversations/{one}/comments", {"text": "Einmal"}, key="k")
    answer = edge.ask("anna", "POST", f"/conversations/{one}/comments", other, key="k")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_reused")
    assert edge.get("anna", f"/conversations/{one}")["comment_count"] == 1


def test_the_same_key_for_another_act_is_refused(edge: ApiEdge) -> None:
    one = new(edge)
    edge.done("anna", "POST", f"/conversations/{one}/tags", {"add": "eins"}, key="k")
    answer = edge.ask("anna", "POST", f"/conversations/{one}/take", {"expected": None}, key="k")
    assert answer.get_json()["code"] == "idempotency_key_reused"


def test_keys_of_two_agents_are_two(edge: ApiEdge) -> None:
    one = new(edge)
    for who in ("anna", "ben"):
        view = edge.done(who, "POST", f"/conversations/{one}/comments", {"text": "Ja"}, key="k")
    assert view["comment_count"] == 2


@pytest.mark.parametrize("key", [None, "", "a b", "ä", "x" * 201])
def test_a_change_without_a_usable_key_is_refused(edge: ApiEdge, key: str | None) -> None:
    one = new(edge)
    answer = edge.ask("anna", "POST", f"/conversations/{one}/tags", {"add": "eins"}, key=key)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency_key_missing")


def test_a_claim_is_renewed_without_a_key_and_only_ones_own(edge: ApiEdge) -> None:
    path = f"/conversations/{new(edge)}/claim"
    first = edge.done("anna", "PUT", path, {"expected": None})["claim"]
    again = edge.done("anna", "PUT", path, {"renew": True}, key=None)["claim"]
    assert again["since"] == first["since"]
    assert again["until"] >= first["until"]
    assert edge.done("ben", "PUT", path, {"renew": True}, key=None)["claim"]["by"]["id"] == "agent:anna"


def test_a_claim_that_was_seen_can_be_taken_over(edge: ApiEdge) -> None:
    path = f"/conversations/{new(edge)}/claim"
    edge.done("anna", "PUT", path, {"expected": None})
    assert edge.ask("ben", "PUT", path, {"expected": None}).status_code == 409
    assert edge.done("ben", "PUT", path, {"expected": "agent:anna"})["claim"]["by"]["you"]


def test_what_is_not_visible_does_not_exist_and_what_is_not_allowed_names_the_role(edge: ApiEdge) -> None:
    path = f"/conversations/{new(edge)}/take"
    hidden = edge.ask("hanna", "POST", path, {"expected": None})
    assert (hidden.status_code, hidden.get_json()["code"]) == (404, "not_found")
    refused = edge.ask("vera", "POST", path, {"expected": None})
    assert (refused.status_code, refused.get_json()["role"]) == (403, "agent")


@pytest.mark.parametrize("name", ["x:comments", "i000000:activity", "..", "ä", "none"])
def test_an_id_that_is_none_does_not_exist(edge: ApiEdge, name: str) -> None:
    new(edge)
    assert edge.ask("anna", "GET", f"/conversations/{name}").status_code == 404
