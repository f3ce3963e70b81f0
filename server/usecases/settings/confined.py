"""Restricted conversations stand in no list of a mailbox (A4): what must not pass them by finds them here."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain.conversation import Conversation
from server.usecases.inbox import Inbox

BATCH = 200


def restricted(inbox: Inbox) -> Iterator[Conversation]:
    """Every restricted conversation, by the lists of the people who may see it."""
    keys = inbox.conversations.keys
    commands = [("ZRANGE", keys.agent_index(agent, "restricted"), 0, -1) for agent in inbox.directory.agents]
    lists = inbox.conversations.store.read(commands)
    ids = list(dict.fromkeys(conversation for found in lists for conversation in found))
    for start in range(0, len(ids), BATCH):
        yield from filter(None, inbox.conversations.get_many(ids[start : start + BATCH]))
