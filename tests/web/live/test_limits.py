"""Who may listen, how long, and how many: each refusal in the caller's language."""

from __future__ import annotations

import http.client
import time

import pytest

from server.web import live
from tests.support.api_edge import ApiEdge
from tests.web.live.listening import Client, Open, listening, served, stream_app

SHORT_S = 0.5


def refused(client: Client) -> tuple[int, str, str]:
    """Status, code and text of a problem document."""
    assert client.answer.headers["Content-Type"] == "application/problem+json"
    problem = client.json()
    assert problem["status"] == client.answer.status
    return client.answer.status, problem["code"], problem["detail"]


def test_an_answer_ends_in_time_and_the_next_goes_on_from_its_cursor(edge: ApiEdge) -> None:
    with served(stream_app(edge, lasts_s=SHORT_S, silence_s=0.1)) as port:
        began = time.monotonic()
        with listening(port, edge.issuer.token("ben")) as ben:
            while ben.next() is not None:
                pass
        assert SHORT_S <= time.monotonic() - began < SHORT_S + 5
        assert [block.comment for block in ben.blocks[:2]] == ["listening", "still here"]
        with listening(port, edge.issuer.token("ben"), after=ben.blocks[0].id) as ben:
            assert ben.next() is not None


def test_it_lasts_ten_minutes_and_says_something_every_quarter_minute() -> None:
    assert (live.LASTS_S, live.SILENCE_S) == (600, 15)


@pytest.mark.parametrize(
    ("language", "text"),
    [("de-DE", "Gerade hören zu viele Fenster zu."), ("en", "Too many windows are listening just now.")],
)
def test_one_too_many_is_asked_to_come_back(edge: ApiEdge, language: str, text: str) -> None:
    with served(stream_app(edge, silence_s=0.1, cap=1)) as port:
        with listening(port, edge.issuer.token("anna")) as anna:
            assert anna.next() is not None
            with listening(port, edge.issuer.token("ben"), language=language) as ben:
                assert refused(ben) == (503, "unavailable", text)
                assert ben.answer.headers["Retry-After"] == "30"
        assert free_again(edge, port)


def test_neither_a_look_at_the_headers_nor_a_hung_up_call_keeps_a_place(edge: ApiEdge) -> None:
    with served(stream_app(edge, silence_s=0.1, cap=1)) as port:
        headers = {"Authorization": f"Bearer {edge.issuer.token('ben')}"}
        for method in ("HEAD", "GET"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request(method, "/api/v1/live", headers=headers)
            if method == "HEAD":
                assert connection.getresponse().status == 200
            connection.close()
            assert free_again(edge, port), method


def free_again(edge: ApiEdge, port: int) -> bool:
    """Whether somebody can listen before long; the server notices at its next line that a client has gone."""
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        with listening(port, edge.issuer.token("mona")) as mona:
            if mona.answer.status == 200:
                return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("language", ["de", "en"])
def test_without_a_good_token_nobody_listens(opened: Open, language: str) -> None:
    for token in ("", "nonsense", opened.edge.issuer.token("anna", aud="somebody-else")):
        with listening(opened.port, token, language=language) as nobody:
            status, code, _ = refused(nobody)
            assert (status, code) == (401, "unauthenticated")
            assert nobody.answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("language", "text"),
    [("de-AT", "Du arbeitest hier noch nicht mit."), ("en", "You are not an agent here yet.")],
)
def test_who_is_no_agent_learns_that_a_code_can_help(opened: Open, language: str, text: str) -> None:
    with listening(opened.port, opened.edge.issuer.token("tom"), language=language) as tom:
        assert tom.answer.status == 403
        problem = tom.json()
    assert (problem["code"], problem["detail"], problem["can_link"]) == ("not_an_agent", text, True)
