"""The directories of a workspace as another process of the service has them."""

from __future__ import annotations

from dataclasses import replace

from server.domain.workspace import Mailbox, Member
from server.store.directories import Directories


def elsewhere(directories: Directories) -> Directories:
    """The same store through memory of its own, so that the given one is told of nothing."""
    return Directories(directories._store, directories._box)


def put_mailbox(directories: Directories, workspace: str, mailbox: Mailbox) -> None:
    """Another process adds a mailbox."""
    elsewhere(directories).put(workspace, mailbox, before=None)


def put_member(
    directories: Directories, workspace: str, mailbox: str, agent: str, member: Member | None
) -> None:
    """Another process gives an agent a place in a mailbox, or takes it."""
    there = elsewhere(directories)
    before = there.load(workspace).mailboxes[mailbox]
    members = {name: one for name, one in before.members.items() if name != agent}
    after = replace(before, members=members | ({agent: member} if member else {}))
    there.put(workspace, after, before=before)
