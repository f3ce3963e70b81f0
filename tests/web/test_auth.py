"""The gate before /gmail: who passes, who is asked for consent, and who is refused how."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from werkzeug.test import EnvironBuilder, TestResponse

from server.web import auth
from tests.support.edge import PUBLIC_URL, Edge, edge
from tests.support.issuer import Issuer
from tests.support.loopback import Reply

MESSAGE = "/gmail/message"


@pytest.fixture
def world() -> Iterator[Edge]:
    with edge() as built:
        yield built


def post(world: Edge, path: str, event: Any, *, bearer: str | None = None) -> TestResponse:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer is not None else {}
    body = event if isinstance(event, bytes) else orjson.dumps(event)
    return world.app.test_client().post(path, data=body, headers=headers)


def asked_for(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    scopes: list[str] = answer.get_json()["requesting_google_scopes"]["scopes"]
    return scopes


def refused(answer: TestResponse) -> None:
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["code"] == "unauthenticated"
    assert b"eyJ" not in answer.data


def test_the_person_is_known_by_the_signed_token(world: Edge) -> None:
    answer = post(world, MESSAGE, world.event(MESSAGE))
    assert (answer.status_code, answer.get_json()["email"]) == (200, "mia@kontor.example")


def test_the_bearer_token_counts_before_the_one_in_the_body(world: Edge) -> None:
    good = world.issuer.system_token(PUBLIC_URL + MESSAGE)
    without = world.event(MESSAGE, systemIdToken=None)
    assert post(world, MESSAGE, without, bearer=good).status_code == 200
    refused(post(world, MESSAGE, world.event(MESSAGE), bearer="not.a.token"))
    refused(post(world, MESSAGE, world.event(MESSAGE), bearer=""))


def test_a_call_without_a_token_is_refused(world: Edge) -> None:
    refused(post(world, MESSAGE, world.event(MESSAGE, systemIdToken=None)))
    refused(post(world, MESSAGE, {}))


def test_a_token_replayed_at_another_endpoint_is_refused_though_it_was_just_verified(world: Edge) -> None:
    event = world.event("/gmail/home")
    assert post(world, "/gmail/home", event).status_code == 200
    refused(post(world, "/gmail/assign", event))


def test_the_host_of_the_request_decides_nothing(world: Edge) -> None:
    event = world.event(MESSAGE, systemIdToken=world.issuer.system_token("https://evil.example" + MESSAGE))
    answer = world.app.test_client().post(
        MESSAGE,
        data=orjson.dumps(event),
        base_url="https://evil.example",
        headers={"X-Forwarded-Host": "evil.example"},
    )
    refused(answer)


@pytest.mark.parametrize(
    "changed",
    [
        {"userIdToken": Issuer("key-2").user_token()},
        {"userIdToken": Issuer().user_token(aud="another-client")},
        {"userIdToken": Issuer().user_token(email_verified=False)},
        {"userIdToken": Issuer().system_token(PUBLIC_URL + MESSAGE)},
        {"userIdToken": ""},
        {"userIdToken": 7},
        {"systemIdToken": Issuer().user_token()},
        {
            "systemIdToken": Issuer().system_token(
                PUBLIC_URL + MESSAGE, email="service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
            )
        },
    ],
)
def test_one_good_token_is_not_enough(world: Edge, changed: dict[str, Any]) -> None:
    refused(post(world, MESSAGE, world.event(MESSAGE, **changed)))


def test_each_endpoint_asks_only_for_its_own_scopes(world: Edge) -> None:
    event = world.event(MESSAGE, authorizedScopes=[auth.EMAIL])
    assert asked_for(post(world, MESSAGE, event)) == [auth.METADATA]
    assert (
        post(world, "/gmail/home", world.event("/gmail/home", authorizedScopes=[auth.EMAIL])).status_code
        == 200
    )


def test_consent_is_asked_for_before_the_person_s_token_is_demanded(world: Edge) -> None:
    event = world.event(MESSAGE, authorizedScopes=[], userIdToken=None)
    assert asked_for(post(world, MESSAGE, event)) == [auth.EMAIL, auth.METADATA]


def test_nobody_but_google_is_told_which_scopes_are_missing(world: Edge) -> None:
    refused(post(world, MESSAGE, world.event(MESSAGE, authorizedScopes=[], systemIdToken="x.y.z")))


def test_where_google_does_not_list_grants_the_person_s_token_tells(world: Edge) -> None:
    assert post(world, MESSAGE, world.event(MESSAGE, authorizedScopes=None)).status_code == 200
    without = world.event(MESSAGE, authorizedScopes=None, userIdToken=None)
    assert asked_for(post(world, MESSAGE, without)) == [auth.EMAIL, auth.METADATA]


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b'"x"', b"{", b"\xff", b"[" * 2000, b'{"a":"\\ud800"}']
)
def test_what_is_no_event_is_a_bad_request(world: Edge, body: bytes) -> None:
    answer = post(world, MESSAGE, body)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_an_event_above_256_kib_is_not_read(world: Edge) -> None:
    assert post(world, MESSAGE, b" " * (256 * 1024 + 1)).status_code == 413


def test_an_endless_body_without_a_length_is_cut_off(world: Edge) -> None:
    environ = EnvironBuilder(MESSAGE, method="POST").get_environ()
    environ |= {"wsgi.input_terminated": True, "wsgi.input": io.BytesIO(b" " * (300 * 1024))}
    assert world.app.test_client().open(environ).status_code == 413


def test_without_google_s_keys_the_answer_is_try_again(world: Edge) -> None:
    world.google.replies = [Reply(503)]
    answer = post(world, MESSAGE, world.event(MESSAGE))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.get_json()["code"] == "unavailable"
