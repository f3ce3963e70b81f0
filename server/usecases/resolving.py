"""From a mail on the screen of a client to its conversation, by what that client says of it (DECISIONS A6).

A client's word may begin a conversation, or add a mail to one, in mailboxes where its agent works; it changes
nothing that is stored, and proves no reply. A mail of no mailbox leaves nothing behind (A9).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from server.domain import policy
from server.domain.arrival import creates
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.ids import canonical
from server.domain.listviews import ConfidentialView, ElsewhereView
from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Letter, Origin, read
from server.domain.views import ConversationView
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Directory
from server.providers.mailstream import fields
from server.store.gmail import Mapped
from server.store.intents import Intents
from server.usecases.inbox import Inbox
from server.usecases.ingest import Ingested, Result, record_of, take_in, would_place
from server.usecases.placing import Rules
from server.usecases.showing import WHOLE, Opened, outside, show, show_virtual

HINTS = 20
"""How often within `HINTS_WINDOW` (ms) a client is told that somebody else's conversation has a mail."""
HINTS_WINDOW = 3_600_000
_WORKING = (Role.MANAGER, Role.AGENT)


log = logging.getLogger("randnotiz.hints")


@dataclass(frozen=True, slots=True)
class Party:
    """An address with its name, as a client shows them."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A mail as a client knows it; `headers` is the raw text of all its headers, where the client has them.

    `created_at` is the provider's time in ms UTC, `exchange` Exchange's conversation id.
    """

    message_id: str
    headers: str = ""
    sender: Party | None = None
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    subject: str = ""
    created_at: int | None = None
    exchange: str = ""


def resolve(inbox: Inbox, agent: Agent, mail: Reported, *, create: bool = False) -> Opened:
    """The view of a reported mail; `create` stores one that would only be shown, for the first act (C1)."""
    if not (canonical(mail.message_id) or mail.headers):
        return outside(inbox, agent)  # nothing by which it could be found again
    inbox, known = _known(inbox, mail)
    if known is not None:
        return _shown(inbox, agent, mail, known)
    letter = _letter(inbox, agent, mail)
    # What one of us wrote to outside answers a conversation or none; only mail to us begins one.
    begins = bool(letter.message.mailboxes) and (create or creates(letter.message, inbox.clock()))
    ingested = take_in(inbox, letter, Rules(_actor(agent), create=begins))
    if ingested.conversation is None:
        return _unstored(inbox, agent, mail)
    return _shown(inbox, agent, mail, ingested)


def add_reported(inbox: Inbox, agent: Agent, mail: Reported, *, mailbox: str) -> Opened:
    """Put a mail of no mailbox into one where the agent works (G3), and show it."""
    inbox = inbox.fresh()
    policy.require_work_in(inbox.directory, agent.id, mailbox)
    if not (canonical(mail.message_id) or mail.headers):
        raise Invalid("This mail cannot be added to that mailbox.")
    ingested = take_in(inbox, _letter(inbox, agent, mail), Rules(_actor(agent), mailbox=mailbox))
    opened = _shown(inbox, agent, mail, ingested)
    if not isinstance(opened, ConversationView):
        raise Invalid("This mail cannot be added to that mailbox.")
    return opened


def _known(inbox: Inbox, mail: Reported) -> tuple[Inbox, Ingested | None]:
    """Where the mail is already, without a look at what else the client says of it; and the inbox as it is now."""
    message_id = canonical(mail.message_id)
    if message_id is None:
        return inbox.fresh(), None
    lookup = inbox.messages.lookup(inbox.conversations.digests.message(message_id), [])
    inbox = inbox.current(lookup.directory_version)
    if lookup.known is None:
        return inbox, None
    return inbox, Ingested(Result.KNOWN, lookup.known.message, lookup.known.conversation)


