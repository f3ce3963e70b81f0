"""Who reads a mailbox in an emergency, and who is told of it (PRODUCT 3.4, note 1)."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain.administering import managed
from server.domain.listviews import EmergencyView
from server.domain.workspace import Directory, Mailbox

SHOWN_MS = 7 * 86_400_000
"""How long managers are told of an access that has ended."""


def seen_by(directory: Directory, agent: str, at: int) -> tuple[EmergencyView, ...]:
    """The accesses that an agent is to know of: to mailboxes they manage, and their own while it lasts."""
    mine = managed(directory, agent)
    found = [
        EmergencyView(box.name, directory.name_of(f"agent:{who}"), until, until > at, you=who == agent)
        for box, who, until in _emergencies(directory, at)
        if box.id in mine or (who == agent and until > at)
    ]
    return tuple(sorted(found, key=lambda one: (-one.until, one.mailbox)))


def _emergencies(directory: Directory, at: int) -> Iterator[tuple[Mailbox, str, int]]:
    """Every access that lasts, or ended within a week: mailbox, agent, until when."""
    for box in directory.mailboxes.values():
        for agent, member in box.members.items():
            if member.until is not None and member.until > at - SHOWN_MS:
                yield box, agent, member.until
