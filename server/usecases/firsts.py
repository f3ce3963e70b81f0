"""What stands first among one's own conversations: what was handed over and not looked at yet."""

from __future__ import annotations

from dataclasses import replace

from server.domain import policy
from server.domain.listviews import QueueView
from server.domain.presenting import row_view
from server.domain.workspace import Agent
from server.usecases.inbox import Inbox

FIRST = 20
"""How many stand before a page at most."""


def handed_first(inbox: Inbox, agent: Agent, page: QueueView, *, begins: bool) -> QueueView:
    """A page of one's own with these on top of the first one, the oldest hand-over first, and on no other.

    A hand-over stands among the mentions of whom it was for until they open it.
    """
    keys = inbox.conversations.keys
    names = [keys.agent_index(agent.id, name) for name in ("open", "mentions")]
    ids = inbox.conversations.store.read([("ZINTER", len(names), *names)])[0]
    if not ids:
        return page
    directory = inbox.directory
    known = (one for one in inbox.conversations.get_many(ids) if one is not None and one.handed_at)
    handed = sorted(
        (one for one in known if policy.sees(directory, agent.id, one)), key=lambda one: one.handed_at or 0
    )[:FIRST]
    above = {one.id for one in handed}
    rows = (
        row_view(one, directory=directory, agent=agent.id, message_id=one.last_message_id) for one in handed
    )
    rest = tuple(row for row in page.rows if row.id not in above)
    return replace(page, rows=(*rows, *rest) if begins else rest)
