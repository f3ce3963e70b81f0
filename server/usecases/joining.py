"""What goes along with a mail into its conversation: who is new, what is absorbed, and the lists it came through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from server.domain.conversation import Conversation
from server.domain.mailclass import TRAITS
from server.domain.maillists import own_looking
from server.domain.messages import Message
from server.domain.reading import Letter
from server.domain.threads import is_aside
from server.domain.timeline import Moment
from server.store.commit import Check, Write
from server.store.listids import ListIds
from server.store.writing import absorbed_writes
from server.usecases.inbox import Inbox


def note_lists(inbox: Inbox, letter: Letter) -> None:
    """Offer for confirmation the id of a list that looks like a mailbox of ours (R1, trap 1)."""
    likely = own_looking(letter.mail.list_ids, inbox.directory.mailboxes.values())
    for list_id, mailbox in likely.items():
        conversations = inbox.conversations
        ListIds(conversations.store, conversations.keys).note(mailbox, list_id, inbox.clock())


def with_newcomer(message: Message, target: Conversation) -> Message:
    """Mark a mail of a person whose outside parties are all new (R5.9), and what we wrote to others (R8)."""
    if message.outbound:
        return replace(message, aside=is_aside(message, target))
    new = not set(message.outside) & set(target.participants)
    stranger = new and bool(target.participants) and TRAITS[message.kind].counts
    return replace(message, new_participant=True) if stranger else message


def versions(inbox: Inbox, others: Sequence[Conversation]) -> Iterator[Check]:
    """That these conversations are still as they were read."""
    for other in others:
        yield Check(inbox.conversations.keys.conversation(other.id), "version", str(other.version))


def absorbing(
    inbox: Inbox, target: Conversation, others: Sequence[Conversation], timelines: Sequence[Sequence[Moment]]
) -> Iterator[Write]:
    """The writes that make other conversations part of the target."""
    if not others:
        return
    keys, digests = inbox.conversations.keys, inbox.conversations.digests
    lines = inbox.messages.activity([c.id for c in others])
    for other, timeline, told in zip(others, timelines, lines, strict=True):
        yield from absorbed_writes(keys, digests, other, target, timeline, told)
