"""The pages of saved views: one's own, and the shared ones of who manages a mailbox."""

from __future__ import annotations

import re

from server.domain.administering import OPERATOR
from server.usecases.settings.views import views_of
from tests.support.admin_edge import AdminEdge

OWN = {"name": "Rechnungen", "query": "rechnung tag:eilt", "sort": "oldest"}


def shared(edge: AdminEdge) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.mailboxes) for one in views_of(edge.office.inbox, OPERATOR)]


def test_ones_own_is_kept_changed_shared_and_deleted(edge: AdminEdge) -> None:
    browser = edge.browser("mona")
    browser.get("/me/views")
    browser.done("/me/views", OWN)
    page = browser.get("/me/views")
    assert "rechnung tag:eilt" in page
    one = "/me/views/" + page.partition("/me/views/")[2].partition('"')[0]
    assert "Rechnungen" in browser.get(one)
    edge.browser("anna").get(one, status=404)
    browser.done(one, OWN | {"name": "Alle"})
    browser.get(one)
    browser.done(f"{one}/share", {"mailboxes": "support"})
    assert shared(edge) == [("Alle", ("support",))]
    browser.get(one, status=404)
    page = browser.get("/views")
    there = re.findall(r'href="/admin(/views/(?!new)[^"]+)"', page)[0]
    browser.get(there)
    browser.done(there, OWN | {"name": "Wieder", "mailboxes": "support"})
    assert shared(edge) == [("Wieder", ("support",))]
    browser.get(f"{there}/remove")
    browser.done(f"{there}/remove")
    assert shared(edge) == []


def test_what_cannot_be_understood_is_said_beside_the_search(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/me/views")
    shown = browser.post("/me/views", OWN | {"query": "before:gestern"}, status=422)
    assert 'id="e-query"' in shown
    assert "gestern" in shown


def test_who_manages_nothing_has_no_shared_views_to_set_up(edge: AdminEdge) -> None:
    edge.browser("anna").get("/views", status=404)
