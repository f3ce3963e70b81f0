"""Saved views: searches under a name, one's own and those that a mailbox shares, and what they find for whom.

What a view finds is searched for as its reader, each time anew: nobody sees more through it than by typing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from server.domain.catalogue import SavedView, ViewSort
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.events import Actor
from server.domain.findviews import SearchView
from server.domain.offering import OfferedView
from server.domain.savedviews import (
    SORTED,
    FoundView,
    Sharing,
    checked_query,
    offered,
    ordered,
    sharing,
)
from server.domain.workspace import Agent
from server.store.ownviews import OwnViews, own_read, own_views
from server.usecases.checking import free_name
from server.usecases.inbox import Inbox
from server.usecases.searching import PAGE, search
from server.usecases.settings import views as shared

OWN = 50
"""Views of their own that an agent may keep."""
SEARCHES = 20
"""How often a search that was cut short goes on for what is to be sorted."""
_OFFSET = re.compile(r"at([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The views at an agent's hand, and with whom they may share theirs."""

    views: tuple[OfferedView, ...]
    sharing: Sharing


def views_for(inbox: Inbox, agent: Agent, *, actor: Actor) -> Shelf:
    """The agent's own views and those shared with them; one round trip."""
    inbox, own = _read(inbox, agent)
    return Shelf(offered(inbox.directory, agent.id, own), sharing(inbox.directory, actor))


def look_at_view(
    inbox: Inbox, agent: Agent, *, view: str, zone: ZoneInfo, after: str | None = None
) -> FoundView:
    """One page of what a view finds for the agent; NotFound for one that is not at their hand."""
    inbox, own = _read(inbox, agent)
    known = {one.id: one for one in offered(inbox.directory, agent.id, own)}.get(view)
    if known is None:
        raise NotFound("There is no such view.")
    if known.sort is ViewSort.NEWEST:
        return FoundView(known, search(inbox, agent, query=known.query, zone=zone, after=after))
    found = _newest(inbox, agent, known.query, zone)
    among = len(found.rows) if found.after is not None else 0
    return FoundView(known, _page(ordered(found, known.sort), after), among)


def _newest(inbox: Inbox, agent: Agent, query: str, zone: ZoneInfo) -> SearchView:
    """As many as are sorted, searching on where a search was cut short."""
    found = search(inbox, agent, query=query, zone=zone, limit=SORTED)
    for _ in range(SEARCHES):
        missing = SORTED - len(found.rows)
        if found.after is None or missing <= 0:
            break
        more = search(inbox, agent, query=query, zone=zone, after=found.after, limit=missing)
        found = replace(more, rows=(*found.rows, *more.rows), left_out=found.left_out or more.left_out)
    return found


def keep_view(inbox: Inbox, agent: Agent, view: SavedView, *, seen: SavedView | None = None) -> SavedView:
    """Keep a view of one's own; without an id it is a new one. Conflict if it is not as it was seen."""
    known = {one.id: one for one in _read(inbox, agent)[1]}
    if view.id and view.id not in known:
        raise NotFound("There is no such view.")
    if not view.id and len(known) >= OWN:
        raise Invalid("You may keep %(limit)s views of your own.", limit=OWN)
    if seen is not None and known.get(view.id) != seen:
        raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")
    name = free_name(view, known.values())
    kept = SavedView(view.id or inbox.new_id(), name, checked_query(view.query), view.sort)
    _store(inbox).keep(agent.id, kept)
    return kept


def drop_view(inbox: Inbox, agent: Agent, view: str) -> None:
    """Delete a view of one's own; one that is gone already stays gone."""
    _store(inbox).drop(agent.id, view)


def share_view(
    inbox: Inbox, agent: Agent, view: str, *, mailboxes: tuple[str, ...], actor: Actor
) -> SavedView:
    """Make a view of one's own one of some mailboxes (none: of all); who may not set them up is refused."""
    inbox, own = _read(inbox, agent)
    known = {one.id: one for one in own}.get(view)
    if known is None:
        raise NotFound("There is no such view.")
    also = [_store(inbox).dropped(agent.id, view)]
    return shared.create_view(inbox, replace(known, mailboxes=mailboxes), actor=actor, also=also)


def _page(found: SearchView, after: str | None) -> SearchView:
    """One page of what was sorted, which is few enough to be sorted again for each."""
    match = _OFFSET.fullmatch(after or "")
    start = int(match[1]) if match else 0
    end = start + PAGE
    more = f"at{end}" if end < len(found.rows) else None
    return replace(found, rows=found.rows[start:end], after=more, unfinished=False)


def _read(inbox: Inbox, agent: Agent) -> tuple[Inbox, tuple[SavedView, ...]]:
    """The inbox with its directory as it now is, and the agent's own views."""
    conversations = inbox.conversations
    commands = [("GET", conversations.keys.directory_version), own_read(conversations.keys, agent.id)]
    version, texts = conversations.store.read(commands)
    return inbox.current(int(version or 0)), own_views(texts)


def _store(inbox: Inbox) -> OwnViews:
    return OwnViews(inbox.conversations.store, inbox.conversations.keys)
