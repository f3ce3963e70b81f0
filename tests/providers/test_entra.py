"""Entra's access tokens: what passes, and everything that must not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from server.domain.errors import Unauthenticated, Unavailable
from server.providers.certificates import PAUSE_BETWEEN_UNKNOWN, STALE_FOR
from server.providers.entra import EntraIdentity, EntraTokens
from server.providers.http import connections
from tests.support.api_edge import entra_tokens
from tests.support.entra_issuer import APP_ID_URI, AUTHORITY, CLIENT_ID, TENANT, EntraIssuer, object_id
from tests.support.loopback import Loopback, Reply, serve

OURS = EntraIssuer("entra-1")
NEXT = EntraIssuer("entra-2")
OFFICE_WEB = "93d53678-613d-4013-afc1-62e9e444a0a5"
ELSEWHERE = "11111111-2222-4333-8444-555555555555"


@dataclass
class Verifier:
    """The real verifier, with a clock and tenants that the test sets."""

    tokens: EntraTokens
    entra: Loopback
    ahead: list[int]
    tenants: set[str] = field(default_factory=lambda: {TENANT})


@pytest.fixture
def verifier() -> Iterator[Verifier]:
    ahead, tenants, pool = [0], {TENANT}, connections()
    with serve() as entra:
        entra.replies = [Reply(body=OURS.key_set(), headers={"Cache-Control": "max-age=600"})]
        clock: Callable[[], int] = lambda: int(time.time() * 1000) + ahead[0]  # noqa: E731
        tokens = entra_tokens(entra, pool, known_tenant=lambda tenant: tenant in tenants, clock=clock)
        yield Verifier(tokens, entra, ahead, tenants)
    pool.clear()


def segment(content: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(content)).rstrip(b"=").decode()


def claims() -> dict[str, object]:
    read: dict[str, object] = jwt.decode(OURS.token(), options={"verify_signature": False})
    return read


def unsigned() -> str:
    return f"{segment({'alg': 'none', 'typ': 'JWT', 'kid': 'entra-1'})}.{segment(claims())}."


def keyed_with_the_public_key() -> str:
    """The classic confusion: HS256 with the published key as the secret."""
    head = f"{segment({'alg': 'HS256', 'typ': 'JWT', 'kid': 'entra-1'})}.{segment(claims())}"
    mac = hmac.new(orjson.dumps(OURS.jwk()), head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def altered() -> str:
    head, _, signature = OURS.token().split(".")
    return f"{head}.{segment(claims() | {'oid': object_id('mona')})}.{signature}"


def forged() -> str:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims(), stranger, "RS256", headers={"kid": "entra-1"})


def ours(**changed: object) -> Callable[[], str]:
    return lambda: OURS.token(**changed)  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "expired": (ours(iat=100, nbf=100, exp=3700), "expired"),
    "used too early": (ours(nbf=2**33), "too_early"),
    "for Graph": (ours(aud="https://graph.microsoft.com"), "audience"),
    "for several": (ours(aud=[CLIENT_ID, "https://graph.microsoft.com"]), "audience"),
    "version 1": (ours(ver="1.0"), "version"),
    "no version": (ours(ver=None), "version"),
    "issuer of version 1": (ours(iss=f"https://sts.windows.net/{TENANT}/"), "issuer"),
    "issuer of another tenant": (ours(iss=f"{AUTHORITY}/{ELSEWHERE}/v2.0"), "issuer"),
    "issuer with a slash more": (ours(iss=f"{AUTHORITY}/{TENANT}/v2.0/"), "issuer"),
    "tenant that no workspace lists": (ours(tid=ELSEWHERE), "tenant"),
    "tenant that is a path": (ours(tid="../common"), "tenant"),
    "no tenant": (ours(tid=None, iss="x"), "tenant"),
    "another scope": (ours(scp="User.Read"), "scope"),
    "a scope that only begins so": (ours(scp="access_as_user_readonly"), "scope"),
    "an application's own": (ours(scp=None, roles=["Everything"]), "scope"),
    "another application's": (ours(azp=ELSEWHERE), "client"),
    "no application": (ours(azp=None), "client"),
    "no person": (ours(oid=None), "malformed"),
    "a person that is no id": (ours(oid="anna"), "malformed"),
    "no end": (ours(exp=None), "malformed"),
    "times as words": (ours(exp="soon"), "malformed"),
    "forged": (forged, "signature"),
    "altered": (altered, "signature"),
    "unknown key": (lambda: EntraIssuer("entra-9").token(), "signature"),
    "unsigned": (unsigned, "algorithm"),
    "keyed with the public key": (keyed_with_the_public_key, "algorithm"),
    "empty": (lambda: "", "missing"),
    "no token": (lambda: "hello", "malformed"),
    "not ASCII": (lambda: "hällo.wörld.x", "malformed"),
    "too long": (lambda: "a" * 20_000, "malformed"),
    "lists": (lambda: f"{segment([])}.{segment([])}.AAAA", "malformed"),
}


def reason(verifier: Verifier, token: str) -> object:
    with pytest.raises(Unauthenticated) as refused:
        verifier.tokens.verify(token)
    assert not token or token not in repr(refused.value)
    return refused.value.facts["reason"]


def test_a_token_for_our_api_tells_who_it_is(verifier: Verifier) -> None:
    known = verifier.tokens.verify(OURS.token(preferred_username="Anna@Firma.example"))
    assert known == EntraIdentity(TENANT, object_id("anna"), "anna@firma.example", guest=False)


@pytest.mark.parametrize("changed", [{"aud": APP_ID_URI}, {"azp": OFFICE_WEB}, {"preferred_username": None}])
def test_the_other_good_tokens(verifier: Verifier, changed: dict[str, object]) -> None:
    assert verifier.tokens.verify(OURS.token(**changed)).subject == object_id("anna")  # type: ignore[arg-type]


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_token_is_refused(verifier: Verifier, case: str) -> None:
    token, why = REFUSED[case]
    assert reason(verifier, token()) == why


@pytest.mark.parametrize(
    "changed",
    [
        {"acct": 1},
        {"idp": "https://sts.windows.net/11111111-2222-4333-8444-555555555555/"},
        {"preferred_username": "tom_gast.example#EXT#@firma.example"},
    ],
)
def test_a_guest_is_known_as_one(verifier: Verifier, changed: dict[str, object]) -> None:
    assert verifier.tokens.verify(OURS.token(**changed)).guest  # type: ignore[arg-type]


def test_a_tenant_taken_off_the_list_is_refused_at_once(verifier: Verifier) -> None:
    token = OURS.token()
    verifier.tokens.verify(token)
    verifier.tenants.clear()
    assert reason(verifier, token) == "tenant"


def test_keys_are_fetched_once_and_again_for_a_new_one(verifier: Verifier) -> None:
    verifier.tokens.verify(OURS.token("anna"))
    verifier.tokens.verify(OURS.token("ben"))
    assert len(verifier.entra.seen) == 1
    verifier.entra.replies = [Reply(body=OURS.key_set(NEXT), headers={"Cache-Control": "max-age=600"})]
    verifier.tokens.verify(NEXT.token("ben"))
    assert len(verifier.entra.seen) == 2


def test_unknown_keys_do_not_make_us_ask_at_will(verifier: Verifier) -> None:
    verifier.tokens.verify(OURS.token())
    for number in range(5):
        reason(verifier, EntraIssuer(f"stranger-{number % 2}").token(uti=str(number)))
    assert len(verifier.entra.seen) == 2
    verifier.ahead[0] = PAUSE_BETWEEN_UNKNOWN + 1
    reason(verifier, EntraIssuer("stranger-0").token())
    assert len(verifier.entra.seen) == 3


def test_a_key_of_one_tenant_signs_for_no_other(verifier: Verifier) -> None:
    bound = orjson.dumps({"keys": [OURS.jwk(issuer=f"{AUTHORITY}/{ELSEWHERE}/v2.0")]})
    verifier.entra.replies = [Reply(body=bound)]
    assert reason(verifier, OURS.token()) == "issuer"


def test_without_keys_it_says_so_and_old_ones_serve_meanwhile(verifier: Verifier) -> None:
    good = verifier.entra.replies
    verifier.entra.replies = [Reply(status=503)]
    with pytest.raises(Unavailable):
        verifier.tokens.verify(OURS.token())
    verifier.entra.replies, verifier.ahead[0] = good, 6_000
    verifier.tokens.verify(OURS.token())
    verifier.entra.replies, verifier.ahead[0] = [Reply(body=b"<html>")], 700_000
    verifier.tokens.verify(OURS.token("ben"))
    verifier.ahead[0] = STALE_FOR + 1_400_000
    with pytest.raises(Unavailable):
        verifier.tokens.verify(OURS.token("mona"))
