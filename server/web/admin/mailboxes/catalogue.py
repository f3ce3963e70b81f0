"""What applies in one mailbox: its tags, fields and templates, with the way to each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from server.domain.administering import may_change
from server.domain.catalogue import Field, Tag, Template
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Shown, Visit

T = TypeVar("T", Tag, Field, Template)


def show(visit: Visit) -> Shown:
    """Its tags and fields."""
    directory = visit.here.directory
    tags, fields = _applying(visit, directory.tags.values()), _applying(visit, directory.fields.values())
    fields.sort(key=lambda field: (field.position, field.name.casefold()))
    facts = framed(
        visit, "catalogue", {}, tags=tags, fields=fields, mine=_mine(visit, tags) | _mine(visit, fields)
    )
    return Shown("mailboxes/catalogue.html", facts)


def templates(visit: Visit) -> Shown:
    """Its templates."""
    found = _applying(visit, visit.here.directory.templates.values())
    return Shown(
        "mailboxes/templates.html", framed(visit, "templates", {}, templates=found, mine=_mine(visit, found))
    )


def _applying(visit: Visit, entries: Iterable[T]) -> list[T]:
    box = mailbox(visit).id
    found = [one for one in entries if not one.mailboxes or box in one.mailboxes]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _mine(visit: Visit, entries: Iterable[T]) -> frozenset[str]:
    """The ids of what the visitor may change; what is for other mailboxes too takes more than this one's manager."""
    directory = visit.here.directory
    return frozenset(one.id for one in entries if may_change(directory, visit.actor, one.mailboxes))
