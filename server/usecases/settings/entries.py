"""How an entry of the catalogue is added, changed and deleted: a tag, a field, a template, a macro, a view.

Who may is asked of every mailbox that it is for, and was for, at the moment of the commit (DECISIONS A8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from server.domain.administering import require_catalogue
from server.domain.catalogue import Belonging
from server.domain.events import Actor
from server.domain.workspace import Directory
from server.store.commit import Write
from server.usecases.inbox import Inbox
from server.usecases.settings.storing import removed, stored

E = TypeVar("E", bound=Belonging)


def added(
    inbox: Inbox,
    entry: E,
    checked: Callable[[Directory, E], E],
    *,
    actor: Actor,
    also: Iterable[Write] = (),
) -> E:
    """Store a new entry as `checked` makes it; without an id it gets a fresh one."""
    entry = replace(entry, id=entry.id or inbox.new_id())

    def judged(directory: Directory) -> E:
        require_catalogue(directory, actor, entry.mailboxes)
        return checked(directory, entry)

    return stored(inbox, None, judged, actor=actor, also=also)[1]


def changed(
    inbox: Inbox,
    before: E,
    after: E,
    checked: Callable[[Directory, E], E],
    *,
    actor: Actor,
    seen: str,
    also: Iterable[Write] = (),
) -> tuple[Inbox, E]:
    """Store an entry as `checked` makes it of what it is to be, and the inbox as it then stands."""

    def judged(directory: Directory) -> E:
        require_catalogue(directory, actor, before.mailboxes)
        require_catalogue(directory, actor, after.mailboxes)
        return checked(directory, after)

    return stored(inbox, before, judged, actor=actor, seen=seen, also=also)


def deleted(
    inbox: Inbox, entry: E, *, actor: Actor, seen: str, also: Iterable[Write] = (), **data: Any
) -> Inbox:
    """Take an entry out of the directory; the inbox as it then stands. `data` goes into the audit log."""

    def allowed(directory: Directory) -> None:
        require_catalogue(directory, actor, entry.mailboxes)

    return removed(inbox, entry, allowed, actor=actor, seen=seen, also=also, **data)
