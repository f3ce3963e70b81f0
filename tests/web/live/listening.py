"""The application behind a real HTTP server with threads, and clients that listen to its stream."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from server.web import errors, live
from tests.support.api_edge import ApiEdge
from tests.support.office import mail

PATIENCE_S = 20.0
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Open:
    """The office, and the port of the stream."""

    edge: ApiEdge
    port: int

    def token(self, who: str) -> str:
        """Somebody's access token."""
        return self.edge.issuer.token(who)

    def conversation(self, name: str = "q", *, to: str = "support@firma.example") -> str:
        """A mail comes in; the conversation it begins."""
        office = self.edge.office
        done = office.deliver(mail(f"{name}@wald.example", to=to, at=office.time[0] - MINUTE))
        assert done.conversation is not None
        return done.conversation


class _Quiet(WSGIRequestHandler):
    """Writes no line per request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve an application on loopback for as long as the block lasts; give the port."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def stream_app(edge: ApiEdge, **limits: Any) -> Flask:
    """The stream alone, with limits that a test can wait for."""
    app = Flask("stream")
    errors.register(app)
    app.register_blueprint(live.blueprint(edge.services, **limits))
    return app


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a stream; `comment` is what stands behind a colon."""

    id: str = ""
    event: str = ""
    data: Any = None
    comment: str = ""


@dataclass(slots=True)
class Client:
    """Somebody's open stream."""

    answer: http.client.HTTPResponse
    blocks: list[Block] = field(default_factory=list)

    def next(self) -> Block | None:
        """The next block; None where the stream ends."""
        lines: list[str] = []
        while raw := self.answer.readline():
            if raw == b"\n":
                self.blocks.append(_block(lines))
                return self.blocks[-1]
            lines.append(raw.decode().rstrip("\n"))
        return None

    def event(self) -> Block:
        """The next block that is an event."""
        while (block := self.next()) is not None:
            if block.event:
                return block
        raise AssertionError("The stream has ended.")

    def until(self, conversation: str) -> list[Block]:
        """All events up to the first about a conversation."""
        found = [self.event()]
        while found[-1].data.get("conversation") != conversation:
            found.append(self.event())
        return found

    def json(self) -> Any:
        """The whole of an answer that is no stream."""
        return orjson.loads(self.answer.read())


@contextmanager
def listening(port: int, token: str, *, after: str | None = None, language: str = "en") -> Iterator[Client]:
    """Listen for as long as the block lasts; what was answered instead is in `answer`."""
    headers = {"Accept": "text/event-stream", "Accept-Language": language}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if after is not None:
        headers["Last-Event-ID"] = after
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/api/v1/live", headers=headers)
        # An answer that is read on keeps the connection open by itself.
        with closing(connection.getresponse()) as answer:
            yield Client(answer)


def _block(lines: list[str]) -> Block:
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        found[name or "comment"] = value.removeprefix(" ")
    data = orjson.loads(found["data"]) if "data" in found else None
    return Block(found.get("id", ""), found.get("event", ""), data, found.get("comment", ""))
