"""Opening a mail in Gmail: from the message on the screen to its conversation, or to why there is none.

A known message costs two round trips and no call to Gmail. An unknown one is read with the reader's own token,
and the rest of its thread with it, so that a colleague's reply is noticed without any access to the mailbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from server.domain import policy
from server.domain.arrival import Circumstances, arrived, creates
from server.domain.conversation import Conversation
from server.domain.errors import Forbidden, Invalid, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.mailheaders import Headers
from server.domain.messages import Message, Source
from server.domain.presenting import Picture, conversation_view, label
from server.domain.reading import Letter, Origin, read, scope_of
from server.domain.timeline import Moment, moment
from server.domain.views import (
    ConfidentialView,
    ConversationView,
    ElsewhereView,
    OutsideView,
    Warn,
    Warning,
)
from server.domain.vocabulary import Mode, Role, Via
from server.domain.workspace import Agent, Directory
from server.store.conversations import Reader, Stored, Wanted
from server.store.gmail import GmailIds, Mapped
from server.usecases.inbox import Inbox, here, opened
from server.usecases.ingest import Ingested, Rules, take_in

GMAIL_SHOWN_MS = 5 * 60_000
"""How long an opened card counts as looking at it (R11)."""
THREAD = 50
"""Messages of a Gmail thread that are looked at, the newest."""
COMMENTS = 10
SYSTEM = Actor("system", Via.GMAIL)

Opened = ConversationView | OutsideView | ConfidentialView | ElsewhereView


class GmailMail(Protocol):
    """One message of the reader's mailbox: headers, labels, the provider's time; never a body."""

    @property
    def headers(self) -> Headers:
        """All headers, top to bottom."""

    @property
    def label_ids(self) -> frozenset[str]:
        """Gmail's labels, SENT among them for what the reader sent."""

    @property
    def internal_date_ms(self) -> int | None:
        """When Gmail got it."""


class MailReader(Protocol):
    """Reads the open message with the reader's own tokens; both raise Unavailable saying what to do."""

    def message(self) -> GmailMail:
        """The open message."""

    def thread(self) -> Sequence[GmailMail]:
        """All messages of its thread, where the token allows it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The message on the reader's screen: its Gmail id, and the way to read it."""

    gmail_id: str
    reader: MailReader


def open_mail(inbox: Inbox, agent: Agent, shown: Shown, *, afresh: bool = False) -> Opened:
    """The view of the mail that an agent has opened; `afresh` reads Gmail again, as "Refresh" does."""
    known = None if afresh else _ids(inbox).find(agent.id, shown.gmail_id)
    if known is not None:
        return _show(inbox, agent, known)
    letter, thread = _read(inbox, agent, shown.reader)
    if letter is None:
        return outside(inbox, agent)
    create = creates(thread[-1].message, inbox.clock()) and _writes(inbox.directory, agent, letter)
    ingested = _take_in_thread(inbox, letter, thread, create=create)
    if ingested.conversation is None:
        return _virtual(inbox, agent, letter, thread)
    return _shown(inbox, agent, shown, letter, ingested.message, ingested.conversation)


def store_mail(inbox: Inbox, agent: Agent, shown: Shown) -> str:
    """The conversation of the open mail, created if need be: the first act on a mail that is only shown (C1)."""
    known = _ids(inbox).find(agent.id, shown.gmail_id)
    if known is not None:
        return known.conversation
    letter, thread = _read(inbox, agent, shown.reader)
    if letter is None:
        raise NotFound("This mail belongs to no shared mailbox of yours.")
    return _remembered(inbox, agent, shown, _take_in_thread(inbox, letter, thread, create=True))


def add_mail(inbox: Inbox, agent: Agent, shown: Shown, *, mailbox: str) -> Opened:
    """Put a mail of no mailbox into one where the agent works (G3), and open it."""
    member = dict((box.id, m) for box, m in inbox.directory.memberships(agent.id)).get(mailbox)
    if member is None:
        raise NotFound("There is no such mailbox.")
    if member.role not in (Role.MANAGER, Role.AGENT):
        raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=Role.AGENT)
    letter = _letter(inbox, agent, shown.reader.message())
    ingested = take_in(inbox, letter, Rules(SYSTEM, mailbox=mailbox))
    record = inbox.conversations.get_many([ingested.conversation or ""])[0]
    if record is None or not policy.sees(inbox.directory, agent.id, record):
        raise Invalid("This mail cannot be added to that mailbox.")
    _remembered(inbox, agent, shown, ingested)
    return open_mail(inbox, agent, shown)


