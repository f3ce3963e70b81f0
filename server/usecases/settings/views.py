"""Shared views as they are set up: a name, what they search for, in which order, and the mailboxes they are for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.domain.administering import OPERATOR
from server.domain.catalogue import SavedView
from server.domain.events import Actor
from server.domain.savedviews import checked_query
from server.domain.workspace import Directory
from server.store.commit import Write
from server.usecases.checking import free_name
from server.usecases.inbox import Inbox
from server.usecases.settings.entries import added, changed, deleted
from server.usecases.settings.places import checked_places, concerning, known_to


def views_of(inbox: Inbox, actor: Actor) -> tuple[SavedView, ...]:
    """The shared views of the mailboxes whose settings the actor may open, by name."""
    return concerning(inbox.directory.views.values(), inbox.directory, actor)


def view_of(inbox: Inbox, view: str, *, actor: Actor = OPERATOR) -> SavedView:
    """One shared view; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.views.get(view))


def create_view(
    inbox: Inbox, view: SavedView, *, actor: Actor = OPERATOR, also: Iterable[Write] = ()
) -> SavedView:
    """Add a shared view; without an id it gets a fresh one. `also` is written in the same commit."""
    return added(inbox, view, _checked, actor=actor, also=also)


def change_view(inbox: Inbox, after: SavedView, *, actor: Actor = OPERATOR, seen: str = "") -> SavedView:
    """Change a shared view: its name, search, order and mailboxes."""
    before = view_of(inbox, after.id, actor=actor)
    return changed(inbox, before, after, _checked, actor=actor, seen=seen)[1]


def delete_view(inbox: Inbox, view: SavedView, *, actor: Actor = OPERATOR, seen: str = "") -> None:
    """Delete a shared view; the conversations that it shows stay as they are."""
    deleted(inbox, view, actor=actor, seen=seen)


def _checked(directory: Directory, view: SavedView) -> SavedView:
    name = free_name(view, directory.views.values())
    places = checked_places(directory, view.mailboxes)
    return replace(view, name=name, query=checked_query(view.query), mailboxes=places)
