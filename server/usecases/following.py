"""Following a conversation, and letting go of it."""

from __future__ import annotations

from server.domain import following
from server.domain.conversation import Change, Conversation
from server.domain.views import ConversationView
from server.domain.vocabulary import Act
from server.store.conversations import Stored
from server.usecases.inbox import Asked, Inbox, change, view


def follow(inbox: Inbox, asked: Asked, *, conversation: str) -> ConversationView:
    """Have it in one's own list of what one follows, whoever it belongs to."""

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        return following.follow(record, actor=asked.actor, at=stored.at)

    return view(change(inbox, asked, conversation, Act.FOLLOW, decide), asked.agent.id)


def unfollow(inbox: Inbox, asked: Asked, *, conversation: str) -> ConversationView:
    """Take it out of that list; a light member may see it no more after that."""

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        return following.unfollow(record, actor=asked.actor, at=stored.at)

    return view(change(inbox, asked, conversation, Act.FOLLOW, decide), asked.agent.id)
