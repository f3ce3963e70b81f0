"""Tags, fields, templates, macros and views of a mailbox, and what becomes of them when it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from server.domain.auditlog import Audited
from server.domain.catalogue import Belonging
from server.domain.events import Actor
from server.domain.workspace import Directory
from server.usecases import audit
from server.usecases.inbox import Inbox


def belonging_to(directory: Directory, mailbox: str) -> Iterator[Belonging]:
    """What names the mailbox among those that it is for."""
    every = (directory.tags, directory.fields, directory.templates, directory.macros, directory.views)
    for kind in every:
        yield from (one for one in kind.values() if mailbox in one.mailboxes)


def withdraw(inbox: Inbox, mailbox: str, actor: Actor) -> None:
    """Take a mailbox that is gone out of everything that names it; what was for it alone goes with it."""
    for one in belonging_to(inbox.directory, mailbox):
        left = tuple(box for box in one.mailboxes if box != mailbox)
        if left:
            after = replace(one, mailboxes=left)
            told = audit.told(inbox, actor, Audited.CHANGED, after, before=one)
            inbox.directories.put(inbox.workspace, after, before=one, told=told)
        else:
            told = audit.told(inbox, actor, Audited.REMOVED, one)
            inbox.directories.remove(inbox.workspace, one, told=told)
