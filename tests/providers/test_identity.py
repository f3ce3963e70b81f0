"""Google's tokens: what passes, and everything that must not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest

from server.domain.errors import Unauthenticated, Unavailable
from server.providers.certificates import PAUSE_BETWEEN_UNKNOWN, STALE_FOR, Certificates
from server.providers.http import connections
from server.providers.identity import GoogleIdentity, GoogleTokens
from server.providers.remembered import Remembered, key
from tests.support.issuer import CLIENT_ID, ISSUER, SERVICE_ACCOUNT, Issuer, certificates
from tests.support.loopback import Loopback, Reply, serve

HERE = "https://randnotiz.example/gmail/message"
ELSEWHERE = "https://randnotiz.example/gmail/assign"
OURS = Issuer("key-1")
STRANGER = Issuer("key-2")


class Clock:
    """Milliseconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return int(time.time() * 1000) + self.ahead


@pytest.fixture
def google() -> Iterator[Loopback]:
    with serve() as server:
        server.replies = [Reply(body=certificates(OURS), headers={"Cache-Control": "public, max-age=600"})]
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(google: Loopback, clock: Clock) -> Iterator[GoogleTokens]:
    pool = connections()
    url = google.url + "/oauth2/v1/certs"
    yield GoogleTokens(
        service_account=SERVICE_ACCOUNT,
        client_id=CLIENT_ID,
        issuer=ISSUER,
        certs_url=url,
        certificates=Certificates(pool, url=url, clock=clock),
        remembered=Remembered(clock=clock),
        clock=clock,
    )
    pool.clear()


def segment(content: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(content)).rstrip(b"=").decode()


def claims(audience: str = HERE) -> dict[str, object]:
    now = int(time.time())
    own = {"aud": audience, "email": SERVICE_ACCOUNT, "email_verified": True, "sub": "1"}
    return {"iss": ISSUER, "iat": now, "exp": now + 3600} | own


def unsigned() -> str:
    return f"{segment({'alg': 'none', 'typ': 'JWT', 'kid': 'key-1'})}.{segment(claims())}."