def outside(inbox: Inbox, agent: Agent) -> OutsideView:
    """What is shown beside a mail of no mailbox; nothing of the mail is kept (A9)."""
    boxes = [label(box) for box, m in inbox.directory.memberships(agent.id) if m.role in (Role.MANAGER, Role.AGENT)]
    keys = inbox.conversations.keys
    mine = inbox.conversations.store.read([("ZCARD", keys.agent_index(agent.id, "open"))])[0]
    return OutsideView(tuple(boxes), mine, inbox.clock())


def _read(inbox: Inbox, agent: Agent, reader: MailReader) -> tuple[Letter | None, list[Letter]]:
    """The open mail if it concerns a mailbox of the agent, and its thread, oldest first, it included."""
    letter = _letter(inbox, agent, reader.message())
    if not _concerns(inbox.directory, agent, letter):
        return None, []
    try:
        thread = reader.thread()
    except Unavailable:
        thread = ()  # the token may cover this one message only; that is enough to go on
    others = [_letter(inbox, agent, mail) for mail in list(thread)[-THREAD:]]
    others = [o for o in others if o.message.key != letter.message.key and _concerns(inbox.directory, agent, o)]
    return letter, sorted([letter, *others], key=lambda one: one.message.at)


def _letter(inbox: Inbox, agent: Agent, mail: GmailMail) -> Letter:
    sent_by = agent.id if "SENT" in mail.label_ids else None
    origin = Origin(Source.GMAIL, inbox.clock(), mail.internal_date_ms, sent_by)
    return read(
        mail.headers,
        origin,
        directory=inbox.directory,
        receivers=inbox.receivers,
        key_of=inbox.conversations.digests.message,
    )


def _concerns(directory: Directory, agent: Agent, letter: Letter) -> bool:
    """Whether a mail is addressed to a mailbox of the agent, or a colleague's answer that may join one."""
    mine = {box.id for box, _ in directory.memberships(agent.id)}
    if not mine.isdisjoint(letter.mailboxes):
        return True
    return bool(letter.candidates) and not mine.isdisjoint(scope_of(letter, directory))


def _take_in_thread(inbox: Inbox, letter: Letter, thread: Sequence[Letter], *, create: bool) -> Ingested:
    """Take in a thread, oldest first, and say what became of the open mail."""
    rules = Rules(SYSTEM, create=create)
    found = {one.message.key: take_in(inbox, one, rules) for one in thread}
    return found[letter.message.key]


def _writes(directory: Directory, agent: Agent, letter: Letter) -> bool:
    """Light members read what is given to them; their opening begins nothing."""
    return any(
        box.id in letter.mailboxes and member.role is not Role.LIGHT
        for box, member in directory.memberships(agent.id)
    )


def _shown(
    inbox: Inbox, agent: Agent, shown: Shown, letter: Letter, message: Message, conversation: str
) -> Opened:
    record = inbox.conversations.get_many([conversation])[0]
    if record is None:
        return outside(inbox, agent)
    mapped = Mapped(conversation, message.key, inbox.conversations.digests.sender(record.customer))
    if policy.sees(inbox.directory, agent.id, record):
        _ids(inbox).remember(agent.id, shown.gmail_id, mapped)
    return _show(inbox, agent, mapped, letter.message)


def _remembered(inbox: Inbox, agent: Agent, shown: Shown, ingested: Ingested) -> str:
    record = inbox.conversations.get_many([ingested.conversation or ""])[0]
    if record is None or ingested.conversation is None:
        raise NotFound("This mail belongs to no shared mailbox of yours.")
    sender = inbox.conversations.digests.sender(record.customer)
    if policy.sees(inbox.directory, agent.id, record):
        _ids(inbox).remember(agent.id, shown.gmail_id, Mapped(record.id, ingested.message.key, sender))
    return record.id


