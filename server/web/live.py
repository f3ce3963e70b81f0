"""GET /api/v1/live: changes as Server-Sent Events for who listens with a bearer token (DESIGN 6)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import lru_cache

import orjson
from flask import Blueprint, Response, request

from server.domain.access import Scope
from server.domain.errors import RandnotizError, Unavailable
from server.usecases.hearing import Heard
from server.usecases.live import Listener, Live
from server.web import auth
from server.web.api import problems
from server.web.api.entering import admit, entered
from server.web.api.replies import told
from server.web.services import Services

SILENCE_S = 15.0
"""How often a line is sent when nothing happens, so that a dead connection is noticed."""
LASTS_S = 600.0
"""How long one answer lasts; then the client comes back with its cursor, and its token is checked anew."""


def blueprint(
    services: Services, *, lasts_s: float = LASTS_S, silence_s: float = SILENCE_S, cap: int = 2_000
) -> Blueprint:
    """Make the stream; a process serves `cap` listeners at most."""
    stream = Blueprint("live", __name__)
    stream.before_request(auth.programs_and_people(services))
    live = Live(services.workspaces, cap=cap)

    @stream.get("/api/v1/live")
    def listen() -> Response:
        admit(Scope.READ)
        inbox, agent = entered(services)
        listener = live.listen(inbox, agent.id, after=request.headers.get("Last-Event-ID"))
        answer = Response(_lines(listener, lasts_s, silence_s), content_type="text/event-stream")
        # Where no line is ever asked for (HEAD, or a client that hung up at once), this is called all the same.
        answer.call_on_close(lambda: live.leave(listener))
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Accel-Buffering"] = "no"
        return answer

    @stream.errorhandler(RandnotizError)
    def refused(error: RandnotizError) -> Response:
        answer = problems.of(error, services)
        if isinstance(error, Unavailable):
            answer.headers["Retry-After"] = "30"
        return answer

    return stream


def _lines(listener: Listener, lasts_s: float, silence_s: float) -> Iterator[bytes]:
    ends = time.monotonic() + lasts_s
    # A block without data is no event, but its id is the cursor of who comes back before there was one.
    yield b": listening\nid: %s\n\n" % listener.start.encode() if listener.start else b": listening\n\n"
    while (left := ends - time.monotonic()) > 0:
        heard = listener.take(min(silence_s, left))
        yield b"".join(map(_block, heard)) if heard else b": still here\n\n"
        if listener.over:
            return


# What one hears, mostly all do.
@lru_cache(maxsize=1024)
def _block(heard: Heard) -> bytes:
    # Browsers drop an event whose data are empty.
    data = orjson.dumps(told(heard)) if heard.conversation else b"{}"
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (heard.cursor.encode(), heard.kind.encode(), data)
