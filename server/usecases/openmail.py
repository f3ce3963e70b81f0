"""The mail that somebody has open in Gmail, where an answer is going to be given to it."""

from __future__ import annotations

from server.domain.conversation import Conversation
from server.store.conversations import NONE, Stored
from server.store.gmail import Mapped
from server.usecases.inbox import Inbox


def open_mail_of(inbox: Inbox, agent: str, gmail_id: str) -> Mapped:
    """What is remembered of it, NONE for all where nothing is; mostly at hand, else one round trip."""
    known = inbox.gmail.find(agent, gmail_id) if gmail_id else None
    return known or Mapped(NONE, NONE, NONE)


def is_elsewhere(inbox: Inbox, record: Conversation, stored: Stored, mail: Mapped) -> bool:
    """Whether it is known to be part of another conversation; `stored` was read in the light of it."""
    put = stored.message_conversation or mail.conversation
    if put in (NONE, record.id):
        return False
    end = inbox.conversations.ends([put]).get(put)
    return end is None or end.id != record.id
