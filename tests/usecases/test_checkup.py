"""The look at the world outside, driven green and red by breaking the thing itself: the name, the proxy, the lock."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from server.domain.checkup import Found, Reached
from server.domain.checkup_words import address
from server.domain.errors import NotFound
from server.domain.finding import State
from server.providers.guarded import Guarded
from server.store import checkups
from server.store.commit import Store
from server.store.outerkeys import CHECKUPS
from server.usecases.checkup import PATH, Checkup
from tests.support.https import Authority, Receiver, receiving, said

AT = 1_790_000_000_000
Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def proxy(authority: Authority) -> Iterator[Receiver]:
    """Stands in front of us, with a good certificate."""
    with receiving(authority.serving("localhost")) as found:
        yield found


@pytest.fixture
def made(authority: Authority, store: Store) -> Iterator[Callable[..., Checkup]]:
    """Makes a checkup of an address that trusts the test's own authority."""

    def make(url: str, *, loopback: bool = True, local: bool = False, **looks: str) -> Checkup:
        return Checkup(
            store=store,
            public_url=url,
            local=local,
            key=b"k" * 32,
            fetch=Guarded(loopback=loopback, tls=authority.trusted()),
            looks=looks,
            tenants=lambda tenant: f"{url}/{tenant}",
            clock=lambda: AT,
        )

    yield make
    store.write("DEL", CHECKUPS)


def as_we_answer(checkup: Checkup) -> Answer:
    """What our own endpoint says to a nonce."""
    return lambda handler: said(handler, 200, checkup.prove(handler.path.removeprefix(PATH)).encode())


def reached(checkup: Checkup) -> str:
    """The finding about the address, as it was kept for the guide."""
    checkup.run()
    kept = checkups.parsed(checkup.store.read([("HGETALL", CHECKUPS)])[0])
    return kept["address"].result


def test_our_own_answer_under_a_good_certificate_is_green(
    made: Callable[..., Checkup], proxy: Receiver
) -> None:
    checkup = made(proxy.url(path="").rstrip("/"))
    proxy.answer = as_we_answer(checkup)
    assert reached(checkup) == Reached.OK
    found = Found(checkup.public_url, Reached.OK, AT)
    assert address(found, checkup.public_url).state is State.OK


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (lambda handler: said(handler, 200, b"Welcome to nginx"), Reached.OTHER),
        (lambda handler: said(handler, 200, b""), Reached.OTHER),
        (lambda handler: said(handler, 404), Reached.OTHER),
        (lambda handler: said(handler, 502), Reached.OTHER),
        (lambda handler: said(handler, 301, Location="https://www.firma.example/"), Reached.REDIRECT),
        (lambda handler: handler.wfile.write(b"220 smtp ready\r\n"), Reached.BROKEN),
    ],
)
def test_whoever_else_answers_is_told_apart(
    made: Callable[..., Checkup], proxy: Receiver, answer: Answer, result: Reached
) -> None:
    proxy.answer = answer
    url = proxy.url(path="").rstrip("/")
    assert reached(made(url)) == result
    judged = address(Found(url, result, AT), url)
    assert judged.state is State.WRONG
    assert judged.todo is not None


def test_another_installation_of_ours_is_somebody_else(made: Callable[..., Checkup], proxy: Receiver) -> None:
    checkup = made(proxy.url(path="").rstrip("/"))
    other = made("https://other.example")
    object.__setattr__(other, "key", b"o" * 32)
    proxy.answer = as_we_answer(other)
    assert reached(checkup) == Reached.OTHER


@pytest.mark.parametrize("tls", ["expired", "another name", "another authority"])
def test_a_certificate_that_is_not_good_is_told(
    made: Callable[..., Checkup], authority: Authority, tmp_path: Path, tls: str
) -> None:
    bad: dict[str, Callable[[], ssl.SSLContext]] = {
        "expired": lambda: authority.serving("localhost", days=-1),
        "another name": lambda: authority.serving("www.firma.example"),
        "another authority": lambda: Authority(tmp_path).serving("localhost"),
    }
    with receiving(bad[tls]()) as server:
        assert reached(made(server.url(path="").rstrip("/"))) == Reached.CERTIFICATE


def test_plain_http_behind_an_https_address_is_told(made: Callable[..., Checkup]) -> None:
    with receiving(None) as server:
        result = reached(made(server.url(path="").rstrip("/")))
    assert result in {Reached.BROKEN, Reached.CERTIFICATE}


def test_a_proxy_that_was_stopped_is_told(made: Callable[..., Checkup], authority: Authority) -> None:
    with receiving(authority.serving("localhost")) as server:
        url = server.url(path="").rstrip("/")
    assert reached(made(url)) == Reached.UNREACHABLE


def test_a_name_that_leads_inside_or_nowhere_is_told(made: Callable[..., Checkup]) -> None:
    assert reached(made("https://127.0.0.1", loopback=False)) == Reached.REFUSED
    assert reached(made("https://randnotiz.invalid", loopback=False)) == Reached.UNKNOWN_HOST


def test_on_loopback_nobody_is_asked(made: Callable[..., Checkup]) -> None:
    assert reached(made("http://127.0.0.1:9", local=True)) == Reached.LOCAL


def test_sign_in_keys_and_tenants_are_looked_for(made: Callable[..., Checkup], proxy: Receiver) -> None:
    def microsoft(handler: BaseHTTPRequestHandler) -> None:
        known = handler.path in {"/keys", "/known"}
        said(handler, 200 if known else 400, b"{}")

    proxy.answer = microsoft
    checkup = made(proxy.url(path="").rstrip("/"), local=True, microsoft=proxy.url(path="/keys"))
    found = checkup.run(["known", "unknown"])
    results = {name: one.result for name, one in found.items()}
    assert results["microsoft"] == Reached.OK
    assert (results["tenant:known"], results["tenant:unknown"]) == (Reached.OK, Reached.OTHER)


def test_a_finding_about_an_earlier_address_says_nothing_about_this_one() -> None:
    found = Found("https://old.example", Reached.OK, AT)
    assert address(found, "https://new.example").state is State.WAITING


@pytest.mark.parametrize(
    "nonce", ["short", "a" * 65, "with space in between", "ä" * 20, "../../etc/passwd-----"]
)
def test_only_nonces_are_answered(made: Callable[..., Checkup], nonce: str) -> None:
    with pytest.raises(NotFound):
        made("https://firma.example").prove(nonce)
