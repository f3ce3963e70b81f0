"""With nothing but an address the service runs; each side answers as soon as the operator has entered its values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server import bootstrap
from server.app import create_app
from server.domain.administering import OPERATOR
from server.settings import read
from server.store.outerkeys import INSTALLATION
from server.usecases.installing import change
from server.usecases.workspaces import Workspaces

CLIENT = "4d5b8f0e-1111-4222-8333-9c0ffee00001"
GMAIL = ("/gmail/home", "/gmail/message", "/gmail/assign", "/gmail/link")
OUTLOOK = ("/outlook/taskpane.html", "/outlook/events.js")


@pytest.fixture
def bare(server_url: str, tmp_path: Path) -> Iterator[tuple[FlaskClient, Workspaces]]:
    """The service as `serve` makes it from the environment, which says nothing of Google and Microsoft."""
    told = {
        "RANDNOTIZ_PUBLIC_URL": "https://randnotiz.example",
        "RANDNOTIZ_SECRET_KEY": "k" * 32,
        "RANDNOTIZ_REDIS_URL": server_url,
        "RANDNOTIZ_DATA": str(tmp_path),
    }
    services = bootstrap.services(read(told, web=True))
    yield create_app(services).test_client(), services.workspaces
    services.workspaces.store.write("DEL", INSTALLATION)


def enter(workspaces: Workspaces, **typed: str) -> None:
    seen = workspaces.installations.entered().version
    change(workspaces, OPERATOR, operator=True, typed=typed, seen=seen)


def test_gmail_is_refused_as_not_set_up_until_it_is(bare: tuple[FlaskClient, Workspaces]) -> None:
    client, workspaces = bare
    for path in GMAIL:
        answer = client.post(path, json={})
        assert (answer.status_code, answer.get_json()["code"]) == (503, "not_set_up")
        assert answer.content_type == "application/problem+json"
    enter(workspaces, google_service_account="a@p.iam.gserviceaccount.com")
    assert client.post("/gmail/home", json={}).status_code == 503
    enter(workspaces, google_client_id="12.apps")
    assert {client.post(path, json={}).status_code for path in GMAIL} == {401}


def test_outlook_is_refused_as_not_set_up_until_it_is(bare: tuple[FlaskClient, Workspaces]) -> None:
    client, workspaces = bare
    assert {client.get(path).status_code for path in (*OUTLOOK, "/api/v1/me", "/api/v1/live")} == {503}
    enter(workspaces, microsoft_client_id=CLIENT)
    assert {client.get(path).status_code for path in OUTLOOK} == {200}
    assert CLIENT in client.get("/outlook/taskpane.html").text
    assert {client.get(path).status_code for path in ("/api/v1/me", "/api/v1/live")} == {401}
    enter(workspaces, microsoft_client_id="")
    assert client.get("/outlook/taskpane.html").status_code == 503


def test_the_operator_is_named_without_a_restart(bare: tuple[FlaskClient, Workspaces]) -> None:
    client, workspaces = bare
    assert "Firma Wald" not in client.get("/privacy").text
    enter(workspaces, operator="Firma Wald <b>")
    assert "Firma Wald &lt;b&gt;" in client.get("/privacy").text


def test_everything_else_is_there_from_the_start(bare: tuple[FlaskClient, Workspaces]) -> None:
    client, _ = bare
    for path in ("/healthz", "/readyz", "/privacy", "/api/v1/openapi.json", "/admin/sign-in"):
        assert client.get(path).status_code == 200, path
