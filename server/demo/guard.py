"""What every demo server refuses: other hosts, foreign pages, and a page that loads anything foreign."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(url: str) -> bool:
    """Tell whether a URL points at this very machine."""
    return urlsplit(url).hostname in LOOPBACK


def keep_on_loopback(app: Flask, *, service: str = "") -> None:
    """Refuse foreign Host headers and Origins, and send a strict CSP with room for the service's pages."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors 'self'; frame-src 'self' {service}; "
        f"img-src 'self' data: {service}".rstrip()
    )

    def refuse() -> None:
        if not is_loopback(f"//{request.host}"):
            abort(403, "The demo answers on loopback only.")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"{request.scheme}://{request.host}":
            abort(403, "The demo answers its own page only.")

    def harden(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(refuse)
    app.after_request(harden)
