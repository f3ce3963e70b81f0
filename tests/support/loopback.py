"""A real HTTP server on loopback that answers what a test tells it, and remembers what it was asked."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `wait` seconds before it, `drip` between its bytes; `cut` hangs up; "" drops a header."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: float = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True)
class Loopback:
    """Answers `replies` one after the other, the last one for ever."""

    url: str = ""
    replies: list[Reply] = field(default_factory=lambda: [Reply()])
    seen: list[Seen] = field(default_factory=list)

    def next_reply(self) -> Reply:
        """Take the reply whose turn it is."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serve() -> Iterator[Loopback]:
    """Run a server for as long as the block lasts."""
    loopback = Loopback()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave in two writes: with Nagle's algorithm the second waits 40 ms.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            loopback.seen.append(Seen(self.path, dict(self.headers), body))
            reply = loopback.next_reply()
            time.sleep(reply.wait)
            if reply.cut:
                self.close_connection = True
                return
            self.send_response(reply.status)
            for name, value in ({"Content-Length": str(len(reply.body))} | dict(reply.headers)).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            _write(self, reply)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    loopback.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield loopback
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    try:
        if not reply.drip:
            handler.wfile.write(reply.body)
            return
        for byte in reply.body:
            handler.wfile.write(bytes([byte]))
            time.sleep(reply.drip)
    except OSError:
        # The reader gave up, which is what such a test waits for.
        handler.close_connection = True
