"""The log tells what happened and holds nothing of anybody's."""

from __future__ import annotations

import io
import logging as stdlib
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from server.web import logging
from server.web.logging import Gathered, Line
from tests.support.edge import PUBLIC_URL, Edge, edge
from tests.support.issuer import Issuer


@pytest.fixture
def world() -> Iterator[Edge]:
    with edge() as built:
        yield built


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """The whole process's log at its most talkative, put back afterwards."""
    root = stdlib.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    logging.configure("debug", stream=stream)
    yield stream
    root.handlers[:], root.level = before, level


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in written.getvalue().splitlines()]


def test_one_line_per_request_names_the_endpoint(world: Edge, written: io.StringIO) -> None:
    answer = world.app.test_client().get("/healthz?mia@kontor.example")
    found = [line for line in lines(written) if line["event"] == "request"]
    assert len(found) == 1
    line = found[0]
    assert (line["endpoint"], line["status"], line["level"]) == ("health.healthz", 200, "info")
    assert line["request"] == answer.headers["X-Request-Id"]
    assert 0 <= line["ms"] < 1000
    assert line["at"].endswith("+00:00")


def test_a_refusal_is_logged_with_its_reason(world: Edge, written: io.StringIO) -> None:
    event = world.event("/gmail/home")
    world.app.test_client().post("/gmail/message", data=orjson.dumps(event))
    assert {"refused": "audience"} in [{line["event"]: line.get("reason")} for line in lines(written)]


def test_no_secret_reaches_the_log(world: Edge, written: io.StringIO) -> None:
    client = world.app.test_client()
    event = world.event("/gmail/message")
    event["gmail"] = {"messageId": "msg-f:1862729221917227576", "accessToken": "AEoRXR.secret"}
    broken = world.event("/gmail/message", userIdToken=Issuer("key-2").user_token())
    elsewhere = world.event("/gmail/home")
    for sent in (event, broken, elsewhere, {"subject": "Kündigung"}):
        client.post("/gmail/message?to=mia@kontor.example", data=orjson.dumps(sent))
    world.parts.failure = ValueError("Kündigung von mia@kontor.example <1@mail.example> ya29.person")
    client.get("/fail")
    text = written.getvalue()
    tokens = [sent["authorizationEventObject"]["userIdToken"] for sent in (event, broken)]
    for secret in ("@", "eyJ", "ya29", "AEoRXR", "1862729221917227576", "Kündigung", PUBLIC_URL, *tokens):
        assert secret not in text
    assert len([line for line in lines(written) if line["event"] == "request"]) == 5


@pytest.mark.parametrize(
    "said",
    [
        "could not reach mia@kontor.example",
        "id <a.b-c@mail.example> twice",
        "token eyJhbGciOi.eyJzdWIi.c2ln bad",
        "ya29.a0Af_x-y expired",
        "GET /gmail/v1/users/me/messages/19d9be5bb11dba38?x=1",
        "opened msg-f:1862729221917227576",
        "Authorization: Bearer abc.def",
    ],
)
def test_what_a_library_says_is_blacked_out(said: str, written: io.StringIO) -> None:
    stdlib.getLogger("some.library").warning("%s", said)
    event = lines(written)[-1]["event"]
    assert "…" in event
    assert not any(
        part in event for part in ("@", "eyJ", "ya29", "19d9be", "18627", "abc.def", "kontor", "mail.example")
    )


def test_an_exception_shows_its_kind_and_place_only(written: io.StringIO) -> None:
    try:
        int("private words")
    except ValueError:
        stdlib.getLogger("randnotiz.x").exception("failed")
    line = lines(written)[-1]
    assert line["error"] == "ValueError"
    assert "test_logging.py" in line["places"][0]
    assert "private words" not in written.getvalue()


def test_foreign_extras_stay_out() -> None:
    record = stdlib.makeLogRecord({"msg": "x", "subject": "Kündigung", "status": 200})
    assert "Kündigung" not in Line().format(record)
    assert orjson.loads(Line().format(record))["status"] == 200


def test_lines_wait_for_a_moment_and_a_warning_brings_them_along() -> None:
    stream, moments = io.StringIO(), list[Callable[[], None]]()
    handler = Gathered(stream, moments.append)

    def tell(level: int, said: str) -> None:
        handler.handle(stdlib.LogRecord("randnotiz", level, __file__, 1, said, (), None))

    tell(stdlib.INFO, "one")
    tell(stdlib.INFO, "two")
    assert (stream.getvalue(), len(moments)) == ("", 1)
    moments.pop()()
    assert stream.getvalue() == "one\ntwo\n"
    tell(stdlib.INFO, "three")
    tell(stdlib.WARNING, "four")
    assert stream.getvalue() == "one\ntwo\nthree\nfour\n"
    moments.pop()()
    assert stream.getvalue() == "one\ntwo\nthree\nfour\n"
