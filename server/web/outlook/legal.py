"""/privacy, /terms and /help in German and English: manifests and consent screens link them (DECISIONS F3)."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from server.domain.errors import Unavailable
from server.web.services import Services

LANGUAGES = ("en", "de")
NAMES = ("privacy", "terms", "help")
LONGEST_NAME = 40
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def blueprint(services: Services) -> Blueprint:
    """Make the three pages; the reader's browser chooses the language, `?lang=` overrides it."""
    legal = Blueprint("legal", __name__, template_folder=str(Path(__file__).parent / "templates"))

    @legal.get("/<any('privacy','terms','help'):name>")
    def show(name: str) -> Response:
        language = _language()
        html = render_template(
            f"{name}.{language}.html",
            operator=services.operator(),
            added=_paragraphs(services, request.args.get("workspace", "")),
            name=name,
            language=language,
            names=NAMES,
        )
        answer = Response(html, content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["Cache-Control"] = "public, max-age=300"
        answer.headers["Vary"] = "Accept-Language"
        return answer

    return legal


def _paragraphs(services: Services, workspace: str) -> list[str]:
    """What a workspace adds; without a store the page stands alone, for others link to it."""
    try:
        added = services.legal(workspace[:LONGEST_NAME])
    except Unavailable:
        return []
    return [part for part in re.split(r"\s*\n\s*\n\s*", added.strip()) if part]


def _language() -> str:
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "en") or "en"
