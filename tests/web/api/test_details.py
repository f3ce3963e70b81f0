"""Fields, visibility, comments and availability over the API: what is refused, and with what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.catalogue import Field, FieldKind
from server.domain.vocabulary import Availability
from tests.support.api_edge import ApiEdge
from tests.support.office import DAY, mail


@pytest.fixture
def one(edge: ApiEdge) -> str:
    for field in (Field("number", "Kundennummer"), Field("file", "Akte", FieldKind.LINK)):
        edge.office.workspaces.directories.put(edge.office.id, field, before=None)
    done = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    return f"/conversations/{done.conversation}"


def test_a_field_is_set_and_a_conflict_carries_what_now_stands(edge: ApiEdge, one: str) -> None:
    body = {"to": "4711", "expected": ""}
    view = edge.done("anna", "PUT", f"{one}/fields/number", body)
    assert [field["value"] for field in view["fields"] if field["id"] == "number"] == ["4711"]
    answer = edge.ask("ben", "PUT", f"{one}/fields/number", {"to": "4712", "expected": ""})
    problem = answer.get_json()
    assert (answer.status_code, problem["field"]) == (409, "field:number")
    assert problem["view"]["fields"][1]["value"] == "4711"


@pytest.mark.parametrize(
    ("who", "field", "to", "status"),
    [
        ("anna", "nothing", "1", 404),
        ("hanna", "number", "1", 404),
        ("vera", "number", "1", 403),
        ("anna", "file", "http://a.example", 422),
        ("anna", "file", "javascript:alert(1)", 422),
    ],
)
def test_what_does_not_fit_is_refused(
    edge: ApiEdge, one: str, who: str, field: str, to: str, status: int
) -> None:
    answer = edge.ask(who, "PUT", f"{one}/fields/{field}", {"to": to, "expected": ""})
    assert answer.status_code == status


def test_only_a_checked_link_is_handed_out_as_one(edge: ApiEdge, one: str) -> None:
    view = edge.done("anna", "PUT", f"{one}/fields/file", {"to": "https://a.example/?x", "expected": ""})
    assert view["fields"][0]["link"] == "https://a.example/?x"
    assert view["fields"][1]["link"] is None


def test_a_confidential_conversation_does_not_exist_for_others(edge: ApiEdge, one: str) -> None:
    chosen = edge.get("mona", f"{one}/visibility")["people"]
    assert [(who["name"], who["chosen"]) for who in chosen][:2] == [("Mona", True), ("Anna", False)]
    body: dict[str, Any] = {"to": ["agent:mona", "agent:anna"], "expected": None}
    assert edge.ask("ben", "PUT", f"{one}/visibility", body).get_json()["role"] == "manager"
    view = edge.done("mona", "PUT", f"{one}/visibility", body)
    assert view["restricted"]["count"] == 2
    for method, path, sent in (
        ("GET", one, None),
        ("GET", f"{one}/timeline", None),
        ("GET", f"{one}/previous", None),
        ("GET", f"{one}/assignees", None),
        ("GET", f"{one}/tags", None),
        ("GET", f"{one}/visibility", None),
        ("POST", f"{one}/take", {"expected": None}),
        ("PUT", f"{one}/visibility", {"to": None, "expected": None}),
        ("PUT", f"{one}/presence", {"mode": "viewing"}),
    ):
        refused = edge.ask("ben", method, path, sent)
        nothing = edge.ask("ben", method, path.replace(one, "/conversations/none"), sent)
        assert (refused.status_code, refused.get_json()) == (404, nothing.get_json())
    assert edge.get("ben", "/home")["mailboxes"][0]["open"] == 0
    back = edge.done(
        "mona", "PUT", f"{one}/visibility", {"to": None, "expected": ["agent:anna", "agent:mona"]}
    )
    assert back["restricted"] is None


def test_a_comment_is_mended_by_its_author_alone(edge: ApiEdge, one: str) -> None:
    comment = edge.done("ben", "POST", f"{one}/comments", {"text": "Varriante"})["comments"][0]
    assert (comment["may_edit"], comment["may_delete"]) == (True, True)
    path = f"{one}/comments/{comment['id']}"
    assert edge.ask("mona", "PUT", path, {"text": "x"}).status_code == 403
    assert edge.ask("anna", "DELETE", path).get_json()["role"] == "manager"
    assert edge.ask("ben", "PUT", f"{one}/comments/none", {"text": "x"}).status_code == 404
    view = edge.done("ben", "PUT", path, {"text": "Variante"})
    assert view["comments"][0]["text"] == "Variante"
    view = edge.done("mona", "DELETE", path)
    assert (view["comments"][0]["text"], view["comments"][0]["deleted"]) == ("", True)


def test_availability_is_ones_own(edge: ApiEdge) -> None:
    until = edge.office.time[0] + DAY
    body = {"availability": "away", "until": until}
    home = edge.done("anna", "PUT", "/me/availability", body)
    assert (home["availability"], home["absence"]["until"]) == ("away", until)
    assert edge.office.inbox.directory.agents["anna"].availability is Availability.AWAY
    assert edge.ask("anna", "PUT", "/me/availability", {**body, "until": 5}).status_code == 422
    assert edge.ask("anna", "PUT", "/me/availability", {**body, "agent": "ben"}).status_code == 422


def test_an_absence_that_is_over_is_none(edge: ApiEdge, one: str) -> None:
    office = edge.office
    anna = office.inbox.directory.agents["anna"]
    was = replace(anna, availability=Availability.AWAY, away_until=office.time[0] - 1)
    office.workspaces.directories.put(office.id, was, before=anna)
    found = edge.get("ben", f"{one}/assignees?query=anna")["candidates"][0]
    assert (found["availability"], found["absence"], found["cap"]) == ("available", None, None)
