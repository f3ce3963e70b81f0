"""The same mail under other ids, and the page's own interface."""

from __future__ import annotations

import email
import email.policy
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.demo.host import Host
from server.demo.mailstore import Copy
from server.demo.outlook import items
from server.demo.outlook.entra import OUTLOOK_WEB
from server.demo.outlook.host import OutlookHost
from server.demo.run import RunningDemo, now_ms
from tests.demo.outlook.test_entra import verified

SCOPE = "api://127.0.0.1/5f0b7c64-2f7f-4a53-9b3e-7d2a1c90e4aa/access_as_user"


@pytest.fixture
def client(outlook: RunningDemo) -> FlaskClient:
    app = Host(store=outlook.store, relay=outlook.relay, now_ms=now_ms).app()
    host = OutlookHost(
        store=outlook.store, issuer=outlook.entra, public_url=outlook.relay.public_url, now_ms=now_ms
    )
    host.register(app)
    return app.test_client()


def copy_of(outlook: RunningDemo, subject: str, person: str = "eva") -> Copy:
    return next(copy for copy in outlook.store.of(person) if subject in items.decoded(copy.header("Subject")))


def opened(client: FlaskClient, copy: Copy) -> list[dict[str, Any]]:
    answer = client.post(
        "/api/outlook/conversation", query_string={"agent": copy.person}, json={"id": items.item_id(copy)}
    )
    found: list[dict[str, Any]] = answer.get_json()["items"]
    return found


@pytest.mark.parametrize("path", ["/outlook", "/side-by-side"])
def test_the_pages_frame_the_service_and_each_other(
    client: FlaskClient, outlook: RunningDemo, path: str
) -> None:
    response = client.get(path)
    response.close()
    policy = response.headers["Content-Security-Policy"]
    assert response.mimetype == "text/html"
    assert f"frame-src 'self' {outlook.relay.public_url}" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


def test_office_js_is_one_script(client: FlaskClient) -> None:
    response = client.get("/lib/1/hosted/office.js")
    assert response.mimetype == "text/javascript"
    assert "window.Office = " in response.text
    assert "import " not in response.text


def test_everybody_has_ids_of_their_own(outlook: RunningDemo) -> None:
    mine, theirs = copy_of(outlook, "4711"), copy_of(outlook, "4711", "mia")
    assert mine.header("Message-ID") == theirs.header("Message-ID")
    assert items.item_id(mine) != items.item_id(theirs)
    assert items.conversation_id(mine) != items.conversation_id(theirs)
    assert mine.id not in items.item_id(mine)


def test_a_conversation_has_one_id(client: FlaskClient, outlook: RunningDemo) -> None:
    found = opened(client, copy_of(outlook, "Lieferung unvollständig", "mia"))
    assert len(found) == 4
    assert len({one["conversationId"] for one in found}) == 1
    assert [one["at"] for one in found] == sorted(one["at"] for one in found)


def test_headers_survive_folding(client: FlaskClient, outlook: RunningDemo) -> None:
    copy = copy_of(outlook, "Lieferung unvollständig", "mia")
    raw = next(one["headers"] for one in opened(client, copy) if one["copy"] == copy.id)
    message = email.message_from_string(raw, policy=email.policy.compat32)
    read = [(name, " ".join(str(value).split())) for name, value in message.raw_items()]
    assert read == [(name, " ".join(value.split())) for name, value in copy.headers]
    assert any(line.startswith(" ") for line in raw.split("\r\n"))


def test_mail_through_a_shared_address_names_its_owner(client: FlaskClient, outlook: RunningDemo) -> None:
    [found] = [one for one in opened(client, copy_of(outlook, "4711")) if not one["sent"]]
    assert found["owner"] == "support@kontor.example"


def test_a_mail_is_found_through_the_other_page_and_a_colleague(
    client: FlaskClient, outlook: RunningDemo
) -> None:
    mine, theirs = copy_of(outlook, "4711"), copy_of(outlook, "4711", "mia")
    for wanted in (
        {"copy": mine.id},
        {"internetMessageId": mine.header("Message-ID")},
        {"from": "mia", "id": items.item_id(theirs)},
    ):
        answer = client.post("/api/outlook/find?agent=eva", json=wanted)
        assert answer.get_json()["id"] == items.item_id(mine)
    assert client.post("/api/outlook/find?agent=tom", json={"copy": mine.id}).status_code == 404


def test_what_is_sent_lies_in_both_pages(client: FlaskClient, outlook: RunningDemo) -> None:
    copy = copy_of(outlook, "Wartungsvertrag")
    wanted = {"id": items.item_id(copy), "text": "Gern."}
    assert client.post("/api/outlook/send?agent=eva", json=wanted | {"text": " "}).status_code == 400
    sent = client.post("/api/outlook/send?agent=eva", json=wanted).get_json()["id"]
    here = client.get("/api/outlook/mail?agent=eva&folder=sent").get_json()["rows"]
    assert sent in here[0]["ids"]
    there = client.get("/api/mail?agent=mia").get_json()["threads"]
    assert there[0]["snippet"] == "Gern."


def test_a_reply_may_leave_as_the_shared_address_only(client: FlaskClient, outlook: RunningDemo) -> None:
    wanted = {"id": items.item_id(copy_of(outlook, "Warranty claim")), "text": "Als Team."}
    url = "/api/outlook/send?agent=eva"
    assert client.post(url, json=wanted | {"from": "jonas.weber@kontor.example"}).status_code == 400
    sent = client.post(url, json=wanted | {"from": "support@kontor.example"}).get_json()["id"]
    copy = items.find(outlook.store, "eva", sent)
    assert copy is not None
    assert copy.labels == ("SENT",)
    assert copy.header("From") == "Eva Vogt <support@kontor.example>"


@pytest.mark.parametrize("body", [[], "x"])
def test_only_objects_are_taken(client: FlaskClient, body: object) -> None:
    assert client.post("/api/outlook/find?agent=eva", json=body).status_code == 400


def test_nobody_is_a_stranger(client: FlaskClient) -> None:
    assert client.get("/api/outlook/mail?agent=nobody").status_code == 404


def test_a_nested_token_is_given_once_the_person_agreed(client: FlaskClient, outlook: RunningDemo) -> None:
    wanted = {"by": "nested", "scope": SCOPE}
    url = "/api/outlook/token?agent=eva"
    assert client.post(url, json=wanted).get_json() == {"agreed": False}
    assert client.post(url, json=wanted | {"interactive": True}).get_json()["agreed"]
    token = client.post(url, json=wanted).get_json()["access_token"]
    assert verified(outlook.entra, token)["name"] == "Eva Vogt"


def test_openid_alone_gives_no_token_for_us(client: FlaskClient) -> None:
    wanted = {"by": "nested", "scope": "openid profile", "interactive": True}
    assert client.post("/api/outlook/token?agent=eva", json=wanted).status_code == 400


def test_event_handlers_get_a_token_of_the_office_host(client: FlaskClient, outlook: RunningDemo) -> None:
    token = client.post("/api/outlook/token?agent=eva", json={"by": "office"}).get_json()["access_token"]
    assert verified(outlook.entra, token)["azp"] == OUTLOOK_WEB
