"""The fake of Google keeps to the contract of users.messages.get and users.threads.get."""

from typing import Any

import pytest
import urllib3

from server.demo.mailstore import Copy
from server.demo.run import RunningDemo


def opened(demo: RunningDemo, subject: str = "4711", person: str = "jonas") -> Copy:
    return next(copy for copy in demo.store.of(person) if subject in copy.header("Subject"))


def get(demo: RunningDemo, path: str, *, bearer: str, message: str, **query: str) -> tuple[int, Any, Any]:
    with urllib3.PoolManager(retries=False) as http:
        headers = {"Authorization": f"Bearer {bearer}", "X-Goog-Gmail-Access-Token": message}
        url = f"{demo.google_server.url}/gmail/v1/users/me/{path}"
        response = http.request("GET", url, headers=headers, fields={"format": "metadata", **query})
        return response.status, response.json(), response.headers


def read(demo: RunningDemo, path: str, copy: Copy, **query: str) -> tuple[int, Any]:
    person = demo.workspace.person(copy.person)
    bearer, message = demo.issuer.access_token(person), demo.issuer.message_token(person, copy.id)
    return get(demo, path, bearer=bearer, message=message, **query)[:2]


def test_a_message_has_google_s_form(demo: RunningDemo) -> None:
    copy = opened(demo)
    status, found = read(demo, f"messages/{copy.id}", copy)
    assert status == 200
    assert set(found) == {
        "id",
        "threadId",
        "labelIds",
        "snippet",
        "payload",
        "sizeEstimate",
        "historyId",
        "internalDate",
    }
    assert found["internalDate"] == str(copy.at)
    names = [pair["name"] for pair in found["payload"]["headers"]]
    assert names[:2] == ["Delivered-To", "Received"]
    assert "Message-ID" in names


def test_a_thread_lists_its_messages_oldest_first(demo: RunningDemo) -> None:
    copy = opened(demo, "Lieferung")
    status, found = read(demo, f"threads/{copy.thread_id}", copy)
    assert status == 200
    times = [int(message["internalDate"]) for message in found["messages"]]
    assert len(times) >= 3
    assert times == sorted(times)


def test_a_field_mask_is_honoured(demo: RunningDemo) -> None:
    copy = opened(demo)
    _, found = read(demo, f"messages/{copy.id}", copy, fields="id,payload/headers")
    assert set(found) == {"id", "payload"}
    assert set(found["payload"]) == {"headers"}


def test_metadata_headers_are_honoured(demo: RunningDemo) -> None:
    copy = opened(demo)
    _, found = read(demo, f"messages/{copy.id}", copy, metadataHeaders="message-id")
    assert [pair["name"] for pair in found["payload"]["headers"]] == ["Message-ID"]


def test_each_refusal_has_google_s_form(demo: RunningDemo) -> None:
    copy, other = opened(demo), opened(demo, "Lieferung")
    jonas, mia = demo.workspace.person("jonas"), demo.workspace.person("mia")
    access, message = demo.issuer.access_token(jonas), demo.issuer.message_token(jonas, copy.id)
    cases = [
        (401, f"messages/{copy.id}", "forged", message, {}),
        (403, f"messages/{copy.id}", access, "forged", {}),
        (403, f"messages/{copy.id}", access, demo.issuer.message_token(mia, copy.id), {}),
        (403, f"messages/{other.id}", access, message, {}),
        (403, f"threads/{other.thread_id}", access, message, {}),
        (403, f"messages/{copy.id}", access, message, {"format": "full"}),
        (404, "messages/19d9be5bb11dba38", access, message, {}),
        (400, f"messages/msg-f:{int(copy.id, 16)}", access, message, {}),
    ]
    for status, path, bearer, token, query in cases:
        found, body, _ = get(demo, path, bearer=bearer, message=token, **query)
        assert (found, body["error"]["code"]) == (status, status), path
        assert body["error"]["status"].isupper()


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_a_fault_can_be_switched_for_one_person(demo: RunningDemo, status: int) -> None:
    copy, theirs = opened(demo), opened(demo, person="mia")
    demo.google.faults.set("jonas", {"messages": status})
    assert read(demo, f"messages/{copy.id}", copy)[0] == status
    assert read(demo, f"threads/{copy.thread_id}", copy)[0] == 200
    assert read(demo, f"messages/{theirs.id}", theirs)[0] == 200


def test_faults_are_switched_over_http(demo: RunningDemo) -> None:
    copy = opened(demo)
    with urllib3.PoolManager(retries=False) as http:
        control = f"{demo.google_server.url}/control/faults"
        http.request("POST", control, json={"user": "jonas.weber@kontor.example", "messages": 503})
        assert read(demo, f"messages/{copy.id}", copy)[0] == 503
        http.request("POST", control, json={"user": "jonas"})
        assert read(demo, f"messages/{copy.id}", copy)[0] == 200


def test_certificates_may_be_cached(demo: RunningDemo) -> None:
    with urllib3.PoolManager(retries=False) as http:
        response = http.request("GET", f"{demo.google_server.url}/oauth2/v1/certs")
        assert "max-age=" in response.headers["Cache-Control"]
        assert response.json() == demo.issuer.certificates()
