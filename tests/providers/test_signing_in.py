"""The sign-ins when Google or Microsoft do not answer as they should: nobody comes in, and it is said why."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from urllib3 import PoolManager

from server.bootstrap import milliseconds
from server.domain.errors import Unauthenticated, Unavailable
from server.providers import http
from server.providers.certificates import Certificates
from server.providers.entra import EntraTokens, signing_keys
from server.providers.identity import GoogleTokens
from server.providers.remembered import Remembered
from server.providers.signin_google import GoogleSignIn
from server.providers.signin_microsoft import MicrosoftSignIn
from tests.support.posting import Posted, posting

BACK = "https://randnotiz.example/admin/sign-in/back"
SignIn = GoogleSignIn | MicrosoftSignIn


@pytest.fixture
def other() -> Iterator[Posted]:
    with posting() as running:
        yield running


@pytest.fixture
def pool() -> Iterator[PoolManager]:
    made = http.connections()
    yield made
    made.clear()


def google(url: str, pool: PoolManager) -> GoogleSignIn:
    tokens = GoogleTokens(
        service_account="",
        client_id="",
        issuer=url,
        certs_url=f"{url}/certs",
        certificates=Certificates(pool, url=f"{url}/certs", clock=milliseconds),
        remembered=Remembered(clock=milliseconds),
        clock=milliseconds,
    )
    return GoogleSignIn(
        client_id="c",
        client_secret="s3cret",
        auth_url=f"{url}/auth",
        token_url=f"{url}/token",
        tokens=tokens,
        pool=pool,
    )


def microsoft(url: str, pool: PoolManager) -> MicrosoftSignIn:
    tokens = EntraTokens(
        audiences=(),
        clients=(),
        issuer=url,
        keys=signing_keys(pool, authority=url, clock=milliseconds),
        known_tenant=lambda _: True,
        remembered=Remembered(clock=milliseconds),
    )
    return MicrosoftSignIn(client_id="c", client_secret="s3cret", authority=url, tokens=tokens, pool=pool)


@pytest.fixture(params=[google, microsoft], ids=["google", "microsoft"])
def sign_in(request: pytest.FixtureRequest, other: Posted, pool: PoolManager) -> SignIn:
    made: SignIn = request.param(other.url, pool)
    return made


def come_back(sign_in: SignIn) -> None:
    begun = sign_in.begin(BACK)
    sign_in.finish(begun.kept, {"state": str(begun.kept["state"]), "code": "code"})


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b'{"error": "invalid_grant"}'),
        (401, b'{"error": "invalid_client"}'),
        (200, b"{}"),
        (200, b'{"id_token": "rubbish", "access_token": "x"}'),
    ],
)
def test_an_answer_that_proves_nothing_lets_nobody_in(
    sign_in: SignIn, other: Posted, status: int, body: bytes
) -> None:
    other.answer = status, body
    with pytest.raises(Unauthenticated):
        come_back(sign_in)


def test_what_is_redeemed_carries_verifier_and_secret_in_the_body_only(
    sign_in: SignIn, other: Posted
) -> None:
    other.answer = 400, b'{"error": "invalid_grant"}'
    with pytest.raises(Unauthenticated):
        come_back(sign_in)
    [(path, body)] = other.seen
    assert "s3cret" in body
    assert "code_verifier=" in body
    assert "?" not in path


@pytest.mark.parametrize("answer", [(500, b"oops"), (503, b""), (500, b"{}")])
def test_a_fault_on_their_side_is_no_refusal(
    sign_in: SignIn, other: Posted, answer: tuple[int, bytes]
) -> None:
    other.answer = answer
    with pytest.raises(Unavailable):
        come_back(sign_in)


def test_nobody_there_is_no_refusal(pool: PoolManager) -> None:
    for made in (google("http://127.0.0.1:9", pool), microsoft("http://127.0.0.1:9", pool)):
        with pytest.raises(Unavailable):
            come_back(made)


def test_an_endless_answer_is_given_up(other: Posted, pool: PoolManager) -> None:
    other.answer = 200, b"x" * 300_000
    start = time.monotonic()
    with pytest.raises(Unavailable):
        come_back(google(other.url, pool))
    assert time.monotonic() - start < 5
