"""The description is generated, complete, and true of the answers that are made by hand."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from server.web.api.routes import ROUTES
from tests.support.api_edge import BASE, ApiEdge
from tests.support.office import mail


@pytest.fixture
def described(edge: ApiEdge) -> dict[str, Any]:
    found: dict[str, Any] = edge.ask(None, "GET", "/openapi.json").get_json()
    return found


def operation(described: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    found: dict[str, Any] = described["paths"][path][method.lower()]
    return found


def test_every_route_is_described_and_every_described_one_exists(
    edge: ApiEdge, described: dict[str, Any]
) -> None:
    told = {(m.upper(), path) for path, item in described["paths"].items() for m in item}
    assert {(r.method, r.path.replace("<", "{").replace(">", "}")) for r in ROUTES} <= told
    assert told <= served(edge.app)


def served(app: Flask) -> set[tuple[str, str]]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(BASE)]
    return {
        (method, rule.rule.removeprefix(BASE).replace("<", "{").replace(">", "}"))
        for rule in rules
        for method in rule.methods or ()
    }


def test_it_is_of_version_3_1_and_says_who_may_call(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["components"]["securitySchemes"]["entra"]["scheme"] == "bearer"
    for item in described["paths"].values():
        for one in item.values():
            assert {"401", "403", "422", "503"} <= set(one["responses"])


def test_a_change_names_its_key(described: dict[str, Any]) -> None:
    for route in ROUTES:
        if route.keyed:
            path = route.path.replace("<", "{").replace(">", "}")
            names = [p["name"] for p in operation(described, route.method, path)["parameters"]]
            assert "Idempotency-Key" in names


def test_the_readable_page_lists_every_route(edge: ApiEdge) -> None:
    page = edge.ask(None, "GET", "/docs").get_data(as_text=True)
    assert all(escape(route.summary) in page for route in ROUTES)


def test_answers_made_by_hand_match_their_schemas(edge: ApiEdge, described: dict[str, Any]) -> None:
    done = edge.office.deliver(
        mail("a@wald.example", sender="anna@firma.example", at=edge.office.time[0] - 60_000)
    )
    edge.office.deliver(mail("b@wald.example", sender="anna@firma.example", at=edge.office.time[0] - 50_000))
    one = f"/conversations/{done.conversation}"
    edge.done("ben", "POST", f"{one}/take", {"expected": None})
    edge.done("ben", "POST", f"{one}/comments", {"text": "Siehe @Anna", "wait": "open"})
    edge.done("ben", "POST", f"{one}/tags", {"add": "vip"})
    edge.done("ben", "PUT", f"{one}/claim", {"expected": None})
    pages = [one, f"{one}/timeline", f"{one}/previous", f"{one}/assignees", f"{one}/tags"]
    for path in [*pages, "/me", "/home", "/queues/waiting?mailbox=support", "/people?query=be"]:
        body = edge.get("anna", path)
        template = path.partition("?")[0].replace(str(done.conversation), "{conversation}")
        matches(described, template.replace("waiting", "{queue}"), body)
    assert edge.get("anna", one)["warnings"]


def matches(described: dict[str, Any], path: str, body: Any) -> None:
    content = operation(described, "GET", path)["responses"]["200"]["content"]
    schema = content["application/json"]["schema"]
    Draft202012Validator({**schema, "components": described["components"]}).validate(body)
