"""Searches that somebody keeps for themselves under a name, and shares where they may."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.catalogue import SavedView, ViewSort
from server.domain.errors import NotFound
from server.usecases.views import drop_view, keep_view, share_view, views_for
from server.web.admin.blaming import blaming
from server.web.admin.catalogue.views import orders
from server.web.admin.page import Moved, Shown, Visit

_PATH = "/me/views"


def show(visit: Visit) -> Shown:
    """The list, with a form for a new one."""
    found = tuple(_own(visit).values())
    facts = _facts(visit, SavedView("", "", ""))
    return Shown("me/views.html", {"views": found, "words": dict(orders(visit)), **facts})


def add(visit: Visit) -> Moved:
    """Keep a new one."""
    with blaming(visit, "query", value="name"):
        kept = keep_view(visit.here, visit.me, _typed(visit, ""))
    return Moved(_PATH, "The view “%(name)s” is there.", {"name": kept.name})


def show_one(visit: Visit) -> Shown:
    """One of them, to be changed, shared or deleted."""
    view = _one(visit)
    sharing = views_for(visit.here, visit.me, actor=visit.actor).sharing
    facts = {"view": view, "boxes": sharing.mailboxes, "all": sharing.everybody}
    return Shown("me/view.html", {**facts, **_facts(visit, view)})


def save(visit: Visit) -> Moved:
    """Change one."""
    before = _one(visit)
    visit.expect(_values(before))
    with blaming(visit, "query", value="name"):
        keep_view(visit.here, visit.me, _typed(visit, before.id), seen=before)
    return Moved(_PATH, "Saved.")


def share(visit: Visit) -> Moved:
    """Make one a shared one."""
    view = _one(visit)
    with blaming(visit, "mailboxes"):
        boxes = tuple(visit.form["mailboxes"])
        share_view(visit.here, visit.me, view.id, mailboxes=boxes, actor=visit.actor)
    return Moved(_PATH, "The view “%(name)s” is shared.", {"name": view.name})


def remove(visit: Visit) -> Moved:
    """Delete one."""
    gone = _one(visit)
    drop_view(visit.here, visit.me, gone.id)
    return Moved(_PATH, "“%(name)s” was deleted.", {"name": gone.name})


def _own(visit: Visit) -> Mapping[str, SavedView]:
    found = views_for(visit.here, visit.me, actor=visit.actor).views
    return {one.id: SavedView(one.id, one.name, one.query, one.sort) for one in found if one.own}


def _one(visit: Visit) -> SavedView:
    found = _own(visit).get(visit.path["view"])
    if found is None:
        raise NotFound("There is no such view.")
    return found


def _facts(visit: Visit, view: SavedView) -> Mapping[str, object]:
    values = _values(view)
    return {"values": values, "seen": visit.seen(values), "orders": orders(visit)}


def _typed(visit: Visit, view: str) -> SavedView:
    form = visit.form
    return SavedView(view, form["name"], form["query"], ViewSort(form["sort"]))


def _values(view: SavedView) -> Mapping[str, str]:
    return {"name": view.name, "query": view.query, "sort": str(view.sort)}
