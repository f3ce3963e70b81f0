"""The store is killed before a form is sent: a page says so, and sends what was typed once more."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from server.store import functions
from server.store.commit import Store
from server.store.connection import connect
from server.store.embedded import EmbeddedServer
from tests.support.admin_edge import admin_edge
from tests.support.office import open_office

TYPED = {"name": "Winter", "de": 'Bis "16" Uhr <b>', "en": "Until 4 pm"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_typed_is_sent_once_more_when_the_store_is_back(tmp_path: Path, language: str) -> None:
    server = EmbeddedServer(tmp_path / "store", lock_seconds=5)
    client = connect(server.start())
    try:
        functions.ensure(client)
        with admin_edge(open_office(Store(client), "firm")) as edge:
            browser = edge.browser("admin")
            browser.get(f"/templates?lang={language}", status=303)
            browser.get("/templates/new")
            server.stop()
            failed = browser.post("/templates/new", TYPED, status=503)
            said = "Randnotiz ist gerade nicht" if language == "de" else "Randnotiz cannot be reached"
            assert said in failed
            kept = {name: unescape(value) for name, value in HIDDEN.findall(failed)}
            assert kept | TYPED == kept
            assert said in browser.get("/templates", status=503)
            server.start()
            assert "Winter" in browser.done("/templates/new", kept)
    finally:
        client.close()
        server.stop()


def test_what_is_no_form_is_answered_too(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "store", lock_seconds=5)
    client = connect(server.start())
    try:
        functions.ensure(client)
        with admin_edge(open_office(Store(client), "firm")) as edge:
            browser = edge.browser("admin")
            browser.get("/templates/new")
            server.stop()
            browser.post("/templates/new", {"name": "x" * 300_000}, status=503)
            browser.post("/templates/new", status=503, content_type="application/json")
    finally:
        client.close()
        server.stop()