def _shown(inbox: Inbox, agent: Agent, mail: Reported, ingested: Ingested) -> Opened:
    record = record_of(inbox, ingested)
    if record is None:
        return outside(inbox, agent)
    conversations = inbox.conversations
    sender = conversations.digests.sender(record.customer)
    opened = show(inbox, agent, Mapped(record.id, ingested.message.key, sender), noted=False, comments=WHOLE)
    if isinstance(opened, ConversationView) and opened.id and mail.exchange:
        intents = Intents(conversations.store, conversations.keys, conversations.digests)
        intents.remember_exchange(mail.exchange, opened.id)
    return _hinted(inbox, agent, opened)


def _hinted(inbox: Inbox, agent: Agent, opened: Opened) -> Opened:
    """What is shown, as long as it does not hint at something hidden too often for one agent (A5)."""
    hints = isinstance(opened, ConfidentialView | ElsewhereView)
    return outside(inbox, agent) if hints and not _may_hint(inbox, agent) else opened


def _unstored(inbox: Inbox, agent: Agent, mail: Reported) -> Opened:
    """A mail that may not be stored: in the light of the conversation it answers, else by itself."""
    letter, rules = _addressed(inbox, mail), Rules(_actor(agent))
    _, placement = would_place(inbox, letter, rules)
    target = placement.target
    if target is None:
        return _hinted(inbox, agent, show_virtual(inbox, agent, letter, [letter], rules))
    return _shown(inbox, agent, mail, Ingested(Result.NOT_STORED, letter.message, target.id))


def _may_hint(inbox: Inbox, agent: Agent) -> bool:
    """Whether the agent may learn once more that a mail they only name is known (A5): rarely, and on record."""
    store, key = inbox.conversations.store, inbox.conversations.keys.request(agent.id, "hints")
    given = int(store.write("INCR", key))
    if given == 1:
        store.write("PEXPIRE", key, HINTS_WINDOW)
    log.info("hint", extra={"reason": f"agent {agent.id}, number {given} within the hour"})
    return given <= HINTS


def _letter(inbox: Inbox, agent: Agent, mail: Reported) -> Letter:
    """The mail within the mailboxes where its reporter works; nothing in it proves who sent it (A7)."""
    letter = _addressed(inbox, mail)
    working = _working(inbox.directory, agent)
    boxes = tuple(box for box in letter.mailboxes if box in working)
    message = replace(letter.message, mailboxes=boxes)
    if not message.confirmed and not boxes:
        boxes = working  # a colleague's answer to outside: it may join where the reporter works
    return replace(letter, mailboxes=boxes, message=message)


def _addressed(inbox: Inbox, mail: Reported) -> Letter:
    """The mail as its headers address it, whoever reports it; a client's word on who checked it counts nothing."""
    return read(
        _headers(mail),
        Origin(Source.CLIENT, inbox.clock(), mail.created_at),
        directory=inbox.directory,
        receivers=frozenset(),
        key_of=inbox.conversations.digests.message,
    )


def _headers(mail: Reported) -> Headers:
    """The raw headers where the client has them, else those that its fields make."""
    found = fields(mail.headers.encode("utf-8", "surrogatepass").splitlines()) if mail.headers else None
    if found is None:
        return _of_fields(mail)
    own = next((canonical(value) for name, value in found if name.lower() == "message-id"), None)
    named = canonical(mail.message_id)
    if own is None:
        return [("Message-ID", f"<{named}>"), *found] if named else found
    if named is not None and own != named:
        raise Invalid("These headers belong to another mail.")
    return found


def _of_fields(mail: Reported) -> Headers:
    made = [("Message-ID", f"<{canonical(mail.message_id) or ''}>"), ("Subject", mail.subject)]
    if mail.sender is not None:
        made.append(("From", _mailbox(mail.sender)))
    made += [("To", _mailbox(one)) for one in mail.to]
    return [*made, *(("Cc", _mailbox(one)) for one in mail.cc)]


def _mailbox(party: Party) -> str:
    name = party.name.replace("\\", "").replace('"', "")
    return f'"{name}" <{party.address}>' if name else f"<{party.address}>"


def _working(directory: Directory, agent: Agent) -> tuple[str, ...]:
    return tuple(box.id for box, member in directory.memberships(agent.id) if member.role in _WORKING)


def _actor(agent: Agent) -> Actor:
    return Actor("agent", Via.OUTLOOK, agent.id)
