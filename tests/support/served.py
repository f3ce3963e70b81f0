"""A tiny application for the tests of how gunicorn serves: an HTTPS call, a stream, the worker's number."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import requests
from flask import Flask, Response, request


def create_app() -> Flask:
    app = Flask("served")

    @app.get("/call")
    def call() -> str:
        return requests.get(request.args["url"], verify=request.args["ca"], timeout=5).text

    @app.get("/stream")
    def stream() -> Response:
        def lines() -> Iterator[bytes]:
            while True:
                yield b": still here\n"
                time.sleep(0.05)

        return Response(lines(), mimetype="text/event-stream")

    @app.get("/worker")
    def worker() -> str:
        return str(os.getpid())

    return app
