"""The guarded client against real HTTPS servers on loopback: what it takes, and what it does not fall for."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest

from server.domain.outbound import Refused
from server.providers.guarded import Guarded, Limits, NoAnswer, Reason, Reply
from tests.support.https import Answering, Authority, Receiver, receiving, said

QUICK = Limits(connect=0.5, total=0.5)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def receiver(authority: Authority) -> Iterator[Receiver]:
    with receiving(authority.serving("hooks.example", "localhost", "127.0.0.1")) as found:
        yield found


@pytest.fixture
def client(authority: Authority) -> Guarded:
    return Guarded(loopback=True, tls=authority.trusted())


class Resolver:
    """Answers what a test tells it, one answer after the other, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        del port
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def named(client: Guarded, resolver: Resolver) -> Guarded:
    return Guarded(loopback=True, tls=client.tls, resolve=resolver)


def get(client: Guarded, url: str, limits: Limits = QUICK) -> Reply:
    return client.get(url, headers={}, limits=limits)


def test_an_answer_comes_back(client: Guarded, receiver: Receiver) -> None:
    receiver.answer = lambda handler: said(handler, 201, b"fine", X_Kind="good")
    url = receiver.url(path="/a?b=c")
    reply = client.post(url, b"{}", headers={"X-Test": "1"}, limits=Limits())
    assert (reply.status, reply.body, reply.headers["x-kind"]) == (201, b"fine", "good")
    one = receiver.received[0]
    assert (one.method, one.path, one.body) == ("POST", "/a?b=c", b"{}")
    assert one.headers["X-Test"] == "1"
    assert one.headers["Host"] == f"localhost:{receiver.port}"


def test_the_connection_goes_to_the_judged_address_under_the_name(
    client: Guarded, receiver: Receiver
) -> None:
    resolver = Resolver(["127.0.0.1"], ["10.0.0.1"])
    guarded = named(client, resolver)
    # A name only known to this resolver: certificate and Host header are of the name, the address is the judged one.
    # Such a name may use the two ports of the web only, so that the socket goes elsewhere here.
    with pytest.raises(NoAnswer) as error:
        get(guarded, "https://hooks.example:8443/")
    assert error.value.reason is Reason.UNREACHABLE
    assert resolver.asked == ["hooks.example"]
    with pytest.raises(Refused):  # what the name means a moment later is judged anew
        get(guarded, "https://hooks.example:8443/")


def test_a_name_is_asked_for_once(client: Guarded, receiver: Receiver) -> None:
    resolver = Resolver(["127.0.0.1"], ["127.0.0.2"])
    assert get(named(client, resolver), receiver.url()).status == 204
    assert resolver.asked == ["localhost"]
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.1"],
        ["127.0.0.1"],
        ["::1"],
        ["93.184.215.14", "10.0.0.1"],
        ["::ffff:169.254.169.254"],
        ["fe80::1%1"],
    ],
)
def test_a_name_that_leads_inside_is_refused(addresses: list[str]) -> None:
    with pytest.raises(Refused):
        get(Guarded(resolve=Resolver(addresses)), "https://hooks.example/")


def test_every_address_is_judged_before_the_first_is_called(client: Guarded) -> None:
    with pytest.raises(Refused):
        get(named(client, Resolver(["127.0.0.1", "192.168.0.1"])), "https://hooks.example:8443/")


def test_plain_http_stays_on_this_machine(client: Guarded) -> None:
    with receiving(None) as plain:
        assert get(client, plain.url(scheme="http")).status == 204
        with pytest.raises(Refused):
            get(named(client, Resolver(["8.8.8.8"])), plain.url(scheme="http"))
        with pytest.raises(Refused):
            get(Guarded(), plain.url(scheme="http"))


def test_a_redirect_is_an_answer_and_not_followed(client: Guarded, receiver: Receiver) -> None:
    receiver.answer = lambda handler: said(handler, 302, Location=receiver.url(path="/other"))
    assert get(client, receiver.url()).status == 302
    assert len(receiver.received) == 1


def test_a_proxy_of_the_environment_is_not_used(
    client: Guarded, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(client, receiver.url()).status == 204


@pytest.mark.parametrize("case", ["expired", "other name", "unknown authority"])
def test_a_bad_certificate_is_told_apart(
    client: Guarded, authority: Authority, case: str, tmp_path: Path
) -> None:
    tls = {
        "expired": lambda: authority.serving("localhost", days=-1),
        "other name": lambda: authority.serving("other.example"),
        "unknown authority": lambda: Authority(tmp_path).serving("localhost"),
    }[case]()
    with receiving(tls) as server:
        with pytest.raises(NoAnswer) as error:
            get(client, server.url())
        assert error.value.reason is Reason.CERTIFICATE
        assert not server.received


def test_nobody_there_is_told(client: Guarded) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NoAnswer) as error:
        get(client, f"https://localhost:{port}/")
    assert error.value.reason is Reason.UNREACHABLE


def test_an_unknown_name_is_told(client: Guarded) -> None:
    with pytest.raises(NoAnswer) as error:
        get(named(client, Resolver([])), "https://hooks.example/")
    assert error.value.reason is Reason.UNKNOWN_HOST


def test_the_next_address_is_tried(client: Guarded, receiver: Receiver) -> None:
    assert get(named(client, Resolver(["::1", "127.0.0.1"])), receiver.url()).status == 204


def test_a_huge_answer_is_read_no_further_than_the_limit(client: Guarded, receiver: Receiver) -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(b"x" * 65_536)

    receiver.answer = flood
    reply = get(client, receiver.url(), Limits(total=5, size=1000))
    assert len(reply.body) == 1000
    assert client.post(receiver.url(), b"", headers={}, limits=Limits(total=5, size=0)).body == b""


def dripping(piece: bytes, *, headed: bool = False) -> Answering:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if headed:
            handler.send_response(200)
            handler.end_headers()
        for _ in range(20):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.05)

    return drip


ENDLESS: dict[str, Answering] = {
    "silent": dripping(b""),
    "dripping head": dripping(b"H"),
    "dripping body": dripping(b"x", headed=True),
    "always continue": dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_whatever_drips_ends_in_time(client: Guarded, receiver: Receiver, case: str) -> None:
    receiver.answer = ENDLESS[case]
    began = time.monotonic()
    with pytest.raises(NoAnswer) as error:
        get(client, receiver.url())
    assert error.value.reason is Reason.SLOW
    assert time.monotonic() - began < 0.9


def test_a_silent_handshake_ends_in_time(client: Guarded) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        began = time.monotonic()
        with pytest.raises(NoAnswer) as error:
            get(client, f"https://localhost:{mute.getsockname()[1]}/")
        assert error.value.reason is Reason.SLOW
        assert time.monotonic() - began < 0.9


def test_a_resolver_that_hangs_ends_in_time(client: Guarded) -> None:
    def hang(host: str, port: int) -> list[str]:
        del host, port
        time.sleep(1.0)
        return ["127.0.0.1"]

    with pytest.raises(NoAnswer) as error:
        get(Guarded(loopback=True, tls=client.tls, resolve=hang), "https://hooks.example/", Limits(total=0.1))
    assert error.value.reason is Reason.SLOW


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500])
def test_what_is_no_http_is_told(client: Guarded, answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        with pytest.raises(NoAnswer) as error:
            get(client, f"http://localhost:{server.getsockname()[1]}/", Limits())
        assert error.value.reason is Reason.BROKEN
        thread.join()
