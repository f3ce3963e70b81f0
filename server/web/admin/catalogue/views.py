"""Shared views: a name, what they search for, in which order, and for which mailboxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.administering import may_change
from server.domain.catalogue import SavedView, ViewSort
from server.domain.savedviews import SORTS
from server.usecases.settings import views as usecase
from server.web.admin.blaming import blaming
from server.web.admin.catalogue import places
from server.web.admin.page import Moved, Shown, Visit


def show(visit: Visit) -> Shown:
    """The list, each with what it searches for."""
    found = usecase.views_of(visit.here, visit.actor)
    facts = {
        "views": found,
        "orders": dict(orders(visit)),
        "where": {one.id: places.names(visit, one.mailboxes) for one in found},
        "mine": {one.id for one in found if may_change(visit.here.directory, visit.actor, one.mailboxes)},
    }
    return Shown("views/list.html", facts)


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    boxes = [visit.query["mailbox"]] if visit.query["mailbox"] else []
    values = {**_values(SavedView("", "", "")), "mailboxes": boxes}
    return Shown("views/one.html", {"one": None, "values": values, "seen": "", **_offered(visit)})


def add(visit: Visit) -> Moved:
    """Add a view."""
    view = _changed(visit, SavedView("", "", ""))
    with blaming(visit, "query", value="name", mailbox="mailboxes"):
        usecase.create_view(visit.here, view, actor=visit.actor)
    return Moved("/views", "The view “%(name)s” is there.", {"name": view.name})


def show_one(visit: Visit) -> Shown:
    """One view."""
    view = _view(visit)
    values = _values(view)
    return Shown(
        "views/one.html", {"one": view, "values": values, "seen": visit.seen(values), **_offered(visit)}
    )


def save(visit: Visit) -> Moved:
    """Change a view."""
    view = _view(visit)
    visit.expect(_values(view))
    with blaming(visit, "query", value="name", mailbox="mailboxes"):
        usecase.change_view(visit.here, _changed(visit, view), actor=visit.actor)
    return Moved("/views", "Saved.")


def ask_remove(visit: Visit) -> Shown:
    """What deleting does."""
    view = _view(visit)
    return Shown("views/removing.html", {"one": view, "seen": visit.seen(_values(view))})


def remove(visit: Visit) -> Moved:
    """Delete a view."""
    view = _view(visit)
    visit.expect(_values(view))
    usecase.delete_view(visit.here, view, actor=visit.actor)
    return Moved("/views", "“%(name)s” was deleted.", {"name": view.name})


def orders(visit: Visit) -> list[tuple[str, str]]:
    """The orders to choose from, in the visitor's language."""
    return [(str(one), visit.words.gettext(said.message)) for one, said in SORTS.items()]


def _view(visit: Visit) -> SavedView:
    return places.one(visit, visit.here.directory.views, "view")


def _changed(visit: Visit, view: SavedView) -> SavedView:
    form = visit.form
    return replace(
        view,
        name=form["name"],
        query=form["query"],
        sort=ViewSort(form["sort"]),
        mailboxes=tuple(form["mailboxes"]),
    )


def _values(view: SavedView) -> Mapping[str, object]:
    return {
        "name": view.name,
        "query": view.query,
        "sort": str(view.sort),
        "mailboxes": sorted(view.mailboxes),
    }


def _offered(visit: Visit) -> Mapping[str, object]:
    return {"orders": orders(visit), **places.offered(visit)}
