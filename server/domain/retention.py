"""What is left of a closed conversation once its mailboxes need not keep it any longer (R16, DECISIONS A3, C8).

What people wrote and who they were goes; what happened when, and who of us did it, stays. Keys of messages are
digests and stay as well, so that a copy which turns up later is known for one.
"""

from __future__ import annotations

from dataclasses import replace

from server.domain.addresses import NOBODY
from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation, event
from server.domain.events import Actor, Event
from server.domain.messages import Message
from server.domain.vocabulary import Status
from server.domain.workspace import Directory

DAY = 86_400_000


def due_at(directory: Directory, conversation: Conversation) -> int | None:
    """When the conversation is to be purged (ms UTC): the longest of its mailboxes counts; None for never."""
    if conversation.status is not Status.CLOSED or conversation.closed_at is None:
        return None
    if conversation.purged_at is not None or conversation.merged_into is not None:
        return None
    boxes = (directory.mailboxes.get(box) for box in conversation.mailboxes)
    days = [box.retention_days if box else None for box in boxes]
    known = [number for number in days if number is not None]
    if not known or len(known) < len(days):
        return None
    return conversation.closed_at + max(known) * DAY


def purge(conversation: Conversation, *, actor: Actor, at: int) -> Change:
    """Take subject, customer and every address off the record; a later mail gives it a new head."""
    return Change(replace(emptied(conversation), purged_at=at), (event("retention_purged", actor, at),))


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
    )


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
    )


def emptied_event(told: Event) -> Event:
    """What happened, without the name or address of whoever wrote a mail, and without what a field says."""
    gone = ("sender", "to", "before") if told.type == "field_changed" else ("sender",)
    return replace(told, data={name: value for name, value in told.data.items() if name not in gone})