def _show(inbox: Inbox, agent: Agent, mapped: Mapped, message: Message | None = None) -> Opened:
    boxes = tuple(box.id for box, m in inbox.directory.memberships(agent.id) if not policy.limited(m))
    wanted = Wanted(message=mapped.message, comments=COMMENTS, mailboxes=boxes, sender=mapped.sender)
    inbox, stored, record = _open(inbox, agent, mapped.conversation, wanted)
    if record is None:
        return _unseen(inbox, agent, stored, message)
    picture = Picture(
        at=stored.at,
        conversation=record,
        comments=stored.comments,
        comment_count=stored.comment_count,
        activity_count=stored.activity_count,
        presence=here(stored),
        message=stored.message,
        previous_count=len(stored.same_sender - {record.id}),
        other_copy=bool(stored.message and stored.message.id_conflict),
        warnings=_warnings(inbox, agent, record, stored),
    )
    return conversation_view(picture, directory=inbox.directory, agent=agent.id)


def _open(
    inbox: Inbox, agent: Agent, conversation: str, wanted: Wanted
) -> tuple[Inbox, Stored, Conversation | None]:
    noted = inbox.directory.workspace.presence != "off"
    reader = Reader(agent.id, "gmail", Mode.VIEWING, GMAIL_SHOWN_MS) if noted else None
    return opened(inbox, agent.id, conversation, wanted, reader)


def _unseen(inbox: Inbox, agent: Agent, stored: Stored, message: Message | None) -> Opened:
    """Who has the mail but not the conversation learns nothing of it but that there is one (A5, A3)."""
    mine = {box.id for box, _ in inbox.directory.memberships(agent.id)}
    addressed = message or stored.message
    record = stored.conversation
    if addressed is None or record is None or mine.isdisjoint(addressed.mailboxes):
        return outside(inbox, agent)
    if mine.isdisjoint(record.mailboxes):
        return ElsewhereView(stored.at)
    return ConfidentialView(stored.at)


def _virtual(inbox: Inbox, agent: Agent, letter: Letter, thread: Sequence[Letter]) -> Opened:
    """A mail that is shown without being stored (C1): what the conversation of its thread would be."""
    boxes = tuple(box for box in letter.mailboxes if box in inbox.directory.mailboxes)
    record = Conversation(id="", mailboxes=boxes)
    if not boxes or not policy.sees(inbox.directory, agent.id, record):
        return outside(inbox, agent)
    moments: tuple[Moment, ...] = ()
    for one in thread:
        moments = (*moments, moment(one.message))
        record = arrived(record, one.message, moments, _circumstances(inbox, record, one.message)).after
    picture = Picture(at=inbox.clock(), conversation=record, message=letter.message)
    return conversation_view(picture, directory=inbox.directory, agent=agent.id)


def _circumstances(inbox: Inbox, record: Conversation, message: Message) -> Circumstances:
    sender = f"agent:{message.agent}"
    return Circumstances(
        mailbox=inbox.directory.mailboxes[record.mailboxes[0]],
        actor=SYSTEM,
        at=inbox.clock(),
        sender_works=policy.may_be_assigned(inbox.directory, sender, record),
    )


def _warnings(inbox: Inbox, agent: Agent, record: Conversation, stored: Stored) -> tuple[Warning, ...]:
    """Warnings about other conversations and mailboxes; only what the reader sees is named (A5)."""
    found = [*_linked(inbox, agent, record)]
    message = stored.message
    for box in message.mailboxes if message else ():
        other = inbox.directory.mailboxes.get(box)
        if other is not None and box not in record.mailboxes:
            found.append(Warning(Warn.OTHER_MAILBOX, {"mailbox": other.addresses[0] if other.addresses else other.name}))
    return tuple(found)


def _linked(inbox: Inbox, agent: Agent, record: Conversation) -> list[Warning]:
    named = [(other, Warn.THREAD_CONFLICT) for other in record.conflicts_with[-3:]]
    if record.continues:
        named.append((record.continues, Warn.CONTINUES))
    if not named:
        return []
    others = inbox.conversations.get_many([other for other, _ in named])
    return [
        Warning(kind, {"subject": other.subject})
        for (_, kind), other in zip(named, others, strict=True)
        if other is not None and other.merged_into is None and policy.sees(inbox.directory, agent.id, other)
    ]


def _ids(inbox: Inbox) -> GmailIds:
    conversations = inbox.conversations
    return GmailIds(conversations.store, conversations.keys, conversations.digests)
