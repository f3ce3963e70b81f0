"""The pages and files that Outlook loads: their headers, what fills them, and what is never handed out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.web.outlook.pages import ADDIN, PAGES
from server.web.services import Services
from tests.support.api_edge import PUBLIC_URL
from tests.support.entra_issuer import CLIENT_ID
from tests.support.messages import used
from tests.web.outlook.browsing import browser
from tests.web.outlook.conftest import OFFICE

POLICY = (
    "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' https://login.microsoftonline.com https://appsforoffice.microsoft.com; "
    "frame-src https://telemetryservice.firstpartyapps.oaspapps.com https://login.microsoftonline.com; "
    "frame-ancestors 'self' https://outlook.live.com https://outlook.office.com https://outlook.office365.com "
    "https://outlook-sdf.office.com https://outlook-sdf.office365.com https://*.cloud.microsoft"
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|javascript:|<style|\sstyle=", re.IGNORECASE)
ELSEWHERE = re.compile(r'(?:src|href)="(?P<url>[^"]+)"')
MODULES = sorted(
    path.relative_to(ADDIN).as_posix()
    for part in (".", "core", "parts", "flow")
    for path in (ADDIN / part).glob("*.js")
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_may_be_framed_by_outlook_and_loads_only_what_it_names(client: FlaskClient, page: str) -> None:
    # The host adds this to every address; it must be neither redirected away nor used.
    answer = client.get(f"/outlook/{page}?_host_Info=Outlook$Web$16.01$de-DE$$$$0")
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not {"X-Frame-Options", "Cross-Origin-Opener-Policy", "Set-Cookie"} & set(answer.headers.keys())
    assert "_host_Info" not in answer.text


def test_neither_the_root_nor_an_error_forbids_framing(client: FlaskClient) -> None:
    for path in ("/", "/outlook/", "/outlook/nothing.html", "/static/icon-16.png", "/help"):
        answer = client.get(path)
        assert "X-Frame-Options" not in answer.headers, path
        assert "frame-ancestors" not in answer.headers.get("Content-Security-Policy", ""), path


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_filled_and_holds_no_script_of_its_own(client: FlaskClient, page: str) -> None:
    text = client.get(f"/outlook/{page}").text
    assert "{{" not in text
    assert not INLINE.search(text)
    urls = [match["url"] for match in ELSEWHERE.finditer(text)]
    assert "https://appsforoffice.microsoft.com/lib/1/hosted/office.js" in urls
    for url in urls:
        if not url.startswith("https://appsforoffice.microsoft.com/"):
            answer = client.get(f"/outlook/{url}")
            assert answer.status_code == 200, url
    if page != "events.html":
        assert f'content="{PUBLIC_URL}"' in text
        assert f'content="{CLIENT_ID}"' in text


def test_the_event_script_has_absolute_addresses_and_may_be_fetched_by_classic_outlook(
    client: FlaskClient,
) -> None:
    answer = client.get("/outlook/events.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert f'"{PUBLIC_URL}/api/v1/"' in answer.text
    assert "{{" not in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == PUBLIC_URL
    assert client.options("/outlook/events.js").headers["Access-Control-Allow-Origin"] == PUBLIC_URL


def test_outlook_finds_which_script_may_run_without_a_page(client: FlaskClient) -> None:
    answer = client.get("/.well-known/microsoft-officeaddins-allowed.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.get_json() == {"allowed": [f"{PUBLIC_URL}/outlook/events.js"]}


def test_every_module_is_served_and_asked_after(client: FlaskClient) -> None:
    assert len(MODULES) > 20
    for name in [*MODULES, "pane.css", "tokens.css", "lib/msal-browser.min.js"]:
        answer = client.get(f"/outlook/{name}")
        assert answer.status_code == 200, name
        assert answer.mimetype == ("text/css" if name.endswith(".css") else "text/javascript"), name
        assert answer.headers["Cache-Control"] == "no-cache", name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name


@pytest.mark.parametrize("name", ["core/api.js", "pane.css", "lib/msal-browser.min.js"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, name: str) -> None:
    first = client.get(f"/outlook/{name}")
    again = client.get(f"/outlook/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"/outlook/{name}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)


def test_icons_are_kept_for_a_day(client: FlaskClient) -> None:
    answer = client.get("/static/icon-64.png")
    assert answer.content_type == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/typescript/lib/typescript.js",
        "./node_modules/typescript/lib/typescript.js",
        "core/../node_modules/typescript/lib/typescript.js",
        "core/%2e%2e/node_modules/typescript/lib/typescript.js",
        "core//../node_modules/typescript/lib/typescript.js",
        "%6eode_modules/typescript/lib/typescript.js",
        "../server/app.py",
        "..%2fserver/demo/static/app.js",
        "%2e%2e/server/demo/static/outlook/app.js",
        "../server/demo/static/outlook/app.js",
        "package.json",
        "package-lock.json",
        "tsconfig.json",
        "types.d.ts",
        ".npmrc",
        "core",
        "words/fr.json",
        "words/../words/de.json",
        "lib/../core/api.js",
    ],
)
def test_nothing_else_is_reachable(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/outlook/{path}", follow_redirects=True)
    assert answer.status_code == 404, answer.data[:80]


@pytest.mark.parametrize("locale", ["de", "en"])
def test_the_words_of_the_pane_are_all_there(client: FlaskClient, locale: str) -> None:
    answer = client.get(f"/outlook/words/{locale}.json")
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("application/json", "no-cache")
    words = answer.get_json()
    shown = {text: place for text, place in used().items() if str(place).startswith("addin/")}
    assert len(shown) > 50
    if locale == "de":
        missing = [text.message for text in shown if not words.get(text.message)]
        assert missing == []
        singular = [text.message for text in shown if text.plural and len(words[text.message]) != 2]
        assert singular == []


def test_a_stand_in_for_office_is_allowed_by_name_and_framed_from_loopback_only(services: Services) -> None:
    local = replace(OFFICE, office_js_url="http://127.0.0.1:7/office.js", authority="http://127.0.0.1:8")
    policy = browser(replace(services, office=lambda: local)).get("/outlook/taskpane.html")
    rules = dict(
        rule.split(" ", 1) for rule in policy.headers["Content-Security-Policy"].split("; ") if " " in rule
    )
    assert rules["script-src"] == "'self' http://127.0.0.1:7"
    assert rules["connect-src"] == "'self' http://127.0.0.1:8 http://127.0.0.1:7"
    assert rules["frame-ancestors"].endswith("http://127.0.0.1:* http://localhost:*")


def test_until_it_is_set_up_the_outlook_side_says_so(services: Services) -> None:
    client = browser(replace(services, office=lambda: None, microsoft=None))
    paths = (
        *(f"/outlook/{name}" for name in (*PAGES, "events.js", "core/api.js", "words/de.json")),
        "/.well-known/microsoft-officeaddins-allowed.json",
        "/api/v1/me",
        "/api/v1/live",
    )
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.get_json()["code"] for answer in answers} == {"not_set_up"}
    assert client.get("/api/v1/openapi.json").status_code == 200
    assert client.get("/privacy").status_code == 200


def test_no_page_is_left_out() -> None:
    assert set(PAGES) == {path.name for path in Path(ADDIN).glob("*.html")}
