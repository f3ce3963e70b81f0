"""What stands first among one's own conversations: what was handed over and not looked at yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.listviews import QueueView
from server.domain.rows import row_view
from server.domain.vocabulary import Standing
from server.domain.workspace import Agent, Directory
from server.usecases.inbox import Inbox
from server.usecases.lists import own_lists

FIRST = 20
"""How many stand before a page at most."""


def handed_first(inbox: Inbox, agent: Agent, page: QueueView, *, begins: bool) -> QueueView:
    """A page of one's own with these on top of the first one, the oldest hand-over first, and on no other.

    A hand-over stands among the mentions of whom it was for until they open it, and of everybody in a team.
    """
    keys = inbox.conversations.keys
    open_ones = own_lists(inbox, agent.id, "open")
    mentions = keys.agent_index(agent.id, "mentions")
    found = inbox.conversations.store.read([("ZINTER", 2, name, mentions) for name in open_ones])
    ids = list(dict.fromkeys(one for reply in found for one in reply))
    if not ids:
        return page
    directory = inbox.directory
    known = (one for one in inbox.conversations.get_many(ids) if one is not None and one.handed_at)
    handed = sorted(
        (one for one in known if policy.sees(directory, agent.id, one)), key=lambda one: one.handed_at or 0
    )
    first = handed[:FIRST]
    above = {one.id for one in first}
    rows = (row_view(one, directory=directory, agent=agent.id) for one in first)
    rest = tuple(row for row in page.rows if row.id not in above)
    total = page.total + team_handed(directory, agent.id, handed)
    return replace(page, rows=(*rows, *rest) if begins else rest, total=total)


def team_handed(directory: Directory, agent: str, mentioned: Iterable[Conversation]) -> int:
    """How many of those an agent is told of were handed to a team of theirs, and belong to nobody in it yet."""
    teams = {f"team:{team}" for team in directory.teams_of(agent)}
    return sum(
        bool(one.handed_at) and one.assignee in teams and one.standing is Standing.OPEN for one in mentioned
    )
