"""A saved view as somebody has it at hand: facts, never words."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.catalogue import ViewSort


@dataclass(frozen=True, slots=True)
class OfferedView:
    """A saved view at an agent's hand.

    `own` is theirs alone; `where` names the mailboxes of a shared one (none: all); `theirs`: they may change it.
    """

    id: str
    name: str
    query: str
    sort: ViewSort
    own: bool = False
    where: tuple[str, ...] = ()
    theirs: bool = False
