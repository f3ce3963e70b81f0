"""Opening a mail in Gmail: from the message on the screen to its conversation, or to why there is none.

A known message costs one round trip and no call to Gmail. An unknown one is read with the reader's own token,
and the rest of its thread with it, so that a colleague's reply is noticed without any access to the mailbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from server.domain import policy
from server.domain.arrival import creates
from server.domain.errors import Invalid, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Letter, Origin, read, scope_of
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Directory
from server.store.gmail import Mapped, thread_name
from server.usecases.inbox import Inbox
from server.usecases.ingest import Ingested, record_of, settled, take_in
from server.usecases.placing import Rules
from server.usecases.showing import Opened, outside, show, show_known, show_virtual

THREAD = 50
"""Messages of a Gmail thread that are looked at, the newest."""
SYSTEM = Actor("system", Via.GMAIL)


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
    """The message on the reader's screen: its Gmail id, the way to read it, and the id of its thread."""

    gmail_id: str
    reader: MailReader
    thread_id: str = ""


def open_mail(inbox: Inbox, agent: Agent, shown: Shown, *, afresh: bool = False) -> Opened:
    """The view of the mail that an agent has opened; `afresh` reads Gmail again, as "Refresh" does."""
    found = inbox.fresh() if afresh else show_known(inbox, agent, shown.gmail_id)
    if not isinstance(found, Inbox):
        return found
    inbox = found
    letter, thread = _read(inbox, agent, shown.reader)
    if letter is None:
        return outside(inbox, agent)
    create = creates(thread[-1].message, inbox.clock()) and _writes(inbox.directory, agent, letter)
    ingested = _take_in_thread(inbox, letter, thread, create=create)
    if ingested.conversation is None:
        return show_virtual(inbox, agent, letter, thread, Rules(SYSTEM))
    return _shown(inbox, agent, shown, letter, ingested)


def store_mail(inbox: Inbox, agent: Agent, shown: Shown) -> str:
    """The conversation of the open mail, created if need be: the first act on a mail that is only shown (C1)."""
    known = inbox.gmail.find(agent.id, shown.gmail_id)
    if known is not None:
        return known.conversation
    inbox = inbox.fresh()
    letter, thread = _read(inbox, agent, shown.reader)
    if letter is None:
        raise NotFound("This mail belongs to no shared mailbox of yours.")
    create = _writes(inbox.directory, agent, letter)
    return _remembered(inbox, agent, shown, _take_in_thread(inbox, letter, thread, create=create))


def add_mail(inbox: Inbox, agent: Agent, shown: Shown, *, mailbox: str) -> Opened:
    """Put a mail of no mailbox into one where the agent works (G3), and open it."""
    inbox = inbox.fresh()
    policy.require_work_in(inbox.directory, agent.id, mailbox)
    letter = _letter(inbox, agent, shown.reader.message())
    ingested = take_in(inbox, letter, Rules(SYSTEM, mailbox=mailbox))
    record = record_of(inbox, ingested)
    if record is None or not policy.sees(inbox.directory, agent.id, record):
        raise Invalid("This mail cannot be added to that mailbox.")
    _remembered(inbox, agent, shown, ingested)
    return open_mail(inbox, agent, shown)


def _read(inbox: Inbox, agent: Agent, reader: MailReader) -> tuple[Letter | None, list[Letter]]:
    """The open mail if it concerns a mailbox of the agent, and its thread, oldest first, it included."""
    opened = reader.message()
    letter = _letter(inbox, agent, opened)
    if not _concerns(inbox.directory, agent, letter):
        return None, []
    try:
        thread = reader.thread()
    except Unavailable:
        thread = ()  # the token may cover this one message only; that is enough to go on
    # Reading a mail is dear, and the open one is in its thread again.
    rest = [mail for mail in list(thread)[-THREAD:] if mail.headers != opened.headers]
    others = [_letter(inbox, agent, mail) for mail in rest]
    others = [
        o for o in others if o.message.key != letter.message.key and _concerns(inbox.directory, agent, o)
    ]
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
    """Take in a thread, oldest first, and say what became of the open mail; what is known costs one look at all."""
    rules = Rules(SYSTEM, create=create)
    if len(thread) == 1:
        return take_in(inbox, letter, rules)
    known = inbox.messages.known([one.message.key for one in thread])
    found = {
        one.message.key: settled(one, known.get(one.message.key)) or take_in(inbox, one, rules)
        for one in thread
    }
    # What came after it in the thread may have changed the conversation again.
    return replace(found[letter.message.key], record=None)


def _writes(directory: Directory, agent: Agent, letter: Letter) -> bool:
    """Light members read what is given to them; they begin nothing."""
    return any(
        box.id in letter.mailboxes and member.role is not Role.LIGHT
        for box, member in directory.memberships(agent.id)
    )


def _shown(inbox: Inbox, agent: Agent, shown: Shown, letter: Letter, ingested: Ingested) -> Opened:
    record = record_of(inbox, ingested)
    if record is None:
        return outside(inbox, agent)
    mapped = Mapped(record.id, ingested.message.key, inbox.conversations.digests.sender(record.customer))
    if policy.sees(inbox.directory, agent.id, record):
        _remember(inbox, agent, shown, mapped)
    return show(inbox, agent, mapped, letter.message)


def _remembered(inbox: Inbox, agent: Agent, shown: Shown, ingested: Ingested) -> str:
    record = record_of(inbox, ingested)
    if record is None:
        raise NotFound("This mail belongs to no shared mailbox of yours.")
    sender = inbox.conversations.digests.sender(record.customer)
    if policy.sees(inbox.directory, agent.id, record):
        _remember(inbox, agent, shown, Mapped(record.id, ingested.message.key, sender))
    return record.id


def _remember(inbox: Inbox, agent: Agent, shown: Shown, mapped: Mapped) -> None:
    """Remember the mail, and its thread for the drafts that will answer it."""
    names = filter(None, (shown.gmail_id, thread_name(shown.thread_id)))
    inbox.gmail.remember(agent.id, names, mapped)
