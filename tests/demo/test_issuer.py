"""The tokens are what Google's own library accepts, and broken ones are what it refuses."""

import json
import time
from typing import Any

import pytest
from google.auth import exceptions
from google.oauth2 import id_token

from server.demo.issuer import CLIENT_ID, SERVICE_ACCOUNT, Issuer, SigningKey
from server.demo.people import sample_workspace

URL = "http://127.0.0.1:8081"
HOME = "http://127.0.0.1:8080/gmail/home"


class Certificates:
    """A transport that serves an issuer's certificates."""

    def __init__(self, issuer: Issuer) -> None:
        self.status = 200
        self.data = json.dumps(issuer.certificates()).encode()

    def __call__(self, *_: Any, **__: Any) -> "Certificates":
        return self


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer(url=URL, now_ms=lambda: time.time_ns() // 1_000_000)


def claims(issuer: Issuer, token: str, audience: str) -> Any:
    """What Google's own library reads from a token."""
    transport: Any = Certificates(issuer)
    return id_token.verify_token(token, transport, audience=audience)


def test_the_system_token_names_the_add_on_and_the_endpoint(issuer: Issuer) -> None:
    found = claims(issuer, issuer.system_token(HOME), HOME)
    assert (found["iss"], found["email"], found["email_verified"]) == (URL, SERVICE_ACCOUNT, True)


def test_the_user_token_names_the_person(issuer: Issuer) -> None:
    mia, tom = sample_workspace().person("mia"), sample_workspace().person("tom")
    found = claims(issuer, issuer.user_token(mia), CLIENT_ID)
    assert (found["sub"], found["email"], found["hd"]) == (
        mia.sub,
        "mia.berger@kontor.example",
        "kontor.example",
    )
    assert "hd" not in claims(issuer, issuer.user_token(tom), CLIENT_ID)


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"aud": "https://other.example/"},
        {"iat": 9_999_999_999},
        {"key": SigningKey()},
        {"iat": None},
    ],
)
def test_a_broken_token_is_refused(issuer: Issuer, changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, exceptions.GoogleAuthError)):
        claims(issuer, issuer.system_token(HOME, **changes), HOME)


def test_a_claim_can_be_changed(issuer: Issuer) -> None:
    token = issuer.system_token(HOME, email="service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com")
    assert claims(issuer, token, HOME)["email"].startswith("service-1@")


def test_access_tokens_are_known_until_they_expire() -> None:
    now = [1_000]
    issuer = Issuer(url=URL, now_ms=lambda: now[0])
    jonas = sample_workspace().person("jonas")
    access, message = issuer.access_token(jonas), issuer.message_token(jonas, "19d9be5bb11dba38")
    assert issuer.access_of(access) == "jonas"
    assert issuer.message_of(message) == ("jonas", "19d9be5bb11dba38")
    assert issuer.message_of(access) is None
    now[0] += 3_600_001
    assert issuer.access_of(access) is None
