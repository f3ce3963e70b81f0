"""Blocked senders about whom nothing is kept any more: who is erased is not remembered as blocked either (R16)."""

from __future__ import annotations

from dataclasses import replace

from server.domain.auditlog import Audited
from server.domain.errors import Conflict, Unavailable
from server.domain.persons import Person
from server.usecases.audit import told
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

ATTEMPTS = 8


def unblock(inbox: Inbox, person: Person) -> None:
    """Take a person's addresses off the lists of blocked senders."""
    for _ in range(ATTEMPTS):
        directory = inbox.directories.load(inbox.workspace)
        try:
            for box in directory.mailboxes.values():
                rest = tuple(one for one in box.blocked if not person.has(one))
                if rest != box.blocked:
                    after = replace(box, blocked=rest)
                    line = told(inbox, CLOCKWORK, Audited.CHANGED, after, before=box)
                    inbox.directories.put(inbox.workspace, after, before=box, told=line)
        except Conflict:
            continue
        return
    raise Unavailable("Too many people are changing this just now. Please try again.")
