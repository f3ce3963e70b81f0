"""Everything that a view of a stored conversation is made of, the same for every way to come to it."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.presenting import Here, Picture
from server.domain.views import Warn, WarningView
from server.domain.workspace import Directory
from server.store.conversations import NONE, Conversations, Stored, Wanted


def picture(
    conversations: Conversations, directory: Directory, agent: str, record: Conversation, stored: Stored
) -> Picture:
    """The picture of a conversation that the agent sees; one more round trip where it is linked to others."""
    return Picture(
        at=stored.at,
        conversation=record,
        comments=stored.comments,
        comment_count=stored.comment_count,
        activity_count=stored.activity_count,
        presence=here(stored),
        message=stored.message,
        previous_count=len(stored.same_sender - {record.id}),
        other_copy=bool(stored.message and stored.message.id_conflict),
        warnings=(
            *_linked(conversations, directory, agent, record),
            *_elsewhere(directory, record, stored),
        ),
    )


def read_whole(
    conversations: Conversations, directory: Directory, agent: str, record: Conversation
) -> Stored:
    """A conversation with all that its picture shows, in the light of its newest mail; one round trip."""
    digests = conversations.digests
    wanted = Wanted(
        message=digests.message(record.last_message_id) if record.last_message_id else NONE,
        mailboxes=whole_boxes(directory, agent),
        sender=digests.sender(record.customer),
    )
    return conversations.read(record.id, wanted)


def whole_boxes(directory: Directory, agent: str) -> tuple[str, ...]:
    """The mailboxes of which an agent sees everything."""
    return tuple(box.id for box, member in directory.memberships(agent) if not policy.limited(member))


def here(stored: Stored) -> tuple[Here, ...]:
    """Presence as the domain knows it."""
    return tuple(Here(e.agent, e.client, e.mode, e.since) for e in stored.presence)


def _elsewhere(directory: Directory, record: Conversation, stored: Stored) -> Iterator[WarningView]:
    for box in stored.message.mailboxes if stored.message else ():
        other = directory.mailboxes.get(box)
        if other is not None and box not in record.mailboxes:
            called = other.addresses[0] if other.addresses else other.name
            yield WarningView(Warn.OTHER_MAILBOX, {"mailbox": called})


def _linked(
    conversations: Conversations, directory: Directory, agent: str, record: Conversation
) -> Iterator[WarningView]:
    """Warnings about other conversations; only those that the reader sees are named (A5)."""
    named = [(other, Warn.THREAD_CONFLICT) for other in record.conflicts_with[-3:]]
    if record.continues:
        named.append((record.continues, Warn.CONTINUES))
    others = conversations.get_many([other for other, _ in named])
    for (_, kind), other in zip(named, others, strict=True):
        if other is not None and other.merged_into is None and policy.sees(directory, agent, other):
            yield WarningView(kind, {"subject": other.subject})
