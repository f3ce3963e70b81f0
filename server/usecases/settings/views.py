"""Shared views as they are set up: a name, what they search for, in which order, and the mailboxes they are for."""

from __future__ import annotations

from dataclasses import replace

from server.domain.administering import OPERATOR, require_catalogue
from server.domain.catalogue import SavedView
from server.domain.events import Actor
from server.domain.savedviews import checked_query
from server.domain.workspace import Directory
from server.usecases.checking import checked_name, refuse_taken
from server.usecases.inbox import Inbox
from server.usecases.settings.places import checked_places, concerning, known_to
from server.usecases.settings.storing import removed, stored


def views_of(inbox: Inbox, actor: Actor) -> tuple[SavedView, ...]:
    """The shared views of the mailboxes whose settings the actor may open, by name."""
    return concerning(inbox.directory.views.values(), inbox.directory, actor)


def view_of(inbox: Inbox, view: str, *, actor: Actor = OPERATOR) -> SavedView:
    """One shared view; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.views.get(view))


def create_view(inbox: Inbox, view: SavedView, *, actor: Actor = OPERATOR) -> SavedView:
    """Add a shared view; without an id it gets a fresh one."""
    view = replace(view, id=view.id or inbox.new_id())

    def checked(directory: Directory) -> SavedView:
        require_catalogue(directory, actor, view.mailboxes)
        return _checked(directory, view)

    return stored(inbox, None, checked, actor=actor)[1]


def change_view(inbox: Inbox, after: SavedView, *, actor: Actor = OPERATOR, seen: str = "") -> SavedView:
    """Change a shared view: its name, search, order and mailboxes."""
    before = view_of(inbox, after.id, actor=actor)

    def checked(directory: Directory) -> SavedView:
        require_catalogue(directory, actor, before.mailboxes)
        require_catalogue(directory, actor, after.mailboxes)
        return _checked(directory, after)

    return stored(inbox, before, checked, actor=actor, seen=seen)[1]


def delete_view(inbox: Inbox, view: SavedView, *, actor: Actor = OPERATOR, seen: str = "") -> None:
    """Delete a shared view; the conversations that it shows stay as they are."""
    removed(
        inbox,
        view,
        lambda directory: require_catalogue(directory, actor, view.mailboxes),
        actor=actor,
        seen=seen,
    )


def _checked(directory: Directory, view: SavedView) -> SavedView:
    name = checked_name(view.name)
    others = (other.name.lower() for other in directory.views.values() if other.id != view.id)
    refuse_taken([name.lower()], others)
    places = checked_places(directory, view.mailboxes)
    return replace(view, name=name, query=checked_query(view.query), mailboxes=places)
