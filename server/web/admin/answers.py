"""What leaves: pages, redirects and files, with their headers and cookies; and a small page for what failed."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from server.domain.errors import RandnotizError, StoreAway, Unauthenticated
from server.usecases import sessions
from server.web import errors
from server.web.admin import cookies, gate, headers
from server.web.admin.page import Answer, Away, Bearing, Moved, NobodyHereError, Page, Sent, Visit
from server.web.admin.rendering import BASE, href, rendered, said
from server.web.services import Services

FAILED = "parts/failed.html"
SIGN_IN = "/sign-in"
MINUTES_10 = 600

log = logging.getLogger("randnotiz.admin")


def of(made: Answer, visit: Visit, *, again: Page | None) -> Response:
    """The response that a page's handler asked for; `again` is where a page shown after a form can be read."""
    if isinstance(made, Bearing):
        return _bearing(of(made.answer, visit, again=again), visit, made.cookies)
    if isinstance(made, Away):
        return headers.page(Response("", HTTPStatus.SEE_OTHER, {"Location": made.url}))
    if isinstance(made, Moved):
        return _moved(made, visit)
    if isinstance(made, Sent):
        return _file(made)
    here = request.path if request.method == "GET" else href(_filled(again, visit) if again else "/")
    return page(visit, made.template, made.facts, status=made.status, here=here)


def page(
    visit: Visit, template: str, facts: Mapping[str, object], *, status: int = 200, here: str = ""
) -> Response:
    """A page, with the notice that the last answer left."""
    public_url = visit.services.public_url
    left = cookies.read(public_url, cookies.NOTICE)
    notice = cookies.opened_notice(visit.csrf, left) if left else None
    text = visit.words.gettext(notice[0], **notice[1]) if notice else ""
    body = rendered(template, visit, facts, notice=text, here=here)
    answer = headers.page(Response(body, status, content_type="text/html; charset=utf-8"))
    cookies.clear(answer, public_url, cookies.NOTICE)
    visitor = g.get("admin_visitor", "")
    if visitor and cookies.read(public_url, cookies.VISITOR) != visitor:
        cookies.write(answer, public_url, cookies.VISITOR, visitor)
    return answer


def see_other(path: str) -> Response:
    """Go and read that page of ours."""
    # A second slash or a backslash would make another host of the path.
    safe = path if path.startswith("/") and path[1:2] not in {"/", "\\"} else BASE
    return headers.page(Response("", HTTPStatus.SEE_OTHER, {"Location": safe}))


def speaking(services: Services, answer: Response, language: str) -> Response:
    """The same answer, and the browser's choice of a language."""
    cookies.write(answer, services.public_url, cookies.LANGUAGE, language, seconds=cookies.ONE_YEAR)
    return answer


def failed(services: Services, error: Exception) -> Response:
    """A small page that says what went wrong, in the look of the others."""
    if isinstance(error, NobodyHereError):
        return see_other(href("/guide") if str(error) == "workspace" else href(SIGN_IN))
    if isinstance(error, gate.SignedOut) and request.method == "GET":
        return see_other(f"{href(SIGN_IN)}?to={quote(_asked(), safe='')}")
    if isinstance(error, RandnotizError):
        return _told(services, error, errors.status_of(error))
    if isinstance(error, HTTPException):
        return _told(services, error, HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))
    errors.unforeseen(error)
    return _told(services, error, HTTPStatus.INTERNAL_SERVER_ERROR)


def _told(services: Services, error: Exception, status: HTTPStatus) -> Response:
    if isinstance(error, (Unauthenticated, gate.ForeignForm)):
        log.warning("refused", extra={"reason": type(error).__name__})
    visit = gate.current(services)
    text = said(error, visit.words) if isinstance(error, RandnotizError) else ""
    facts = {"status": status, "text": text, "signed_out": isinstance(error, gate.SignedOut)}
    facts |= {"again": _asked(), "sent": _sent_again(error)}
    return page(visit, FAILED, facts, status=status, here=href("/"))


def _sent_again(error: Exception) -> list[tuple[str, str]] | None:
    """What a form brought while the store was away, to be sent once more as it is; its token is judged then."""
    if not isinstance(error, StoreAway) or request.method != "POST":
        return None
    try:
        return list(request.form.items(multi=True))
    except HTTPException:  # too large, or no form at all
        return None


def _moved(made: Moved, visit: Visit) -> Response:
    public_url = visit.services.public_url
    if made.workspace:
        token = cookies.read(public_url, cookies.SESSION)
        sessions.work_in(visit.services.workspaces, token, made.workspace)
    answer = see_other(BASE + made.path)
    if made.done:
        notice = cookies.sealed_notice(visit.csrf, made.done, made.facts)
        cookies.write(answer, public_url, cookies.NOTICE, notice, seconds=cookies.NOTICE_SECONDS)
    return answer


def _bearing(answer: Response, visit: Visit, brought: Mapping[str, str | None]) -> Response:
    public_url = visit.services.public_url
    for name, value in brought.items():
        if value is None:
            cookies.clear(answer, public_url, name)
        else:
            cookies.write(answer, public_url, name, value)
    return answer


def _file(made: Sent) -> Response:
    answer = Response(made.content, content_type=made.content_type)
    # Quoted by werkzeug; a line end would be refused there.
    answer.headers.set("Content-Disposition", "attachment", filename=" ".join(made.name.split()))
    answer = headers.page(answer)
    answer.headers["Content-Security-Policy"] = f"{headers.POLICY}; sandbox"
    return answer


def _filled(page: Page, visit: Visit) -> str:
    path = page.path
    for name, value in visit.path.items():
        path = path.replace(f"<{name}>", quote(value, safe=""))
    return path


def _asked() -> str:
    return request.full_path.rstrip("?")
