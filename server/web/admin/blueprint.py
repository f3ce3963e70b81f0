"""/admin: every row of the table of pages behind the session, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from flask import Blueprint, Response, request

from server.domain.errors import Conflict, Invalid, NotFound, RandnotizError
from server.web import auth, errors
from server.web.admin import answers, forms, gate, headers
from server.web.admin.page import Page, Visit
from server.web.admin.pages import PAGES
from server.web.admin.rendering import BASE, PARTS, content
from server.web.api.calls import LANGUAGES
from server.web.services import Services

LANGUAGE_FIELD = "lang"


def blueprint(services: Services, pages: tuple[Page, ...] = PAGES) -> Blueprint:
    """Make the endpoints; each asks for its page's own right."""
    admin = Blueprint("admin", __name__, url_prefix=BASE)
    admin.before_request(auth.none)
    known = {page.name: page for page in pages}
    for page in pages:
        endpoint = _endpoint(services, page, known.get(page.again))
        admin.add_url_rule(page.path, page.name.replace(".", "_"), endpoint, methods=[page.method])
    admin.add_url_rule("/static/<path:name>", "static", _static)
    admin.add_url_rule("/<path:rest>", "unknown", _unknown, methods=["GET", "POST"])
    admin.register_error_handler(Exception, lambda error: answers.failed(services, error))
    return admin


def _endpoint(services: Services, page: Page, again: Page | None) -> Callable[..., Response]:
    post = page.method == "POST"

    def endpoint(**path: str) -> Response:
        request.max_content_length = page.largest
        if not post and request.args.get(LANGUAGE_FIELD) in LANGUAGES:
            return _in_language(services, request.args[LANGUAGE_FIELD])
        visit = gate.visit(services, page, path)
        if post:
            gate.check_form(visit, services.public_url)
            return _posted(visit, page, again)
        visit = replace(visit, query=forms.query(page.query, visit.words))
        return answers.of(page.handler(visit), visit, again=None)

    return endpoint


def _posted(visit: Visit, page: Page, again: Page | None) -> Response:
    """What a form brings about, or the page it came from with what is wrong."""
    sent = forms.sent(page.form)
    visit = replace(visit, typed=sent.typed, shown=request.form.get("seen", ""))
    try:
        visit = replace(visit, form=forms.loaded(page.form, sent.raw, visit.words))
        return answers.of(page.handler(visit), visit, again=again)
    except (Invalid, Conflict) as error:
        if again is None:
            raise
        return _once_more(visit, again, error)


def _once_more(visit: Visit, again: Page, error: RandnotizError) -> Response:
    faults: Mapping[str, list[str]] = error.faults if isinstance(error, forms.Refused) else {}
    visit = replace(visit, form={}, query=_unasked(again, visit), faults=faults, error=error)
    answer = answers.of(again.handler(visit), visit, again=again)
    if answer.status_code == HTTPStatus.OK:
        answer.status_code = errors.status_of(error)
    return answer


def _unasked(page: Page, visit: Visit) -> Mapping[str, object]:
    """The query of a page that is shown in answer to a form: what its schema says where nothing is said."""
    return forms.loaded(page.query, {}, visit.words)


def _in_language(services: Services, language: str) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    asked = "&".join(part for part in query.split("&") if not part.startswith("lang="))
    # The path was decoded: what it holds must not end the header, nor become another host.
    answer = answers.see_other(quote(request.path) + ("?" + asked if asked else ""))
    return answers.speaking(services, answer, language)


def _static(name: str) -> Response:
    if name not in PARTS:
        raise NotFound("This page does not exist, or it is not yours.")
    return headers.part(Response(content(name), content_type=f"{PARTS[name]}; charset=utf-8"))


def _unknown(rest: str) -> Response:
    del rest
    raise NotFound("This page does not exist, or it is not yours.")
