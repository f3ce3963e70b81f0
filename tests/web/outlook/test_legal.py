"""/privacy, /terms and /help: in both languages, for everybody, naming who runs the installation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from server.domain.errors import Unavailable
from server.web.outlook.legal import NAMES
from server.web.services import Services
from tests.web.outlook.browsing import browser

TITLES = {
    "privacy": {"de": "Datenschutz", "en": "Privacy"},
    "terms": {"de": "Nutzungsbedingungen", "en": "Terms"},
    "help": {"de": "Hilfe", "en": "Help"},
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "de-AT,de;q=0.9,en;q=0.5", "de"),
        ("", "en-GB", "en"),
        ("", "fr", "en"),
        ("", "", "en"),
        ("?lang=de", "en", "de"),
        ("?lang=en", "de", "en"),
        ("?lang=<script>", "de", "de"),
    ],
)
def test_a_text_comes_in_the_readers_language(
    client: FlaskClient, name: str, query: str, accepted: str, language: str
) -> None:
    answer = client.get(f"/{name}{query}", headers={"Accept-Language": accepted} if accepted else {})
    assert answer.content_type == "text/html; charset=utf-8"
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{TITLES[name][language]} · Randnotiz</title>" in answer.text.replace("\n", "")
    assert answer.headers["Vary"] == "Accept-Language"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert all(f'href="/{other}?lang={language}"' in answer.text for other in NAMES)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_operator_is_named_as_text(services: Services, name: str, language: str) -> None:
    named = replace(services, operator=lambda: 'Firma <b>"Wald"</b> & Söhne')
    page = browser(named).get(f"/{name}?lang={language}").text
    assert "Firma &lt;b&gt;" in page
    assert "&amp; Söhne" in page
    assert "<b>" not in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_privacy_text_names_both_firms_and_the_limited_use(client: FlaskClient, language: str) -> None:
    page = client.get(f"/privacy?lang={language}").text
    for said in ("Limited Use", "Office.js", "Microsoft Entra", "api-services-user-data-policy"):
        assert said in page, said


def test_pages_that_the_texts_need_are_there(client: FlaskClient) -> None:
    for path in ("/static/legal.css", "/static/logo.svg", "/static/icon-32.png"):
        assert client.get(path).status_code == 200, path


def test_what_a_workspace_adds_stands_below_as_text(services: Services) -> None:
    texts = {"": "Firma GmbH\nWaldweg 1\n\n<b>Fragen</b> an uns", "wald": "Wald e. V."}
    added = browser(replace(services, legal=lambda workspace: texts.get(workspace, "")))
    page = added.get("/privacy?lang=de").text
    assert "<p>Firma GmbH<br>Waldweg 1</p>" in page
    assert "&lt;b&gt;Fragen&lt;/b&gt; an uns" in page
    assert "Wald e. V." in added.get("/terms?workspace=wald").text


def test_without_a_store_the_pages_stand_alone(services: Services) -> None:
    def gone(workspace: str) -> str:
        raise Unavailable("The store cannot be reached.")

    assert browser(replace(services, legal=gone)).get("/privacy").status_code == 200
