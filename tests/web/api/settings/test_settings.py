"""The settings by API: the same rights as everywhere, once for each key, and no lost update."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.web.api.settings import catalogue, people, places
from tests.support.api_edge import ApiEdge
from tests.support.office import mail

READS = [
    r for r in (*places.ROUTES, *people.ROUTES, *catalogue.ROUTES) if r.method == "GET" and "<" not in r.path
]


@pytest.fixture(autouse=True)
def _with_an_admin(edge: ApiEdge) -> None:
    """Hanna administers the workspace; Mona manages both mailboxes; Anna works at support@."""
    directories = edge.office.workspaces.directories
    hanna = edge.office.inbox.directory.agents["hanna"]
    directories.put(edge.office.id, replace(hanna, admin=True), before=hanna)


def mailbox(edge: ApiEdge, who: str = "hanna") -> Any:
    return edge.get(who, "/settings/mailboxes/support")


@pytest.mark.parametrize("route", READS, ids=lambda route: route.name)
def test_an_admin_reads_all_settings(edge: ApiEdge, route: Any) -> None:
    path = route.path + ("?name=vip" if route.name == "tag_use" else "")
    assert edge.ask("hanna", "GET", path).status_code == 200


def test_a_mailbox_is_added_with_members_changed_and_removed(edge: ApiEdge) -> None:
    told = {
        "name": "Verkauf",
        "addresses": ["verkauf@firma.example"],
        "members": [{"agent": "anna", "role": "agent", "cap": 12}],
    }
    made = edge.done("hanna", "POST", "/settings/mailboxes", told)
    path = f"/settings/mailboxes/{made['id']}"
    assert made["members"][0] == {
        "agent": "anna",
        "role": "agent",
        "only_assigned": False,
        "cap": 12,
        "until": None,
    }
    after = edge.done("hanna", "PATCH", path, {"guideline": "Kurz.", "seen": made["version"]})
    assert (after["guideline"], after["name"]) == ("Kurz.", "Verkauf")
    assert edge.ask("hanna", "DELETE", f"{path}?seen={made['version']}").status_code == 409
    assert edge.ask("hanna", "DELETE", f"{path}?seen={after['version']}").status_code == 204
    assert edge.ask("hanna", "GET", path).status_code == 404


def test_who_saw_an_older_version_changes_nothing(edge: ApiEdge) -> None:
    seen = mailbox(edge)["version"]
    edge.done("mona", "PATCH", "/settings/mailboxes/support", {"name": "Hilfe", "seen": seen})
    answer = edge.ask("hanna", "PATCH", "/settings/mailboxes/support", {"name": "Service", "seen": seen})
    assert (answer.status_code, answer.get_json()["code"]) == (409, "conflict")
    assert mailbox(edge)["name"] == "Hilfe"


def test_the_same_key_invites_once_and_tells_the_code_once(edge: ApiEdge) -> None:
    told = {"name": "Nora", "emails": ["nora@firma.example"]}
    first = edge.done("hanna", "POST", "/settings/people", told, key="k-1")
    again = edge.done("hanna", "POST", "/settings/people", told, key="k-1")
    assert first["code"].startswith(edge.office.id.upper())
    assert again == {"person": first["person"]}
    other = edge.ask("hanna", "POST", "/settings/people", {**told, "name": "Nina"}, key="k-1")
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")
    found = edge.get("hanna", "/settings/people")["people"]
    assert [one["name"] for one in found].count("Nora") == 1


def test_a_refused_call_can_be_made_again_with_its_key(edge: ApiEdge) -> None:
    told = {"name": "Neu", "addresses": ["support@firma.example"]}
    assert edge.ask("hanna", "POST", "/settings/mailboxes", told, key="k-2").status_code == 422
    assert edge.ask("hanna", "POST", "/settings/mailboxes", told, key="k-2").status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {"domains": ["boese.example"]},
        {"id": "other"},
        {"secret": "x"},
        {"tenants": []},
        {},
    ],
)
def test_what_is_not_offered_cannot_be_set(edge: ApiEdge, body: dict[str, Any]) -> None:
    seen = edge.get("hanna", "/settings/workspace")["version"]
    assert edge.ask("hanna", "PATCH", "/settings/workspace", {**body, "seen": seen}).status_code == 422


def test_nobody_makes_themselves_an_admin(edge: ApiEdge) -> None:
    mine = edge.get("anna", "/settings/people/anna")
    for body in ({"admin": True}, {"name": "Chef"}, {"emails": ["chef@firma.example"]}):
        answer = edge.ask("anna", "PATCH", "/settings/people/anna", {**body, "seen": mine["version"]})
        assert answer.status_code == 403
    after = edge.done("anna", "PATCH", "/settings/people/anna", {"locale": "en", "seen": mine["version"]})
    assert after["locale"] == "en"


def test_a_manager_has_their_mailboxes_and_an_agent_none(edge: ApiEdge) -> None:
    edge.office.set("hr", members={})
    assert [box["id"] for box in edge.get("mona", "/settings/mailboxes")["mailboxes"]] == ["support"]
    assert edge.get("anna", "/settings/mailboxes") == {"mailboxes": []}
    assert edge.ask("mona", "GET", "/settings/mailboxes/hr").status_code == 404
    assert edge.ask("anna", "GET", "/settings/mailboxes/support").status_code == 403
    seen = mailbox(edge)["version"]
    for body in ({"addresses": ["chef@firma.example"]}, {"retention_days": 1}):
        answer = edge.ask("mona", "PATCH", "/settings/mailboxes/support", {**body, "seen": seen})
        assert answer.status_code == 403


def test_numbers_are_told_before_and_are_what_happens(edge: ApiEdge) -> None:
    for number in range(3):
        done = edge.office.deliver(mail(f"{number}@x"))
        edge.done("anna", "POST", f"/conversations/{done.conversation}/take", {"expected": None})
        edge.done("anna", "POST", f"/conversations/{done.conversation}/tags", {"add": "rechnung"})
    assert edge.get("hanna", "/settings/people/anna/leaving")["conversations"] == 3
    assert edge.get("hanna", "/settings/mailboxes/support/members/anna/removal") == {"conversations": 3}
    assert edge.get("hanna", "/settings/tag-uses?name=rechnung") == {"conversations": 3}
    merged = edge.done("hanna", "POST", "/settings/tags", {"name": "Finanzen"})
    told = {"name": "rechnung", "into": merged["id"]}
    assert edge.done("hanna", "POST", "/settings/tag-merges", told) == {"conversations": 3}
    uses = edge.get("hanna", "/settings/tags")["tags"]
    assert [(one["name"], one["conversations"]) for one in uses] == [("finanzen", 3)]
    seen = edge.get("hanna", "/settings/people/anna")["version"]
    assert edge.done("hanna", "POST", "/settings/people/anna/deactivate", {"seen": seen}) == {"released": 3}


def test_a_template_is_tried_before_it_is_kept(edge: ApiEdge) -> None:
    text = {"text": "{{ customer.salutation }}, <b>", "locale": "de", "mailbox": "support"}
    assert edge.done("mona", "POST", "/settings/template-previews", text, key=None) == {
        "text": "Guten Tag Petra Huber, <b>"
    }
    wrong = {"name": "Gruß", "texts": {"de": "{{ customer.iban }}"}, "mailboxes": ["support"]}
    answer = edge.ask("mona", "POST", "/settings/templates", wrong)
    assert answer.status_code == 422
    assert "customer.iban" in answer.get_json()["detail"]
    assert edge.ask("anna", "POST", "/settings/template-previews", text, key=None).status_code == 403
