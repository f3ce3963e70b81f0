"""Searches under a name: which an agent has at hand, and in which order they show what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from server.domain.administering import Matter, managed, may_administer, may_change
from server.domain.catalogue import SavedView, ViewSort
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.findviews import SearchView
from server.domain.listviews import RowView
from server.domain.offering import OfferedView
from server.domain.searching import parse
from server.domain.views import Sentence
from server.domain.vocabulary import Via
from server.domain.workspace import Directory

SORTED = 200
"""Of what a view finds, so many (the newest) are put into another order than by newness."""
_LAST = 10**15

SORTS: Mapping[ViewSort, Sentence] = {
    ViewSort.NEWEST: Sentence("Newest first"),
    ViewSort.OLDEST: Sentence("Oldest first"),
    ViewSort.WAITING: Sentence("Longest waiting first"),
    ViewSort.DUE: Sentence("Due first"),
}
"""What the orders are called."""


@dataclass(frozen=True, slots=True)
class FoundView:
    """One page of what a saved view finds; `among`: more is there, and so many of the newest were sorted (0: all)."""

    view: OfferedView
    found: SearchView
    among: int = 0


@dataclass(frozen=True, slots=True)
class Sharing:
    """With whom an agent may share a view: the mailboxes they manage, and whether with everybody."""

    mailboxes: tuple[tuple[str, str], ...] = ()
    everybody: bool = False

    @property
    def possible(self) -> bool:
        """Whether there is anybody."""
        return self.everybody or bool(self.mailboxes)


def checked_query(query: str) -> str:
    """The query as it is kept; Invalid for none, and for one that cannot be understood."""
    kept = " ".join(query.split())
    if not parse(kept):
        raise Invalid("A view needs something to search for.")
    return kept


def shared_with(directory: Directory, agent: str) -> tuple[SavedView, ...]:
    """The shared views of the mailboxes that an agent is in, and those for all, by name."""
    mine = {box.id for box, _ in directory.memberships(agent)}
    found = (
        v for v in directory.views.values() if mine and (not v.mailboxes or mine.intersection(v.mailboxes))
    )
    return tuple(sorted(found, key=lambda view: view.name.casefold()))


def offered(directory: Directory, agent: str, own: Iterable[SavedView]) -> tuple[OfferedView, ...]:
    """All that an agent has at hand: their own first, then the shared ones; only mailboxes of theirs are named."""
    boxes, me = {box.id: box.name for box, _ in directory.memberships(agent)}, Actor("agent", Via.WEB, agent)
    mine = (own_view(one) for one in own)
    shared = (
        OfferedView(
            *(one.id, one.name, one.query, one.sort, False, _names(one, boxes)),
            theirs=may_change(directory, me, one.mailboxes),
        )
        for one in shared_with(directory, agent)
    )
    return (*mine, *shared)


def own_view(one: SavedView) -> OfferedView:
    """A view of the agent's own."""
    return OfferedView(one.id, one.name, one.query, one.sort, own=True, theirs=True)


def sharing(directory: Directory, actor: Actor) -> Sharing:
    """With whom the actor may share a view."""
    everybody = may_administer(directory, actor, Matter.CATALOGUE)
    boxes = directory.mailboxes if everybody else managed(directory, actor.id or "")
    known = sorted((directory.mailboxes[box].name, box) for box in boxes if box in directory.mailboxes)
    return Sharing(tuple((box, name) for name, box in known), everybody)


def ordered(found: SearchView, sort: ViewSort) -> SearchView:
    """What was found in another order."""
    return replace(found, rows=tuple(sorted(found.rows, key=_KEYS[sort])))


def _names(view: SavedView, boxes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(boxes[box] for box in view.mailboxes if box in boxes))


_KEYS: Mapping[ViewSort, Callable[[RowView], tuple[int, str]]] = {
    ViewSort.NEWEST: lambda row: (-row.last_message_at, row.id),
    ViewSort.OLDEST: lambda row: (row.last_message_at, row.id),
    ViewSort.WAITING: lambda row: (row.waiting_since or _LAST, row.id),
    ViewSort.DUE: lambda row: (row.due_at or _LAST, row.id),
}