def signed_with_the_certificate() -> str:
    """The classic confusion: HS256 with the public key as the secret."""
    head = f"{segment({'alg': 'HS256', 'typ': 'JWT', 'kid': 'key-1'})}.{segment(claims())}"
    mac = hmac.new(OURS.certificate.encode(), head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def altered() -> str:
    head, _, signature = OURS.system_token(ELSEWHERE).split(".")
    return f"{head}.{segment(claims())}.{signature}"


def test_google_s_own_call_passes_and_the_person_is_known(tokens: GoogleTokens) -> None:
    tokens.verify_system(OURS.system_token(HERE), HERE)
    person = tokens.verify_user(OURS.user_token("Mia@Kontor.example"))
    assert person == GoogleIdentity(sub="1234567890", email="mia@kontor.example", hd="kontor.example")


def test_a_person_without_a_workspace_has_no_domain(tokens: GoogleTokens) -> None:
    assert tokens.verify_user(OURS.user_token("tom@mail.example", hd=None)).hd is None


def ours(audience: str = HERE, **changed: object) -> Callable[[], str]:
    return lambda: OURS.system_token(audience, **changed)


REFUSED: dict[str, tuple[Callable[[], str], str]] = {
    "expired": (ours(iat=100, exp=3700), "expired"),
    "used too early": (ours(iat=2**33, exp=2**33 + 3600), "too_early"),
    "for another endpoint": (ours(ELSEWHERE), "audience"),
    "audience with a slash more": (ours(HERE + "/"), "audience"),
    "another add-on's account": (ours(email=SERVICE_ACCOUNT.replace("4711", "4712")), "account"),
    "account in capitals": (ours(email=SERVICE_ACCOUNT.upper()), "account"),
    "foreign issuer": (ours(iss="https://accounts.example"), "issuer"),
    "issuer without its scheme": (ours(iss="accounts.google.com"), "issuer"),
    "unverified address": (ours(email_verified=False), "unverified"),
    "verified as a word": (ours(email_verified="true"), "unverified"),
    "no address": (ours(email=None), "unverified"),
    "no end": (ours(exp=None), "malformed"),
    "no audience": (ours(aud=None), "malformed"),
    "times as words": (lambda: OURS.sign(claims() | {"exp": "soon"}), "malformed"),
    "forged": (lambda: STRANGER.sign(claims(), header={"kid": "key-1"}), "signature"),
    "altered": (altered, "signature"),
    "unsigned": (unsigned, "algorithm"),
    "keyed with the certificate": (signed_with_the_certificate, "algorithm"),
    "no key id": (lambda: OURS.sign(claims(), header={}), "algorithm"),
    "a person's token": (OURS.user_token, "audience"),
    "empty": (lambda: "", "missing"),
    "no token": (lambda: "hello", "malformed"),
    "not ASCII": (lambda: "hällo.wörld.x", "malformed"),
    "too long": (lambda: "a" * 9000, "malformed"),
    "a list": (lambda: f"{segment([])}.{segment([])}.AAAA", "malformed"),
    "deep": (lambda: f"{'W1tb' * 1500}.e30.AAAA", "malformed"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_call_that_is_not_google_s_is_refused_and_says_nothing(name: str, tokens: GoogleTokens) -> None:
    make, reason = REFUSED[name]
    token = make()
    with pytest.raises(Unauthenticated) as refused:
        tokens.verify_system(token, HERE)
    assert refused.value.facts == {"reason": reason}
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    assert not token or token not in str(refused.value)


def test_an_add_on_s_token_is_no_person(tokens: GoogleTokens) -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify_user(OURS.system_token(HERE))


def test_a_person_without_an_id_is_nobody(tokens: GoogleTokens) -> None:
    with pytest.raises(Unauthenticated):
        tokens.verify_user(OURS.user_token(sub=None))


def test_a_clock_ten_seconds_off_is_forgiven(tokens: GoogleTokens) -> None:
    tokens.verify_system(OURS.system_token(HERE, iat=int(time.time()) + 8), HERE)


def test_a_remembered_token_does_not_pass_elsewhere(tokens: GoogleTokens) -> None:
    token = OURS.system_token(HERE)
    tokens.verify_system(token, HERE)
    with pytest.raises(Unauthenticated):
        tokens.verify_system(token, ELSEWHERE)
    tokens.verify_system(token, HERE)


def test_a_remembered_token_is_gone_when_it_expires(tokens: GoogleTokens, clock: Clock) -> None:
    token = OURS.system_token(HERE)
    tokens.verify_system(token, HERE)
    asked = key(token, audience=HERE, kind="system")
    assert tokens.remembered.get(asked)
    clock.ahead = 3_600_000
    assert tokens.remembered.get(asked) is None


def test_many_verifications_fetch_the_certificates_once(google: Loopback, tokens: GoogleTokens) -> None:
    for number in range(12):
        tokens.verify_system(OURS.system_token(HERE, jti=number), HERE)
    assert len(google.seen) == 1


def test_many_at_once_fetch_the_certificates_once(google: Loopback, tokens: GoogleTokens) -> None:
    google.replies = [Reply(body=certificates(OURS), wait=0.1)]
    calls = [OURS.system_token(HERE, jti=number) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda token: tokens.verify_system(token, HERE), calls))
    assert len(google.seen) == 1
    google.replies = [Reply(body=certificates(OURS, STRANGER), wait=0.1)]
    calls = [STRANGER.system_token(HERE, jti=number) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda token: tokens.verify_system(token, HERE), calls))
    assert len(google.seen) == 2


def test_certificates_are_fetched_again_when_their_age_is_over(
    google: Loopback, tokens: GoogleTokens, clock: Clock
) -> None:
    tokens.verify_system(OURS.system_token(HERE), HERE)
    clock.ahead = 601_000
    tokens.verify_system(OURS.system_token(HERE, jti=1), HERE)
    assert len(google.seen) == 2


def test_a_new_key_of_google_s_is_fetched_once_and_a_stranger_s_not_again(
    google: Loopback, tokens: GoogleTokens, clock: Clock
) -> None:
    tokens.verify_system(OURS.system_token(HERE), HERE)
    google.replies = [Reply(body=certificates(OURS, STRANGER))]
    tokens.verify_system(STRANGER.system_token(HERE), HERE)
    assert len(google.seen) == 2
    for number in range(5):
        with pytest.raises(Unauthenticated):
            tokens.verify_system(OURS.sign(claims() | {"jti": number}, header={"kid": f"odd-{number}"}), HERE)
    assert len(google.seen) == 2
    clock.ahead = PAUSE_BETWEEN_UNKNOWN + 1000
    with pytest.raises(Unauthenticated):
        tokens.verify_system(OURS.sign(claims(), header={"kid": "odd"}), HERE)
    assert len(google.seen) == 3


@pytest.mark.parametrize(
    "failure", [Reply(status=503), Reply(cut=True), Reply(body=b"<html>"), Reply(body=b'{"keys":[]}')]
)
def test_stale_certificates_serve_while_google_is_away_but_not_for_ever(
    failure: Reply, google: Loopback, tokens: GoogleTokens, clock: Clock
) -> None:
    tokens.verify_system(OURS.system_token(HERE), HERE)
    google.replies = [failure]
    clock.ahead = 700_000
    for number in range(3):
        tokens.verify_system(OURS.system_token(HERE, jti=number), HERE)
    assert len(google.seen) == 2  # and not a slow attempt per request
    clock.ahead = STALE_FOR + 700_000
    with pytest.raises(Unavailable):
        tokens.verify_system(OURS.system_token(HERE, jti="late"), HERE)


def test_without_certificates_the_answer_is_try_again_and_then_it_works(
    google: Loopback, tokens: GoogleTokens, clock: Clock
) -> None:
    google.replies = [Reply(status=500), Reply(body=certificates(OURS))]
    for _ in range(3):
        with pytest.raises(Unavailable):
            tokens.verify_system(OURS.system_token(HERE), HERE)
    assert len(google.seen) == 1
    clock.ahead = 6_000
    tokens.verify_system(OURS.system_token(HERE), HERE)
