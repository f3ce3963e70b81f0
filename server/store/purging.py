"""Everything that is said of a conversation beside its record, read to be purged, and what replaces it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.drafts import Draft
from server.domain.events import Event
from server.domain.messages import Message
from server.domain.retention import emptied, emptied_comment, emptied_event, emptied_message
from server.store.codec import decode, decode_event, encode, encode_event
from server.store.commentindex import comment_writes
from server.store.commit import Check, Write
from server.store.conversations import Conversations
from server.store.writing import moment_of

_LINES = 1_000
_NAMED = {"merged": "source", "split": "other"}
"""Events that name a conversation which may be part of this one: a split may have been taken back."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Comments, messages, activity and draft of a conversation, and the records of those that became part of it."""

    comments: tuple[Comment, ...]
    messages: tuple[Message, ...]
    activity: tuple[Event, ...]
    absorbed: tuple[Conversation, ...]
    draft: Draft | None = None


def read_contents(of: Conversations, conversation: str) -> Contents:
    """All of it, in three round trips."""
    keys = of.keys
    comments, lines, members, draft = of.store.read(
        [
            ("HVALS", keys.comments(conversation)),
            ("LRANGE", keys.activity(conversation), 0, -1),
            ("ZRANGE", keys.messages(conversation), 0, -1),
            ("HGET", keys.draft(conversation), "draft"),
        ]
    )
    facts = of.store.read([("HGET", keys.message(moment_of(member, 0).key), "facts") for member in members])
    activity = tuple(decode_event(line) for line in lines)
    merged = [str(told.data[_NAMED[told.type]]) for told in activity if told.type in _NAMED]
    return Contents(
        tuple(decode(Comment, text) for text in comments),
        tuple(decode(Message, text) for text in facts if text),
        activity,
        tuple(_leading(conversation, of.get_many([*dict.fromkeys(merged)]))),
        decode(Draft, draft) if draft else None,
    )


def _leading(conversation: str, records: Sequence[Conversation | None]) -> Iterator[Conversation]:
    """Those that are part of a conversation by now: what was parted again may have become part of another."""
    known = {record.id: record for record in records if record is not None}
    for record in known.values():
        end, steps = record, len(known)
        while end.merged_into in known and steps:
            end, steps = known[end.merged_into], steps - 1
        if end.merged_into == conversation:
            yield record


def purge_checks(of: Conversations, contents: Contents) -> Iterator[Check]:
    """The records of absorbed conversations must be as they were read."""
    for other in contents.absorbed:
        yield Check(of.keys.conversation(other.id), "version", str(other.version))


def purge_writes(of: Conversations, change: Change, contents: Contents, at: int) -> Iterator[Write]:
    """Put what is left in the place of everything; the change's own events end the activity."""
    keys, name = of.keys, change.after.id
    for comment in contents.comments:
        yield Write("HSET", keys.comments(name), (comment.id, encode(emptied_comment(comment, at))))
    yield from comment_writes(keys, name, was=contents.comments, now=())
    for message in contents.messages:
        yield Write("HSET", keys.message(message.key), ("facts", encode(emptied_message(message))))
    told = [emptied_event(one) for one in (*contents.activity, *change.events)]
    yield from activity_writes(keys.activity(name), told)
    yield from _absorbed_writes(of, contents)


def removal_writes(of: Conversations, change: Change, contents: Contents) -> Iterator[Write]:
    """Take comments and activity away, but for the change's own events, and empty every message."""
    keys, name = of.keys, change.after.id
    for key in (keys.comments(name), keys.comment_ids(name), keys.seen(name)):
        yield Write("DEL", key)
    yield from comment_writes(keys, name, was=contents.comments, now=())
    for message in contents.messages:
        yield Write("HSET", keys.message(message.key), ("facts", encode(emptied_message(message))))
    yield from activity_writes(keys.activity(name), change.events)
    yield from _absorbed_writes(of, contents)


def activity_writes(key: str, activity: Sequence[Event]) -> Iterator[Write]:
    """Put these lines in the place of whatever the activity was."""
    lines = [encode_event(told) for told in activity]
    yield Write("DEL", key)
    for start in range(0, len(lines), _LINES):
        yield Write("RPUSH", key, tuple(lines[start : start + _LINES]))


def _absorbed_writes(of: Conversations, contents: Contents) -> Iterator[Write]:
    for other in contents.absorbed:
        gone = replace(emptied(other), version=other.version + 1)
        yield Write("HSET", of.keys.conversation(other.id), ("version", gone.version, "record", encode(gone)))
