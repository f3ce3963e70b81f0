"""What events.js asks from classic Outlook, where it runs without a page: the browser's rules for other origins apply.

Nobody knows for sure which origin that runtime names (OUTLOOK.md 2.6); ours alone is allowed.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.web.services import Services

PATHS = ("/api/v1/send-check", "/api/v1/composing")
HEADERS = "Authorization, Content-Type, Idempotency-Key"
ONE_DAY_S = "86400"


def blueprint(services: Services) -> Blueprint:
    """Answer the question before the call, and sign the answer to the call itself."""
    crossing = Blueprint("crossing", __name__)
    for path in PATHS:
        crossing.add_url_rule(path, path.rpartition("/")[2], _preflight, methods=["OPTIONS"])

    @crossing.after_app_request
    def sign(answer: Response) -> Response:
        if request.path in PATHS:
            answer.headers["Access-Control-Allow-Origin"] = services.public_url
        return answer

    return crossing


def _preflight() -> Response:
    answer = Response(status=204)
    answer.headers["Access-Control-Allow-Methods"] = "POST"
    answer.headers["Access-Control-Allow-Headers"] = HEADERS
    answer.headers["Access-Control-Max-Age"] = ONE_DAY_S
    return answer
