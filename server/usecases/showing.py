"""What an agent is shown beside an opened mail: its conversation, or why there is none to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.domain import policy
from server.domain.arrival import arrived
from server.domain.conversation import Conversation
from server.domain.errors import NotFound
from server.domain.listviews import ConfidentialView, ElsewhereView, OutsideView
from server.domain.messages import Message
from server.domain.presenting import Picture, conversation_view
from server.domain.reading import Letter
from server.domain.rows import label
from server.domain.timeline import Moment, moment
from server.domain.views import ConversationView
from server.domain.vocabulary import Mode, Role
from server.domain.workspace import Agent
from server.store.conversations import NONE, Stored, Wanted
from server.store.gmail import Mapped
from server.store.looks import Look
from server.usecases.inbox import Inbox, opened, read
from server.usecases.picturing import picture, whole_boxes
from server.usecases.placing import Rules, circumstances

GMAIL_SHOWN_MS = 5 * 60_000
"""How long an opened card counts as looking at it (R11)."""
SEEN_IN_GMAIL = f"gmail|{Mode.VIEWING}"
COMMENTS = 10
WHOLE = 50
"""Comments that a client with room of its own is given, the newest."""

Opened = ConversationView | OutsideView | ConfidentialView | ElsewhereView


def show(
    inbox: Inbox,
    agent: Agent,
    mapped: Mapped,
    message: Message | None = None,
    *,
    noted: bool = True,
    comments: int = COMMENTS,
    first: Stored | None = None,
) -> Opened:
    """The view of a stored mail's conversation; `message` are its facts where they were just read.

    `noted` says that opening it counts as looking at it, in Gmail; other clients tell of presence themselves.
    `first` is the conversation where it was read just now, with all that is wanted.
    """
    wanted = _wanted(inbox, agent, mapped, comments)
    inbox, stored, record = opened(inbox, agent.id, mapped.conversation, wanted, first=first)
    put = stored.message_conversation
    if put is not None and (record is None or put != record.id):
        end = inbox.conversations.ends([put]).get(put)
        if end is not None and end.id not in (mapped.conversation, record.id if record else None):
            elsewhere = replace(mapped, conversation=end.id)
            return show(inbox, agent, elsewhere, message, noted=noted, comments=comments)
    if record is None:
        return _unseen(inbox, agent, stored, message)
    if whole_boxes(inbox.directory, agent.id) != wanted.mailboxes:  # a right came or went (A8): count anew
        return show(inbox, agent, mapped, message, noted=noted, comments=comments)
    if noted:
        _look(inbox, agent, stored, record)
    shown = picture(inbox.conversations, inbox.directory, agent.id, record, stored)
    return conversation_view(shown, directory=inbox.directory, agent=agent.id)


def show_known(inbox: Inbox, agent: Agent, gmail_id: str) -> Opened | Inbox:
    """The view of a mail by its Gmail id, in one round trip; for one that is not remembered, the inbox as it is now."""
    key = inbox.gmail.key(agent.id, gmail_id)
    found = inbox.conversations.find(key, _wanted(inbox, agent, Mapped("", NONE, NONE), COMMENTS))
    if isinstance(found, int):
        return inbox.current(found)
    return show(inbox, agent, inbox.gmail.keep(key, found[0]), first=found[1])


def look(inbox: Inbox, agent: Agent, *, conversation: str) -> ConversationView:
    """The whole view of a conversation by its id, in the light of its newest mail; NotFound if not visible."""
    inbox, _, record = read(inbox, agent.id, conversation, Wanted(comments=0))
    digests = inbox.conversations.digests
    newest = digests.message(record.last_message_id) if record.last_message_id else NONE
    mapped = Mapped(record.id, newest, digests.sender(record.customer))
    found = show(inbox, agent, mapped, noted=False, comments=WHOLE)
    if not isinstance(found, ConversationView):
        raise NotFound("This conversation does not exist.")
    return found


def _wanted(inbox: Inbox, agent: Agent, mapped: Mapped, comments: int) -> Wanted:
    return Wanted(
        message=mapped.message,
        comments=comments,
        mailboxes=whole_boxes(inbox.directory, agent.id),
        sender=mapped.sender,
    )


def _look(inbox: Inbox, agent: Agent, stored: Stored, record: Conversation) -> None:
    """Note that the agent has it before them (R11), for no time where nobody is noted (D6)."""
    lasts = GMAIL_SHOWN_MS if inbox.directory.workspace.presence != "off" else 0
    look = Look(agent.id, record.id, record.version, stored.activity_count, SEEN_IN_GMAIL, lasts)
    inbox.looks.note(inbox.conversations.store, inbox.workspace, look)


def _unseen(inbox: Inbox, agent: Agent, stored: Stored, message: Message | None) -> Opened:
    """Who has the mail but not the conversation learns nothing of it but that there is one (A5, A3)."""
    mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}
    addressed = message or stored.message
    record = stored.conversation
    gone = record is None or record.deleted_at is not None
    if addressed is None or record is None or gone or mine.isdisjoint(addressed.mailboxes):
        return outside(inbox, agent)
    if mine.isdisjoint(record.mailboxes):
        return ElsewhereView(stored.at)
    return ConfidentialView(stored.at)


def show_virtual(
    inbox: Inbox, agent: Agent, letter: Letter, thread: Sequence[Letter], rules: Rules
) -> Opened:
    """A mail that is shown without being stored (C1): what the conversation of its thread would be.

    Who sees only what is given to them is told of a mail to their mailbox what they would be told of any (G3).
    """
    boxes = tuple(box for box in letter.mailboxes if box in inbox.directory.mailboxes)
    record = Conversation(id="", mailboxes=boxes)
    if not policy.sees(inbox.directory, agent.id, record):
        mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}
        return outside(inbox, agent) if mine.isdisjoint(boxes) else ConfidentialView(inbox.clock())
    moments: tuple[Moment, ...] = ()
    for one in thread:
        moments = (*moments, moment(one.message))
        record = arrived(record, one.message, moments, circumstances(inbox, rules, record, one.message)).after
    shown = Picture(at=inbox.clock(), conversation=record, message=letter.message)
    return conversation_view(shown, directory=inbox.directory, agent=agent.id)


def outside(inbox: Inbox, agent: Agent) -> OutsideView:
    """What is shown beside a mail of no mailbox; nothing of the mail is kept (A9)."""
    boxes = [
        label(box) for box, m in inbox.directory.memberships(agent.id) if m.role in (Role.MANAGER, Role.AGENT)
    ]
    keys = inbox.conversations.keys
    mine = inbox.conversations.store.read([("ZCARD", keys.agent_index(agent.id, "open"))])[0]
    return OutsideView(tuple(boxes), mine, inbox.clock())
