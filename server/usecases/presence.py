"""Who is looking and who is writing: heartbeats of clients that can send them (R11, DECISIONS D6)."""

from __future__ import annotations

from server.domain.errors import NotFound
from server.domain.presenting import Picture, conversation_view
from server.domain.views import PresenceView
from server.domain.vocabulary import Mode
from server.domain.workspace import Agent
from server.store.conversations import Reader, Wanted
from server.store.presence import Presence
from server.usecases.inbox import Inbox, opened, read
from server.usecases.picturing import here

LASTS_MS = {Mode.VIEWING: 40_000, Mode.COMPOSING: 60_000, Mode.SENDING: 120_000}
"""How long one heartbeat counts (R11), and how long "maybe sending" warns others (DECISIONS F1)."""


def reader_in(inbox: Inbox, agent: Agent, mode: Mode, *, looks: bool) -> Reader:
    """The agent as somebody who is here, for no time where nobody is noted (D6); who `looks` has seen all.

    That a reply is on its way is noted all the same: it warns of a second one and is shown to nobody (F1).
    """
    noted = mode is Mode.SENDING or inbox.directory.workspace.presence != "off"
    lasts = LASTS_MS[mode] if noted else 0
    return Reader(agent.id, "outlook", mode, lasts, sees_all=looks)


def beat(
    inbox: Inbox, agent: Agent, *, conversation: str, mode: Mode, looks: bool = True
) -> tuple[PresenceView, ...]:
    """Say that the agent is here, and learn who else is; NotFound if they see nothing.

    `looks` says that the conversation is on their screen, so that all of it counts as seen.
    """
    reader = reader_in(inbox, agent, mode, looks=looks)
    inbox, stored, record = opened(inbox, agent.id, conversation, Wanted(comments=0), reader)
    if record is None:
        raise NotFound("This conversation does not exist.")
    picture = Picture(at=stored.at, conversation=record, presence=here(stored))
    return conversation_view(picture, directory=inbox.directory, agent=agent.id).presence


def leave(inbox: Inbox, agent: Agent, *, conversation: str, mode: Mode) -> None:
    """Say that the agent stopped doing something there."""
    inbox, _, record = read(inbox, agent.id, conversation, Wanted(comments=0))
    conversations = inbox.conversations
    Presence(conversations.store, conversations.keys).leave(record.id, agent.id, mode=mode)
