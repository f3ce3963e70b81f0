"""Things of the directory by what people call them: id, name or address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from server.domain.catalogue import Belonging, Field, Macro, SavedView, Tag, Template
from server.domain.errors import NotFound
from server.domain.workspace import Agent, Directory, Mailbox, Team

T = TypeVar("T", bound=Team | Belonging)


def find_mailbox(directory: Directory, name: str) -> Mailbox:
    """The mailbox of that id, address or name; NotFound otherwise."""
    wanted = name.strip().lower()
    for box in directory.mailboxes.values():
        if name == box.id or wanted in box.addresses or wanted == box.name.lower():
            return box
    raise NotFound("There is no mailbox “%(mailbox)s”.", mailbox=name)


def find_agent(directory: Directory, name: str) -> Agent:
    """The agent of that id or address, an active one first; NotFound otherwise."""
    wanted = name.strip().lower()
    found = [a for a in directory.agents.values() if name == a.id or wanted in a.emails]
    if not found:
        raise NotFound("There is no agent “%(agent)s”.", agent=name)
    return next((a for a in found if a.deactivated_at is None), found[0])


def find_team(directory: Directory, name: str) -> Team:
    """The team of that id or name; NotFound otherwise."""
    return _named(directory.teams.values(), name, NotFound("There is no team “%(team)s”.", team=name))


def find_tag(directory: Directory, name: str) -> Tag:
    """The agreed tag of that id or name; NotFound otherwise."""
    return _named(directory.tags.values(), name, NotFound("There is no tag “%(tag)s”.", tag=name))


def find_field(directory: Directory, name: str) -> Field:
    """The custom field of that id or name; NotFound otherwise."""
    return _named(directory.fields.values(), name, NotFound("There is no field “%(field)s”.", field=name))


def find_template(directory: Directory, name: str) -> Template:
    """The template of that id or name; NotFound otherwise."""
    return _named(
        directory.templates.values(), name, NotFound("There is no template “%(template)s”.", template=name)
    )


def find_macro(directory: Directory, name: str) -> Macro:
    """The macro of that id or name; NotFound otherwise."""
    return _named(directory.macros.values(), name, NotFound("There is no macro “%(macro)s”.", macro=name))


def find_view(directory: Directory, name: str) -> SavedView:
    """The shared view of that id or name; NotFound otherwise."""
    return _named(directory.views.values(), name, NotFound("There is no view “%(view)s”.", view=name))


def _named(entries: Iterable[T], name: str, none: NotFound) -> T:
    entries = list(entries)
    wanted = name.strip().lower()
    by_id = (one for one in entries if one.id == name)
    found = next(by_id, None) or next((one for one in entries if one.name.lower() == wanted), None)
    if found is None:
        raise none
    return found
