"""Response headers of the settings: never kept, never framed, nothing loaded from elsewhere."""

from __future__ import annotations

from flask import Response

POLICY = (
    "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'self'; script-src 'self'; "
    "style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)
PART_SECONDS = 365 * 86_400


def page(answer: Response) -> Response:
    """A page, a redirect or a file of somebody's."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers.setdefault("Cache-Control", "no-store")
    # With no-referrer, a browser would send `Origin: null` with our own forms.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return answer


def part(answer: Response) -> Response:
    """A style or script, the same for everybody; its address changes with its content."""
    answer.headers["Cache-Control"] = f"public, max-age={PART_SECONDS}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
