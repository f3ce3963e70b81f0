"""What is left of a closed conversation once its mailboxes need not keep it any longer (R16, DECISIONS A3, C8).

First what people wrote and who they were goes; what happened when, and who of us did it, stays. Later that goes
too, and figures are left. Keys of messages are digests and stay, so that a copy which turns up later is known for
one. What is deleted by hand goes at once, and leaves a record that nobody sees.
"""

from __future__ import annotations

from dataclasses import replace

from server.domain.addresses import NOBODY
from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation, event
from server.domain.events import Actor, Event
from server.domain.indexes import is_reduced
from server.domain.messages import Message
from server.domain.vocabulary import Status
from server.domain.workspace import Directory, Mailbox

DAY = 86_400_000


def due_at(directory: Directory, conversation: Conversation) -> int | None:
    """When the conversation is to be purged (ms UTC): the longest of its mailboxes counts; None for never.

    A legal hold is not looked at: it is asked for when the moment has come.
    """
    if not _is_over(conversation) or conversation.closed_at is None or conversation.purged_at is not None:
        return None
    boxes = (directory.mailboxes.get(box) for box in conversation.mailboxes)
    days = [days_of(directory, box) if box else None for box in boxes]
    known = [number for number in days if number is not None]
    if not known or len(known) < len(days):
        return None
    return conversation.closed_at + max(known) * DAY


def reduced_due_at(directory: Directory, conversation: Conversation) -> int | None:
    """When a purged conversation is to be reduced to its figures (ms UTC); None for never."""
    days = directory.workspace.counters_days
    if not _is_over(conversation) or conversation.purged_at is None or days is None:
        return None
    return None if is_reduced(conversation) else conversation.purged_at + days * DAY


def days_of(directory: Directory, box: Mailbox) -> int | None:
    """How many days a mailbox keeps what is closed: its own number, else the workspace's; None for ever."""
    return directory.workspace.retention_days if box.retention_days is None else box.retention_days


def parties(conversation: Conversation) -> tuple[str, ...]:
    """The addresses that a conversation is about."""
    return tuple(dict.fromkeys(filter(None, (conversation.customer, *conversation.participants))))


def purge(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Take subject, customer and every address off the record; a later mail gives it a new head."""
    return Change(replace(emptied(conversation), purged_at=at), (event("retention_purged", actor, at),))


def reduce(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Leave the figures alone: times, counts, mailboxes and status."""
    kept = {name: getattr(conversation, name) for name in _FIGURES}
    after = Conversation(**kept, reduced_at=at, touched=True)
    return Change(after, (event("retention_reduced", actor, at),))


def delete(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Take everything away; the record stays, seen by nobody, so that its mail is known and not taken in anew."""
    kept = {name: getattr(conversation, name) for name in ("id", "version", "mailboxes", "message_count")}
    after = Conversation(**kept, created_at=conversation.created_at, deleted_at=at, touched=True)
    return Change(after, (event("conversation_deleted", actor, at),))


def emptied(conversation: Conversation) -> Conversation:
    """A record without subject, names, addresses and Message-ID."""
    return replace(
        conversation,
        subject="",
        customer="",
        customer_name="",
        participants=(),
        last_message_id=None,
        fields={},
        review=None,
    )


_FIGURES = (
    *("id", "version", "mailboxes", "status", "channel", "created_at", "first_inbound_at", "last_inbound_at"),
    *("last_outbound_at", "last_message_at", "first_response_at", "resolved_at", "settled_at", "closed_at"),
    *("cycle", "message_count", "purged_at", "erased_at"),
)


def _is_over(conversation: Conversation) -> bool:
    gone = conversation.merged_into is not None or conversation.deleted_at is not None
    return conversation.status is Status.CLOSED and not gone


def emptied_comment(comment: Comment, at: int) -> Comment:
    """The place of a comment: author and time stay, the text goes."""
    deleted = comment.deleted_at if comment.deleted_at is not None else at
    return replace(comment, text="", mentions=(), anchor=None, deleted_at=deleted)


def emptied_message(message: Message) -> Message:
    """A message by its key, time and kind alone; without an id nothing may be written into it again."""
    return replace(
        message,
        id="",
        sender=NOBODY,
        author=NOBODY,
        subject="",
        to=(),
        cc=(),
        outside=(),
        in_reply_to=(),
        references=(),
        subject_digest="",
    )


def emptied_event(told: Event) -> Event:
    """What happened, without the name or address of whoever wrote a mail, and without what a field says."""
    gone = ("sender", "to", "before") if told.type == "field_changed" else ("sender",)
    return replace(told, data={name: value for name, value in told.data.items() if name not in gone})


def told_to_all(told: Event) -> Event:
    """What the stream of changes tells of an event: ids and words of ours, no text of anybody (D7)."""
    left = emptied_event(told)
    gone = ("tag", "name") if told.type in _TEXTS else ()
    return replace(left, data={name: value for name, value in left.data.items() if name not in gone})


_TEXTS = frozenset({"tag_added", "tag_removed", "field_changed"})
