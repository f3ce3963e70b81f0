"""Everything that a view of a stored conversation is made of, the same for every way to come to it."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.linking import links_of
from server.domain.linkviews import LinkView
from server.domain.moving import may_go
from server.domain.presenting import Here, Picture
from server.domain.views import Warn, WarningView
from server.domain.vocabulary import Act
from server.domain.workspace import Directory
from server.store.conversations import NONE, Conversations, Stored, Wanted

CONFLICTS = 3
"""Conversations named in warnings."""
LINKS = 10
"""Links shown of one conversation: the newest, and where it continues another one."""


def picture(
    conversations: Conversations, directory: Directory, agent: str, record: Conversation, stored: Stored
) -> Picture:
    """The picture of a conversation that the agent sees; one more round trip where it is linked to others."""
    others = _others(conversations, directory, agent, record)
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
            *_linked(directory, agent, record, others),
            *_elsewhere(directory, agent, record, stored),
            *_blocked(directory, agent, record),
        ),
        links=tuple(_links(directory, record, others)),
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


def is_blocked(directory: Directory, record: Conversation) -> bool:
    """Whether new mail of its customer begins as spam in its home mailbox."""
    home = directory.mailboxes.get(record.mailboxes[0]) if record.mailboxes else None
    return home is not None and record.customer in home.blocked


def here(stored: Stored) -> tuple[Here, ...]:
    """Presence as the domain knows it."""
    return tuple(Here(e.agent, e.client, e.mode, e.since) for e in stored.presence)


def _elsewhere(
    directory: Directory, agent: str, record: Conversation, stored: Stored
) -> Iterator[WarningView]:
    for box in stored.message.mailboxes if stored.message else ():
        other = directory.mailboxes.get(box)
        if other is not None and box not in record.mailboxes:
            called = other.addresses[0] if other.addresses else other.name
            tidies = policy.may(directory, agent, Act.TIDY, record)
            may = tidies and may_go(directory, agent, record, box)
            yield WarningView(Warn.OTHER_MAILBOX, {"mailbox": called} | ({"other": box} if may else {}))


def _others(
    conversations: Conversations, directory: Directory, agent: str, record: Conversation
) -> dict[str, Conversation]:
    """The conversations that this one has to do with, as they now stand; only those that the reader sees (A5)."""
    links = [other for _, other in links_of(record)]
    names = [*record.conflicts_with[-CONFLICTS:], *links[:1], *links[-LINKS:]]
    ends = conversations.ends(names) if names else {}
    return {name: one for name, one in ends.items() if policy.sees(directory, agent, one)}


def _linked(
    directory: Directory, agent: str, record: Conversation, others: dict[str, Conversation]
) -> Iterator[WarningView]:
    for name in record.conflicts_with[-CONFLICTS:]:
        other = others.get(name)
        if other is not None and other.id == name:
            may = all(policy.may(directory, agent, Act.TIDY, one) for one in (record, other))
            yield WarningView(
                Warn.THREAD_CONFLICT, {"subject": other.subject} | ({"other": name} if may else {})
            )
    if record.continues and record.continues in others:
        yield WarningView(Warn.CONTINUES, {"subject": others[record.continues].subject})


def _links(directory: Directory, record: Conversation, others: dict[str, Conversation]) -> Iterator[LinkView]:
    for kind, name in links_of(record):
        other = others.get(name)
        if other is not None and other.id != record.id:
            yield LinkView(
                kind=kind,
                id=name,
                subject=other.subject,
                standing=other.standing,
                snoozed_until=other.snoozed_until,
                assignee=directory.name_of(other.assignee) if other.assignee else "",
                message_id=other.last_message_id,
            )


def _blocked(directory: Directory, agent: str, record: Conversation) -> Iterator[WarningView]:
    if is_blocked(directory, record) and policy.may(directory, agent, Act.BLOCK, record):
        yield WarningView(Warn.SENDER_BLOCKED, {"sender": record.customer})
