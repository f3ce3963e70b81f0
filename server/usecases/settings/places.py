"""The mailboxes that a tag, field, template, macro or view is for, and what of them somebody may see and change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from server.domain.administering import administers, managed
from server.domain.catalogue import Belonging
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.workspace import Directory

P = TypeVar("P", bound=Belonging)


def checked_places(directory: Directory, mailboxes: Iterable[str]) -> tuple[str, ...]:
    """The mailboxes, each once and known; none means all."""
    found = tuple(sorted(set(mailboxes)))
    if unknown := [box for box in found if box not in directory.mailboxes]:
        raise Invalid("There is no mailbox “%(mailbox)s”.", mailbox=unknown[0])
    return found


def open_to(directory: Directory, actor: Actor) -> tuple[str, ...]:
    """The ids of the mailboxes whose settings the actor may open."""
    if administers(directory, actor):
        return tuple(directory.mailboxes)
    return tuple(sorted(managed(directory, actor.id or ""))) if actor.kind == "agent" else ()


def reaching(mailboxes: tuple[str, ...], directory: Directory) -> tuple[str, ...]:
    """The mailboxes that an entry is for, all of them named."""
    return mailboxes or tuple(directory.mailboxes)


def concerning(entries: Iterable[P], directory: Directory, actor: Actor) -> tuple[P, ...]:
    """The entries that are for all mailboxes, or for one whose settings the actor may open."""
    everything, boxes = administers(directory, actor), set(open_to(directory, actor))
    found = (one for one in entries if everything or _concerns(one, boxes))
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def _concerns(entry: P, boxes: set[str]) -> bool:
    return bool(boxes) and (not entry.mailboxes or bool(boxes.intersection(entry.mailboxes)))


def known_to(directory: Directory, actor: Actor, entry: P | None) -> P:
    """The entry, if it is for a mailbox whose settings the actor may open, or for all; NotFound otherwise."""
    if entry is None or not concerning([entry], directory, actor):
        raise NotFound("There is no such thing.")
    return entry
