"""What is written into the audit log of a workspace, and read from it."""

from __future__ import annotations

from dataclasses import fields

from server.domain.auditlog import Audited, Entry
from server.domain.events import Actor
from server.domain.workspace import Workspace
from server.store import auditlog
from server.store.directories import Entry as Record
from server.usecases.inbox import Inbox


def told(
    inbox: Inbox,
    actor: Actor,
    kind: Audited,
    record: Record | Workspace,
    *,
    before: Record | Workspace | None = None,
    **data: object,
) -> Entry:
    """The line about an entry of the directory or the workspace: what it is, and the names of changed fields."""
    target = f"{type(record).__name__.lower()}:{record.id}"
    if before is not None:
        names = [one.name for one in fields(record)]
        data["changed"] = [name for name in names if getattr(record, name) != getattr(before, name, None)]
    return Entry(inbox.clock(), kind, actor, target, data)


def note(inbox: Inbox, actor: Actor, kind: Audited, target: str, **data: object) -> None:
    """Write a line that belongs to no change of the directory: a sign-in, an export, a refusal."""
    entry = Entry(inbox.clock(), kind, actor, target, data)
    auditlog.note(inbox.conversations.store, inbox.conversations.keys, entry)
