"""For which mailboxes a tag, field, template, macro or view is, as its form offers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from server.domain.administering import administers, may_change
from server.domain.catalogue import Belonging
from server.domain.errors import NotFound
from server.usecases.settings.mailboxes import mailboxes_of
from server.web.admin.page import Visit

T = TypeVar("T", bound=Belonging)


def offered(visit: Visit) -> Mapping[str, object]:
    """The mailboxes to tick; `all` says whether none ticked (all of them, also later ones) is allowed."""
    boxes = [(box.id, box.name) for box in mailboxes_of(visit.here, visit.actor)]
    return {"boxes": boxes, "all": may_change(visit.here.directory, visit.actor, ())}


def names(visit: Visit, mailboxes: Iterable[str]) -> str:
    """The names of mailboxes, as a reader writes them; nothing for all."""
    known = visit.here.directory.mailboxes
    return ", ".join(sorted((known[box].name for box in mailboxes if box in known), key=str.casefold))


def one(visit: Visit, known: Mapping[str, T], name: str) -> T:
    """The entry of the path, if the visitor may change it; NotFound otherwise."""
    found = known.get(visit.path[name])
    if found is None or not may_change(visit.here.directory, visit.actor, found.mailboxes):
        raise NotFound("This page does not exist, or it is not yours.")
    return found


def back(visit: Visit, path: str, mailboxes: Iterable[str], tab: str) -> str:
    """Where to go after saving: the list for admins, the mailbox's tab for its manager."""
    if administers(visit.here.directory, visit.actor):
        return path
    box = next(iter(mailboxes), "")
    return f"/mailboxes/{box}/{tab}" if box else path
