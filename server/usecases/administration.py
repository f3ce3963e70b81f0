"""Who works where: workspaces, mailboxes, teams and agents as an operator or an admin sets them up."""

from __future__ import annotations

from server.domain.errors import NotFound
from server.domain.workspace import Directory, Mailbox


def find_mailbox(directory: Directory, name: str) -> Mailbox:
    """The mailbox of that id, address or name; NotFound otherwise."""
    wanted = name.strip().lower()
    for box in directory.mailboxes.values():
        if name == box.id or wanted in box.addresses or wanted == box.name.lower():
            return box
    raise NotFound("There is no mailbox “%(mailbox)s”.", mailbox=name)
