"""A WSGI application served on loopback from a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Quiet(WSGIRequestHandler):
    """A request handler that writes no access log: URLs and headers of mail stay out of the terminal."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing about a request."""


class LoopbackServer:
    """Serves one application until stopped; the port is bound (and known) before anything is served."""

    def __init__(self, port: int = 0) -> None:
        """Bind the port on 127.0.0.1; 0 takes a free one. OSError if the port is taken."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._app: WSGIApplication | None = None
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", port, self._serve, threaded=True, request_handler=Quiet
        )
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self, app: WSGIApplication) -> None:
        """Serve the application from now on."""
        self._app = app
        self._thread.start()

    def stop(self) -> None:
        """Stop accepting, and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if self._app is None:
            raise RuntimeError("a request came before the application")
        return self._app(environ, start_response)
