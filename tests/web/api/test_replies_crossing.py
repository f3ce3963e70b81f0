"""events.js in classic Outlook runs without a page: what it may ask across origins, and nothing more."""

from __future__ import annotations

import pytest

from tests.support.api_edge import BASE, PUBLIC_URL, ApiEdge
from tests.web.api.test_replies import DRAFT

PATHS = ["/send-check", "/composing"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", [PUBLIC_URL, "null", "https://evil.example", None])
def test_the_question_before_the_call_needs_no_token(edge: ApiEdge, path: str, origin: str | None) -> None:
    headers = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    answer = edge.app.test_client().options(
        BASE + path, headers=headers | ({"Origin": origin} if origin else {})
    )
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == PUBLIC_URL
    assert answer.headers["Access-Control-Allow-Methods"] == "POST"
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert allowed == "Authorization, Content-Type, Idempotency-Key"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_the_answer_is_signed_too_whatever_it_says(edge: ApiEdge, path: str) -> None:
    for answer in (
        edge.ask("anna", "POST", path, DRAFT),
        edge.ask("anna", "POST", path, {"wrong": 1}),
        edge.ask("tom", "POST", path, DRAFT),
        edge.ask(None, "POST", path, DRAFT),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == PUBLIC_URL, answer.status


def test_nothing_else_is_open_to_other_origins(edge: ApiEdge) -> None:
    assert "Access-Control-Allow-Origin" not in edge.ask("anna", "GET", "/me").headers
    refused = edge.app.test_client().options(f"{BASE}/resolve")
    assert "Access-Control-Allow-Origin" not in refused.headers
