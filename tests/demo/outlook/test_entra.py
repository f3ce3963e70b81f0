"""The tokens are what Microsoft's would be, and break in every way that matters."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from jwt import PyJWKSet

from server.demo.issuer import SigningKey
from server.demo.outlook.entra import CLIENT_ID, EntraIssuer
from server.demo.run import RunningDemo

TENANT = "9d1f6c1e-40c4-4f5e-8a5f-2f7d5b6c1a10"


def ask(base: str, method: str, path: str, **more: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Ask the fake Microsoft over HTTP; `body` is sent as a form, other names are headers."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    body = more.pop("body", None)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.request(method, path, body=body, headers=kind | more)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def published(issuer: EntraIssuer) -> PyJWKSet:
    return PyJWKSet.from_dict(json.loads(json.dumps(issuer.keys())))


def verified(issuer: EntraIssuer, token: str) -> dict[str, object]:
    key = published(issuer)[jwt.get_unverified_header(token)["kid"]]
    claims: dict[str, object] = jwt.decode(
        token, key, algorithms=["RS256"], audience=CLIENT_ID, issuer=f"{issuer.url}/{TENANT}/v2.0"
    )
    return claims


def test_a_token_verifies_against_the_published_keys(outlook: RunningDemo) -> None:
    eva = outlook.workspace.person("eva")
    response, body = ask(outlook.entra.url, "GET", "/common/discovery/v2.0/keys")
    assert response.status == 200
    assert json.loads(body) == outlook.entra.keys()
    claims = verified(outlook.entra, outlook.entra.access_token(eva))
    assert claims["oid"] == eva.oid
    assert claims["tid"] == eva.tenant == TENANT
    assert claims["scp"] == "access_as_user"
    assert claims["azp"] == CLIENT_ID
    assert claims["ver"] == "2.0"
    assert claims["preferred_username"] == "eva.vogt@kontor.example"
    assert "email" not in claims


def test_keys_name_their_issuer_but_no_algorithm(outlook: RunningDemo) -> None:
    key = json.loads(json.dumps(outlook.entra.keys()))["keys"][0]
    assert key["issuer"] == f"{outlook.entra.url}/{{tenantid}}/v2.0"
    assert "alg" not in key


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "00000003-0000-0000-c000-000000000000"},
        {"exp": 1},
        {"iss": "https://evil.example"},
        {"aud": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_broken_token_is_refused(outlook: RunningDemo, changes: dict[str, Any]) -> None:
    token = outlook.entra.access_token(outlook.workspace.person("eva"), **changes)
    with pytest.raises(jwt.InvalidTokenError):
        verified(outlook.entra, token)


def test_a_token_of_another_key_is_unknown(outlook: RunningDemo) -> None:
    token = outlook.entra.access_token(outlook.workspace.person("eva"), key=SigningKey())
    with pytest.raises(KeyError):
        verified(outlook.entra, token)


def test_after_a_roll_over_the_old_key_is_gone() -> None:
    issuer = EntraIssuer(url="http://127.0.0.1:1", now_ms=lambda: 0)
    before = {key.key_id for key in published(issuer).keys}
    issuer.roll_over()
    assert before.isdisjoint({key.key_id for key in published(issuer).keys})


def test_an_outage_is_switched(outlook: RunningDemo) -> None:
    outlook.microsoft.broken = 503
    try:
        response, _ = ask(outlook.entra.url, "GET", f"/{TENANT}/discovery/v2.0/keys")
    finally:
        outlook.microsoft.broken = None
    assert response.status == 503


def test_foreign_hosts_are_refused(outlook: RunningDemo) -> None:
    response, _ = ask(outlook.entra.url, "GET", "/common/discovery/v2.0/keys", Host="evil.example")
    assert response.status == 403


def test_discovery_names_the_endpoints(outlook: RunningDemo) -> None:
    _, body = ask(outlook.entra.url, "GET", f"/{TENANT}/v2.0/.well-known/openid-configuration")
    found = json.loads(body)
    assert found["issuer"] == f"{outlook.entra.url}/{TENANT}/v2.0"
    assert found["jwks_uri"] == f"{outlook.entra.url}/{TENANT}/discovery/v2.0/keys"


def test_a_code_is_redeemed_once_by_who_asked(outlook: RunningDemo) -> None:
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    back = "http://127.0.0.1:1/outlook/auth-dialog.html"
    query = {
        "redirect_uri": back,
        "scope": "api://x/access_as_user",
        "state": "s",
        "nonce": "n",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "login": "mia.berger@kontor.example",
    }
    response, _ = ask(outlook.entra.url, "GET", f"/common/oauth2/v2.0/authorize?{urlencode(query)}")
    assert response.status == 302
    answer = parse_qs(urlsplit(response.headers["Location"]).query)
    assert answer["state"] == ["s"]
    form = urlencode({"code": answer["code"][0], "redirect_uri": back, "code_verifier": verifier})
    response, body = ask(outlook.entra.url, "POST", "/common/oauth2/v2.0/token", body=form)
    tokens = json.loads(body)
    assert verified(outlook.entra, tokens["access_token"])["name"] == "Mia Berger"
    assert verified(outlook.entra, tokens["id_token"])["nonce"] == "n"
    response, _ = ask(outlook.entra.url, "POST", "/common/oauth2/v2.0/token", body=form)
    assert response.status == 400


def test_a_code_never_leaves_the_machine(outlook: RunningDemo) -> None:
    query = urlencode({"redirect_uri": "https://evil.example", "code_challenge_method": "S256"})
    response, _ = ask(outlook.entra.url, "GET", f"/common/oauth2/v2.0/authorize?{query}")
    assert response.status == 400


def test_the_service_is_told_whom_to_trust(outlook: RunningDemo) -> None:
    told = outlook.service_environment()
    assert told["RANDNOTIZ_MICROSOFT_AUTHORITY"] == outlook.entra.url
    assert told["RANDNOTIZ_MICROSOFT_CLIENT_ID"] == CLIENT_ID
    assert told["RANDNOTIZ_OFFICE_JS_URL"].startswith(outlook.url)
