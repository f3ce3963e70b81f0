"""Calls about shared views as they are set up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marshmallow import fields

from server.domain.catalogue import SavedView, ViewSort
from server.domain.searching import LONGEST
from server.usecases.settings import views
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.fields import Closed, text
from server.web.api.rendering import Json
from server.web.api.settings.calling import changing, reading
from server.web.api.settings.schemas import Change, Record, SeenQuery, idents


class ViewFields(Closed):
    """What can be changed of a shared view."""

    name = text(80, shortest=1)
    query = text(LONGEST, shortest=1)
    sort = fields.Enum(ViewSort, by_value=True)
    mailboxes = idents()


class NewSharedView(ViewFields):
    """A shared view to be added."""

    name = text(80, shortest=1, required=True)
    query = text(LONGEST, shortest=1, required=True)


class SharedViewChange(Change, ViewFields):
    """A change of a shared view."""


class SharedViewRecord(Record, ViewFields):
    """A shared view."""


class SharedViews(Closed):
    """Shared views."""

    views = fields.List(fields.Nested(SharedViewRecord), required=True)


def list_shared(call: Call) -> Json:
    """Shared views."""
    return {"views": [shared_view(one) for one in views.views_of(call.inbox, call.actor)]}


def create_shared(call: Call) -> Json:
    """Add a shared view."""
    wanted = replace(SavedView("", "", ""), **_record(call))
    return shared_view(views.create_view(call.inbox, wanted, actor=call.actor))


def change_shared(call: Call) -> Json:
    """Change a shared view."""
    known = views.view_of(call.inbox, call.path["view"], actor=call.actor)
    after = replace(known, **_record(call))
    return shared_view(views.change_view(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def delete_shared(call: Call) -> None:
    """Delete a shared view."""
    known = views.view_of(call.inbox, call.path["view"], actor=call.actor)
    views.delete_view(call.inbox, known, actor=call.actor, seen=call.query["seen"])


def shared_view(one: SavedView) -> Json:
    """A shared view as it is answered."""
    told = {"name": one.name, "query": one.query, "sort": one.sort, "mailboxes": one.mailboxes}
    return {"id": one.id, "version": version_of(one), **told}


def _record(call: Call) -> dict[str, Any]:
    told = {name: value for name, value in call.body.items() if name != "seen"}
    return told | ({"mailboxes": tuple(told["mailboxes"])} if "mailboxes" in told else {})


_VIEW = "views/<view>"
ROUTES = (
    reading("views", "list_shared_views", "Shared views", list_shared, SharedViews),
    changing(
        "POST", "views", "create_shared_view", "Add a shared view", create_shared, SharedViewRecord,
        body=NewSharedView,
    ),
    changing(
        "PATCH", _VIEW, "change_shared_view", "Change a shared view", change_shared, SharedViewRecord,
        body=SharedViewChange,
    ),
    changing(
        "DELETE", _VIEW, "delete_shared_view", "Delete a shared view", delete_shared, None, query=SeenQuery
    ),
)  # fmt: skip
