"""Saved views on cards: a search is kept, looked at from the home card, renamed, shared and removed."""

from __future__ import annotations

import pytest

from cards import paths
from server.domain.administering import OPERATOR
from server.domain.catalogue import SavedView, ViewSort
from server.usecases.settings.views import create_view, views_of
from tests.support.gmail_edge import GmailEdge

FORM = {"view_name": "Angebote", "view_query": "angebot", "view_sort": "oldest"}


def kept(edge: GmailEdge, who: str, **typed: str) -> None:
    home = edge.ask(who, "/gmail/home")
    found = edge.press(who, home, paths.SHOW_SEARCH, inputs={"query": "angebot"})
    form = edge.press(who, found, paths.SHOW_KEEP)
    assert "angebot" in str(form.envelope)
    done = edge.press(who, form, paths.KEEP_VIEW, inputs=FORM | typed)
    assert done.name == "view", done.notice


def test_a_search_is_kept_and_shown_from_home(edge: GmailEdge) -> None:
    edge.open("jonas", edge.mail(Subject="Angebot 4711"))
    kept(edge, "jonas")
    home = edge.ask("jonas", "/gmail/home")
    assert "Angebote" in home.words
    view = edge.press("jonas", home, paths.SHOW_VIEW)
    assert "Angebot 4711" in view.words
    assert "rfc822msgid" in str(view.envelope)
    assert "Älteste zuerst" in view.words
    form = edge.press("jonas", view, paths.SHOW_KEEP)
    renamed = edge.press("jonas", form, paths.KEEP_VIEW, inputs=FORM | {"view_name": "Alte Angebote"})
    assert "Alte Angebote" in renamed.words
    form = edge.press("jonas", renamed, paths.SHOW_KEEP)
    gone = edge.press("jonas", form, paths.DROP_VIEW)
    assert gone.name == "home"
    assert "Alte Angebote" not in gone.words


def test_a_search_that_means_nothing_is_said_and_not_kept(edge: GmailEdge) -> None:
    home = edge.ask("jonas", "/gmail/home")
    found = edge.press("jonas", home, paths.SHOW_SEARCH, inputs={"query": "angebot"})
    form = edge.press("jonas", found, paths.SHOW_KEEP)
    refused = edge.press("jonas", form, paths.KEEP_VIEW, inputs=FORM | {"view_query": "before:gestern"})
    assert "gestern" in refused.notice
    assert "Angebote" not in edge.ask("jonas", "/gmail/home").words


def test_a_shared_view_is_everybodys_and_changed_by_those_who_may(edge: GmailEdge) -> None:
    create_view(edge.inbox, SavedView("", "Für alle", "status:open", ViewSort.WAITING))
    home = edge.ask("jonas", "/gmail/home")
    view = edge.press("jonas", home, paths.SHOW_VIEW)
    assert "Für alle" in view.words
    assert paths.SHOW_KEEP not in str(view.envelope)
    assert views_of(edge.inbox, OPERATOR)


def test_a_view_in_another_order_says_among_how_many_it_was_sorted(
    edge: GmailEdge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        edge.open("jonas", edge.mail(Subject=f"Angebot {number}"))
    kept(edge, "jonas")
    view = edge.press("jonas", edge.ask("jonas", "/gmail/home"), paths.SHOW_VIEW)
    assert "Sortiert" not in view.words
    monkeypatch.setattr("server.usecases.views.SORTED", 2)
    view = edge.press("jonas", edge.ask("jonas", "/gmail/home"), paths.SHOW_VIEW)
    assert "neuesten 2" in view.words
