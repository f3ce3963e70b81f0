"""How a setting is stored: judged and checked against the directory as it stands at that very moment (A8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

from server.domain.auditlog import Audited
from server.domain.errors import Conflict, Unavailable
from server.domain.events import Actor
from server.domain.workspace import Directory, Workspace
from server.store.codec import encode
from server.store.commit import Write
from server.store.directories import Entry, Moved
from server.usecases import audit
from server.usecases.inbox import Inbox

ATTEMPTS = 5
E = TypeVar("E", bound=Entry)


def version_of(record: Entry | Workspace) -> str:
    """What a form or a client keeps of a record, so that saving over somebody else's change is noticed."""
    return sha256(encode(record).encode()).hexdigest()[:20]


def reloaded(inbox: Inbox) -> Inbox:
    """This inbox with the directory read anew."""
    return replace(inbox, directory=inbox.directories.load(inbox.workspace))


def refuse_changed(record: Entry | Workspace, seen: str) -> None:
    """Conflict if the record is not the one that was shown; without `seen` nothing is compared."""
    if seen and version_of(record) != seen:
        raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")


def stored(
    inbox: Inbox,
    before: E | None,
    checked: Callable[[Directory], E],
    *,
    actor: Actor,
    kind: Audited | None = None,
    seen: str = "",
    also: Iterable[Write] = (),
    **data: Any,
) -> tuple[Inbox, E]:
    """Store what `checked` makes of the directory, with its line in the audit log; the inbox as it then stands.

    `checked` refuses what may not be; it is asked again if something else in the directory changed meanwhile,
    so that rights and uniqueness hold at the moment of the commit. Conflict if the record is not `before`.
    """
    if before is not None:
        refuse_changed(before, seen)
    what = kind or (Audited.ADDED if before is None else Audited.CHANGED)
    writes = tuple(also)
    for _ in range(ATTEMPTS):
        after = checked(inbox.directory)
        if after == before and not writes:
            return inbox, after
        told = audit.told(inbox, actor, what, after, before=before, **data)
        guard = [inbox.unchanged_directory()]
        try:
            inbox.directories.put(inbox.workspace, after, before=before, told=told, checks=guard, also=writes)
        except Moved:
            inbox = reloaded(inbox)
            continue
        return reloaded(inbox), after
    raise Unavailable("Too many people are changing this just now. Please try again.")


def removed(
    inbox: Inbox,
    record: E,
    allowed: Callable[[Directory], None],
    *,
    actor: Actor,
    seen: str = "",
    also: Iterable[Write] = (),
    **data: Any,
) -> Inbox:
    """Take a record out of the directory, with its line in the audit log, if `allowed` lets it pass."""
    allowed(inbox.directory)  # before anything is said about the record
    refuse_changed(record, seen)
    writes = tuple(also)
    for _ in range(ATTEMPTS):
        allowed(inbox.directory)
        told = audit.told(inbox, actor, Audited.REMOVED, record, **data)
        guard = [inbox.unchanged_directory()]
        try:
            inbox.directories.remove(inbox.workspace, record, told=told, checks=guard, also=writes)
        except Moved:
            inbox = reloaded(inbox)
            continue
        return reloaded(inbox)
    raise Unavailable("Too many people are changing this just now. Please try again.")
