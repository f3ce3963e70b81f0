"""Custom fields: their kinds, choices and order; deleted only after the number of values that go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from server.domain.administering import may_change
from server.domain.catalogue import Field, FieldKind
from server.usecases.settings.fields import change_field, create_field, delete_field, field_use, fields_of
from server.web.admin.blaming import blaming
from server.web.admin.catalogue import places
from server.web.admin.page import Moved, Shown, Visit


def show(visit: Visit) -> Shown:
    """The list, in the order in which clients show them."""
    found = fields_of(visit.here, visit.actor)
    where = {field.id: places.names(visit, field.mailboxes) for field in found}
    mine = {f.id for f in found if may_change(visit.here.directory, visit.actor, f.mailboxes)}
    return Shown("fields/list.html", {"fields": found, "where": where, "mine": mine})


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    boxes = [visit.query["mailbox"]] if visit.query["mailbox"] else []
    values = {"name": "", "kind": str(FieldKind.TEXT), "choices": "", "mailboxes": boxes}
    return Shown("fields/new.html", {"values": values, **places.offered(visit)})


def add(visit: Visit) -> Moved:
    """Add a field, at the end."""
    last = max((field.position for field in visit.here.directory.fields.values()), default=0)
    field = _changed(visit, Field("", "", FieldKind(visit.form["kind"]), position=last + 1))
    with _blamed(visit):
        create_field(visit.here, field, actor=visit.actor)
    path = places.back(visit, "/fields", field.mailboxes, "catalogue")
    return Moved(path, "The field “%(name)s” is there.", {"name": field.name})


def show_one(visit: Visit) -> Shown:
    """One field."""
    field = _field(visit)
    values = _values(field)
    facts = {
        "field": field,
        "values": values,
        "seen": visit.seen(values),
        "count": field_use(visit.here, field.id, actor=visit.actor),
        **places.offered(visit),
    }
    return Shown("fields/one.html", facts)


def save(visit: Visit) -> Moved:
    """Change a field; its kind stays."""
    field = _field(visit)
    visit.expect(_values(field))
    after = _changed(visit, field)
    with _blamed(visit):
        change_field(visit.here, after, actor=visit.actor)
    return Moved(places.back(visit, "/fields", after.mailboxes, "catalogue"), "Saved.")


def move(visit: Visit) -> Moved:
    """One place up or down, and all numbered anew in that order."""
    found = list(fields_of(visit.here, visit.actor))
    at = next((n for n, field in enumerate(found) if field.id == visit.path["field"]), 0)
    to = max(0, min(len(found) - 1, at + (-1 if visit.form["way"] == "up" else 1)))
    found.insert(to, found.pop(at))
    for number, field in enumerate(found, start=1):
        if field.position != number:
            change_field(visit.here, replace(field, position=number), actor=visit.actor)
    return Moved("/fields", "Saved.")


def ask_remove(visit: Visit) -> Shown:
    """How many values would be lost."""
    field = _field(visit)
    count = field_use(visit.here, field.id, actor=visit.actor)
    return Shown("fields/removing.html", {"field": field, "count": count, "seen": visit.seen(_values(field))})


def remove(visit: Visit) -> Moved:
    """Delete a field with its values."""
    field = _field(visit)
    visit.expect(_values(field))
    count = delete_field(visit.here, field, actor=visit.actor)
    path = places.back(visit, "/fields", field.mailboxes, "catalogue")
    return Moved(
        path,
        "“%(name)s” was deleted. Conversations changed: %(count)s.",
        {"name": field.name, "count": count},
    )


def _field(visit: Visit) -> Field:
    return places.one(visit, visit.here.directory.fields, "field")


def _changed(visit: Visit, field: Field) -> Field:
    form = visit.form
    return replace(field, name=form["name"], choices=form["choices"], mailboxes=tuple(form["mailboxes"]))


def _values(field: Field) -> Mapping[str, object]:
    return {
        "name": field.name,
        "kind": str(field.kind),
        "choices": "\n".join(field.choices),
        "mailboxes": sorted(field.mailboxes),
    }


def _blamed(visit: Visit) -> AbstractContextManager[None]:
    return blaming(visit, "name", limit="choices", mailbox="mailboxes")
