"""The review of a draft over the API: asked, changed, approved and used, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api_edge import ApiEdge
from tests.support.office import mail


@pytest.fixture
def one(edge: ApiEdge) -> str:
    done = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    return f"/conversations/{done.conversation}/draft"


def asked(edge: ApiEdge, one: str, **body: Any) -> Any:
    given = {"text": "Der Preis ist 5 Euro.", "reviewer": "agent:ben", "expected": None} | body
    return edge.done("anna", "PUT", one, given)["review"]


def test_from_asking_to_using(edge: ApiEdge, one: str) -> None:
    review = asked(edge, one)
    assert (review["state"], review["yours"], review["blocked"]) == ("asked", True, False)
    assert edge.get("ben", "/home")["reviews"] == 1
    body = {"text": "Der Preis ist 6 Euro.", "expected": review["version"]}
    review = edge.done("ben", "PUT", f"{one}/proposal", body)["review"]
    draft = edge.get("anna", one)
    assert [found["text"] for found in draft["changes"] if found["kind"] != "kept"] == ["5 ", "6 "]
    assert draft["final"] == "Der Preis ist 6 Euro."
    approve = {"expected": review["version"]}
    review = edge.done("ben", "POST", f"{one}/approve", approve)["review"]
    late = edge.ask("ben", "POST", f"{one}/approve", approve)
    assert (late.status_code, late.get_json()["field"]) == (409, "review")
    used = edge.done("anna", "POST", f"{one}/use", {"expected": review["version"]})
    assert used["review"]["state"] is None
    assert edge.get("anna", one)["text"] == ""


@pytest.mark.parametrize(
    ("who", "step", "body", "status"),
    [
        ("anna", "/approve", {}, 403),
        ("ben", "/use", {}, 422),
        ("ben", "/withdraw", {}, 403),
        ("vera", "/approve", {}, 403),
        ("hanna", "/approve", {}, 404),
        ("ben", "/return", {}, 422),
    ],
)
def test_what_does_not_fit_is_refused(
    edge: ApiEdge, one: str, who: str, step: str, body: dict[str, Any], status: int
) -> None:
    review = asked(edge, one)
    answer = edge.ask(who, "POST", f"{one}{step}", {"expected": review["version"], **body})
    assert answer.status_code == status
