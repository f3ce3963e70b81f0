"""The files of addin/ under /outlook, its pages filled with this installation's addresses (DECISIONS F2)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import orjson
from flask import Blueprint, Response, g, request, send_from_directory
from werkzeug.exceptions import NotFound

from server import i18n
from server.domain.errors import NotSetUp
from server.web.outlook import headers
from server.web.outlook.lightening import without_comments
from server.web.services import Office, Services

ADDIN = Path(__file__).parents[3] / "addin"
MSAL = ADDIN / "node_modules" / "@azure" / "msal-browser" / "lib"
PAGES = ("taskpane.html", "compose.html", "events.html", "auth-dialog.html")
PARTS = frozenset({".js", ".css"})
FOLDERS = ("core", "parts", "flow")
HIDDEN = frozenset({"node_modules", "..", ".", ""})
EVENTS = "events.js"
ALLOWED = "/.well-known/microsoft-officeaddins-allowed.json"


def blueprint(services: Services) -> Blueprint:
    """Make /outlook/… and the list of files that Outlook may run without a page.

    Until the Outlook side is set up, all of them are refused as that.
    """
    outlook = Blueprint("outlook", __name__)

    @outlook.before_request
    def set_up() -> None:
        office = services.office()
        if office is None:
            raise NotSetUp("The Outlook add-in is not set up yet. The operator does so under /admin/guide.")
        g.office = office

    @outlook.get("/outlook/<any(" + ",".join(f"'{name}'" for name in PAGES) + "):name>")
    def show(name: str) -> Response:
        html = _filled(name, _facts(services, g.office))
        answer = Response(html, content_type="text/html; charset=utf-8")
        return headers.page(answer, headers.content_policy(g.office))

    @outlook.route(f"/outlook/{EVENTS}", methods=["GET", "OPTIONS"])
    def events() -> Response:
        # Classic Outlook runs this file without a page, from an origin of its own (OUTLOOK.md 2.5).
        script = _filled(EVENTS, _facts(services, g.office))
        answer = Response(script, content_type="text/javascript; charset=utf-8")
        answer.headers["Access-Control-Allow-Origin"] = services.public_url
        return headers.part(answer)

    @outlook.get("/outlook/lib/msal-browser.min.js")
    def msal() -> Response:
        return headers.part(send_from_directory(MSAL, "msal-browser.min.js"))

    @outlook.get("/outlook/words/<any('de','en'):locale>.json")
    def words(locale: str) -> Response:
        return headers.part(Response(orjson.dumps(_words(locale)), content_type="application/json"))

    @outlook.get("/outlook/<path:name>")
    def module(name: str) -> Response:
        # Dots are refused too: "core/../node_modules/…" would lead into what only set-up needs.
        if Path(name).suffix not in PARTS or HIDDEN & set(name.split("/")):
            raise NotFound
        file = send_from_directory(ADDIN, name, conditional=not name.endswith(".js"))
        return headers.part(_light(file) if name.endswith(".js") else file)

    @outlook.get(ALLOWED)
    def allowed() -> Response:
        body = orjson.dumps({"allowed": [f"{services.public_url}/outlook/{EVENTS}"]})
        return Response(body, content_type="application/json")

    return outlook


@cache
def _words(locale: str) -> dict[str, str | list[str]]:
    """The part of a catalogue that our modules speak of; the rest is the server's own."""
    places = (ADDIN, *(ADDIN / folder for folder in FOLDERS))
    modules = "\n".join(one.read_text(encoding="utf-8") for place in places for one in place.glob("*.js"))
    return {message: text for message, text in i18n.words(locale).items() if message in modules}


def _light(file: Response) -> Response:
    """A module as browsers get it; it is known again by its content."""
    file.direct_passthrough = False
    source = file.get_data(as_text=True)
    file.close()
    answer = Response(without_comments(source), content_type="text/javascript; charset=utf-8")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _facts(services: Services, office: Office) -> dict[str, str]:
    return {
        "office_js_url": office.office_js_url,
        "public_url": services.public_url,
        "client_id": office.client_id,
        "scope": office.scope,
        "authority": f"{office.authority}/common",
    }


def _filled(name: str, facts: dict[str, str]) -> str:
    """A page or script with its placeholders filled; all facts are settings, none comes from a request."""
    text = (ADDIN / name).read_text(encoding="utf-8")
    for fact, value in facts.items():
        text = text.replace("{{ " + fact + " }}", value)
    return text
