"""Tokens and webhooks by API: for admins, told once, and never for a program."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.app import create_app
from server.domain.access import Scope
from server.providers.guarded import Guarded
from tests.support.api_edge import ApiEdge
from tests.support.programs import minted

HOOK = {"name": "CRM", "url": "https://hooks.example/x", "mailboxes": ["support"]}
TOKEN = {"name": "Zapier", "scopes": ["conversations:read"], "roles": {"support": "viewer"}}


@pytest.fixture
def admin(edge: ApiEdge) -> ApiEdge:
    """The API with Mona as admin, and a world outside in which every name is public and nobody answers."""
    directories = edge.office.workspaces.directories
    before = edge.office.inbox.directory.agents["mona"]
    directories.put(edge.office.id, replace(before, admin=True), before=before)
    world = Guarded(resolve=lambda host, port: ["93.184.215.14"])
    edge.services = replace(edge.services, outside=world)
    edge.app = create_app(edge.services)
    return edge


def test_a_token_is_made_used_and_taken_back(admin: ApiEdge) -> None:
    made = admin.done("mona", "POST", "/settings/tokens", TOKEN)
    assert admin.get("", "/me", token=made["token"])["agent"]["name"] == "Zapier"
    listed = admin.get("mona", "/settings/tokens")["tokens"]
    assert [(one["name"], one["scopes"], one["created_by"]) for one in listed] == [
        ("Zapier", ["conversations:read"], "agent:mona")
    ]
    assert made["token"] not in str(listed)
    gone = admin.ask("mona", "DELETE", f"/settings/tokens/{made['id']}")
    assert gone.status_code == 204
    assert admin.ask(None, "GET", "/me", token=made["token"]).status_code == 401


def test_a_repeated_request_makes_one_token_and_tells_its_text_once(admin: ApiEdge) -> None:
    first = admin.done("mona", "POST", "/settings/tokens", TOKEN, key="k")
    again = admin.done("mona", "POST", "/settings/tokens", TOKEN, key="k")
    assert again == {"id": first["id"]}
    assert len(admin.get("mona", "/settings/tokens")["tokens"]) == 1


def test_a_webhook_is_made_changed_and_removed(admin: ApiEdge) -> None:
    made = admin.done("mona", "POST", "/settings/webhooks", HOOK)
    assert made["secret"].startswith("whsec_")
    (one,) = admin.get("mona", "/settings/webhooks")["webhooks"]
    assert "whsec_" not in str(one)
    path = f"/settings/webhooks/{made['id']}"
    change = {"types": ["assigned"], "enabled": False, "seen": one["version"]}
    after = admin.done("mona", "PATCH", path, change)
    assert (after["types"], after["enabled"], after["url"]) == (["assigned"], False, HOOK["url"])
    assert admin.ask("mona", "PATCH", path, change).status_code == 409
    other = admin.done("mona", "POST", f"{path}/secret")
    assert other["secret"] != made["secret"]
    assert admin.get("mona", f"{path}/deliveries") == {"deliveries": []}
    assert admin.ask("mona", "DELETE", path).status_code == 204
    assert admin.get("mona", "/settings/webhooks")["webhooks"] == []


@pytest.mark.parametrize("url", ["http://hooks.example/", "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/"])
def test_an_address_inside_is_refused(admin: ApiEdge, url: str) -> None:
    answer = admin.ask("mona", "POST", "/settings/webhooks", HOOK | {"url": url})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "address_refused")


def test_nobody_else_has_to_do_with_it(admin: ApiEdge) -> None:
    made = admin.done("mona", "POST", "/settings/webhooks", HOOK)["id"]
    token = admin.done("mona", "POST", "/settings/tokens", TOKEN)["id"]
    program = minted(admin.office, Scope.SETTINGS_READ, Scope.SETTINGS_WRITE, name="P").text
    calls: list[tuple[str, str, Any]] = [
        ("GET", "tokens", None),
        ("POST", "tokens", TOKEN),
        ("DELETE", f"tokens/{token}", None),
        ("DELETE", "tokens/nothing", None),
        ("GET", "webhooks", None),
        ("POST", "webhooks", HOOK),
        ("PATCH", f"webhooks/{made}", {"name": "x", "seen": "x"}),
        ("POST", f"webhooks/{made}/secret", None),
        ("POST", f"webhooks/{made}/test", None),
        ("POST", "webhooks/nothing/test", None),
        ("GET", f"webhooks/{made}/deliveries", None),
        ("DELETE", f"webhooks/{made}", None),
    ]
    for method, path, body in calls:
        for who in ({"who": "anna"}, {"who": None, "token": program}):
            answer = admin.ask(who["who"], method, f"/settings/{path}", body, token=who.get("token"))
            assert answer.status_code == 403, (method, path, who, answer.data)
