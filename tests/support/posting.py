"""A server on loopback that answers every POST as a test says, and keeps what it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, request

from server.demo.serving import LoopbackServer


@dataclass(slots=True)
class Posted:
    """Where it listens, what it answers, and what came: path and body."""

    url: str = ""
    answer: tuple[int, bytes] = (200, b"{}")
    seen: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def posting() -> Iterator[Posted]:
    """Serve for as long as the block lasts."""
    posted = Posted()
    app = Flask("posting", static_folder=None)

    @app.post("/<path:path>")
    def take(path: str) -> Response:
        query = request.query_string.decode()
        posted.seen.append((f"{path}?{query}" if query else path, request.get_data(as_text=True)))
        status, body = posted.answer
        return Response(body, status, content_type="application/json")

    server = LoopbackServer()
    posted.url = server.url
    server.start(app)
    try:
        yield posted
    finally:
        server.stop()
