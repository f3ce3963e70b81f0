"""Icons and logo for cards and manifests: public files that never change under one name for long."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

ICONS = Path(__file__).parents[2] / "manifests" / "icons"
ONE_DAY = 86_400


def blueprint() -> Blueprint:
    """Make /static/<name>."""
    static = Blueprint("static_files", __name__)

    @static.get("/static/<path:name>")
    def icon(name: str) -> Response:
        answer = send_from_directory(ICONS, name, max_age=ONE_DAY)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    return static
