"""Response headers of pages inside Outlook: who may frame them, what they may load, how long they keep."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response

from server.settings import MICROSOFT_AUTHORITY, OFFICE_JS_URL
from server.web.services import Office

FRAMED_BY = (
    "'self' https://outlook.live.com https://outlook.office.com https://outlook.office365.com "
    "https://outlook-sdf.office.com https://outlook-sdf.office365.com https://*.cloud.microsoft"
)
TELEMETRY = "https://telemetryservice.firstpartyapps.oaspapps.com"
AJAX = "https://ajax.aspnetcdn.com"
ONE_HOUR = 3_600


def content_policy(office: Office) -> str:
    """The Content-Security-Policy of a page in Outlook; on loopback any loopback page may frame it (the demo's)."""
    scripts, login = _origin(office.office_js_url), _origin(office.authority)
    microsoft = office.office_js_url == OFFICE_JS_URL
    framed_by = FRAMED_BY if microsoft else f"{FRAMED_BY} http://127.0.0.1:* http://localhost:*"
    return "; ".join(
        (
            "default-src 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'",
            f"script-src 'self' {scripts}" + (f" {AJAX}" if microsoft else ""),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' {login} {scripts}",
            f"frame-src {TELEMETRY} {login}"
            if office.authority == MICROSOFT_AUTHORITY
            else f"frame-src {login}",
            f"frame-ancestors {framed_by}",
        )
    )


def page(answer: Response, policy: str) -> Response:
    """An HTML page: never kept, never redirected, framed only by Outlook; no X-Frame-Options at all."""
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def part(answer: Response) -> Response:
    """A script, style or catalogue: kept, but asked after, so that a deploy is seen at once."""
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
