"""One line of JSON per request on stderr, which never holds a token, an address or anything of a mail."""

from __future__ import annotations

import logging
import os
import re
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, TextIO

import orjson
from flask import Flask, Response, g, request

from server.web.metrics import Metrics

# What extra= may add to a line; anything else stays out, whoever passes it.
FIELDS = ("request", "endpoint", "status", "ms", "reason")
# Libraries write freely: addresses and Message-IDs, tokens, Gmail's ids and paths that hold them.
SECRET = re.compile(
    r"[^\s<>\"'=,;]+@[^\s<>\"',;]+|eyJ[\w.\-]+|ya29\.[\w.\-]+|Bearer\s+\S+|(?:msg|thread)-[a-z]:\S+|/gmail/v1/\S+"
)
UNMATCHED = "unmatched"

Later = Callable[[Callable[[], None]], object]
"""Has something done a moment later, once."""

log = logging.getLogger("randnotiz.request")


class Line(logging.Formatter):
    """Formats a record as one JSON object; of an exception it keeps kind and places, never the text."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, without its end."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": SECRET.sub("…", record.getMessage()),
        }
        for name in FIELDS:
            value = record.__dict__.get(name)
            if value is not None:
                line[name] = value
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["places"] = [
                f"{place.filename}:{place.lineno} {place.name}"
                for place in traceback.extract_tb(record.exc_info[2])
            ]
        return orjson.dumps(line, default=str).decode()


class Gathered(logging.StreamHandler[TextIO]):
    """Writes lines together a moment later, and a warning or worse at once with what came before it."""

    def __init__(self, stream: TextIO, later: Later) -> None:
        super().__init__(stream)
        self._later = later
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line until the next writing."""
        try:
            self._lines.append(self.format(record) + self.terminator)
        except Exception:  # noqa: BLE001  # as in every handler: a log that fails must not fail what it tells of
            self.handleError(record)
        if record.levelno >= logging.WARNING:
            self.flush()
        elif len(self._lines) == 1:
            self._later(self.flush)

    def flush(self) -> None:
        """Write what was kept; `logging` calls it as the process ends, too."""
        lines, self._lines = self._lines, []
        if lines:
            self.stream.write("".join(lines))
        super().flush()


def configure(level: str, *, stream: TextIO | None = None, later: Later = lambda write: write()) -> None:
    """Send every logger of this process through our one format; `later` says when lines are written."""
    handler = Gathered(stream or sys.stderr, later)
    handler.setFormatter(Line())
    # What a line never says need not be looked up for each (Python: Logging HOWTO, "Optimization").
    logging._srcfile = None  # noqa: SLF001
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # At DEBUG and INFO these write what they send: URLs, headers, tokens.
    for name in ("google", "requests", "werkzeug"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Its warnings say that more calls ran at once than connections are kept, once per call.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def observe(app: Flask, metrics: Metrics) -> None:
    """Count and log each request under its endpoint's name; `g.request_id` names it.

    Call it before anything else asks to run before requests, so that nothing goes unseen.
    """
    # Unique is enough, and asking the kernel each time costs more than the whole gate.
    process, number = os.urandom(5).hex(), count()

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()
        g.request_id = f"{process}{next(number):06x}"

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.started
        endpoint = request.endpoint or UNMATCHED
        metrics.request(endpoint, response.status_code, seconds)
        if log.isEnabledFor(logging.INFO):
            _write(endpoint, response.status_code, seconds)
        response.headers["X-Request-Id"] = g.request_id
        return response


def _write(endpoint: str, status: int, seconds: float) -> None:
    facts = {"request": g.request_id, "endpoint": endpoint, "status": status, "ms": round(seconds * 1000, 1)}
    log.info("request", extra=facts)
