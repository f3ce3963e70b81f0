"""The search box of the settings: what each finds, page by page, and the way to the mail."""

from __future__ import annotations

import re
from dataclasses import replace

from server.domain.catalogue import SavedView
from server.domain.conversation import Change
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.usecases.emergency import open_mailbox
from server.usecases.settings.views import create_view
from tests.support.admin_edge import AdminEdge
from tests.support.office import MINUTE, mail


def deliver(edge: AdminEdge, number: int) -> None:
    at = edge.office.time[0] - (100 - number) * MINUTE
    edge.office.deliver(mail(f"m{number}@wald.example", at=at, subject=f"Rechnung <{number}>"), at=at)


def test_what_is_found_is_paged_and_only_for_who_sees_it(edge: AdminEdge) -> None:
    for number in range(25):
        deliver(edge, number)
    browser = edge.browser("anna")
    browser.get("/search")
    seen: list[str] = []
    form = {"query": "rechnung"}
    for _ in range(5):
        page = browser.post("/search", form, status=200)
        seen += re.findall(r"<h3>Rechnung &lt;(\d+)&gt;</h3>", page)
        after = re.search(r'name="after" value="([^"]+)"', page)
        if after is None:
            break
        form["after"] = after[1]
    assert seen == [str(number) for number in reversed(range(25))]
    other = edge.browser("hanna")
    other.get("/search")
    assert "Rechnung &lt;" not in other.post("/search", {"query": "rechnung"}, status=200)


def test_a_saved_view_can_be_looked_at(edge: AdminEdge) -> None:
    deliver(edge, 1)
    view = create_view(edge.office.inbox, SavedView("", "Rechnungen", "rechnung"))
    browser = edge.browser("anna")
    assert "Rechnungen" in browser.get("/search")
    assert "Rechnung &lt;1&gt;" in browser.get(f"/search?view={view.id}")
    browser.get("/search?view=unknown", status=404)


def test_what_cannot_be_understood_is_said_beside_the_box(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/search")
    shown = browser.post("/search", {"query": "before:gestern"}, status=422)
    assert 'id="e-query"' in shown


def test_a_mail_opens_in_ones_own_gmail_and_in_outlook_it_is_said_how(edge: AdminEdge) -> None:
    deliver(edge, 1)
    pages = {}
    for who in ("anna", "ben"):
        browser = edge.browser(who)
        browser.get("/search")
        pages[who] = browser.post("/search", {"query": "rechnung"}, status=200)
    agents = edge.office.inbox.directory.agents
    for who, page in pages.items():
        link = re.search(
            r'href="https://mail\.google\.com/mail/\?authuser=[^"]+#search/rfc822msgid[^"]+"', page
        )
        assert (link is not None) == (agents[who].google_sub is not None)
        assert ("Aufgabenbereich" in page or "task pane" in page) == (agents[who].entra_subject is not None)


def test_in_an_emergency_it_is_said_how_the_confidential_is_found(edge: AdminEdge) -> None:
    inbox = edge.office.inbox
    edge.office.deliver(mail("geheim@wald.example", to="hr@firma.example", subject="Geheim 7"))
    record = edge.office.conversation(edge.office.deliver(mail("geheim@wald.example", to="hr@firma.example")))
    hidden = replace(record, restricted_to=("hanna",))
    inbox.conversations.commit(record, Change(hidden), request=None)
    browser = edge.browser("admin")
    assert "rfc822msgid" not in browser.get("/search")
    open_mailbox(edge.office.inbox, "hr", reason="Hanna is ill", actor=Actor("agent", Via.WEB, "admin"))
    assert "are found by Message-ID alone" in browser.get("/search")
    assert "Geheim 7" not in browser.post("/search", {"query": "geheim"}, status=200)
    assert "Geheim 7" in browser.post("/search", {"query": "rfc822msgid:geheim@wald.example"}, status=200)
