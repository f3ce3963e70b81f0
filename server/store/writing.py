"""What a change of a conversation means for the store: the writes of one commit.

Index entries are the difference of what `indexes.places` derives from the record before and after, so an index
cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import orjson

from server.domain.conversation import Change, Conversation
from server.domain.indexes import Place, places, timers
from server.domain.messages import Message
from server.domain.postings import same_search, same_words, search_places
from server.domain.retention import told_to_all
from server.domain.timeline import Mark, Moment, moment
from server.store.codec import encode, encode_event
from server.store.commit import Value, Write
from server.store.digests import Digests
from server.store.keys import Keys

_LINES = 1_000
"""Lines of activity moved by one write; the store refuses far longer ones."""


def change_writes(
    keys: Keys,
    digests: Digests,
    before: Conversation | None,
    change: Change,
    mentions: Mapping[str, int],
    message: Message | None,
) -> Iterator[Write]:
    """All writes of a change: record, comment, message, indexes, timers, activity and the stream entry."""
    after = change.after
    yield Write("HSET", keys.conversation(after.id), ("version", after.version, "record", encode(after)))
    yield from index_writes(keys, digests, before, after)
    if change.comment is not None:
        comment = change.comment
        yield Write("ZADD", keys.comment_ids(after.id), (comment.at, comment.id))
        yield Write("HSET", keys.comments(after.id), (comment.id, encode(comment)))
    yield from _draft_writes(keys, before, change)
    if message is not None:
        yield from message_writes(keys, after.id, message)
    for agent, at in mentions.items():
        yield Write("ZADD", keys.agent_index(agent, "mentions"), (at, after.id))
    yield from _tag_writes(keys, change)
    yield from _event_writes(keys, before, change)


def index_writes(
    keys: Keys, digests: Digests, before: Conversation | None, after: Conversation
) -> Iterator[Write]:
    """The entries that come, go or move between two states of a conversation."""
    old, new = _listed(keys, digests, before), _listed(keys, digests, after)
    if before is None or not same_search(before, after):
        # Words that stay where they stand are not asked for: telling them is half the work of most acts.
        words = () if before is not None and same_words(before, after) else None
        old |= dict.fromkeys(search_entries(keys, before, words), 0)
        new |= dict.fromkeys(search_entries(keys, after, words), 0)
    gone, come = dict[str, list[Value]](), dict[str, list[Value]]()
    for key, member in old.keys() - new.keys():
        gone.setdefault(key, []).append(member)
    for (key, member), score in new.items():
        if old.get((key, member)) != score:
            come.setdefault(key, []).extend((score, member))
    yield from (Write("ZREM", key, tuple(members)) for key, members in gone.items())
    yield from (Write("ZADD", key, tuple(pairs)) for key, pairs in come.items())


def entries(keys: Keys, digests: Digests, conversation: Conversation | None) -> dict[tuple[str, str], int]:
    """(key, member) -> score of everything that the record of a conversation says about indexes."""
    return _listed(keys, digests, conversation) | dict.fromkeys(search_entries(keys, conversation), 0)


def search_entries(
    keys: Keys, conversation: Conversation | None, words: Sequence[str] | None = None
) -> list[tuple[str, str]]:
    """(key, member) of all words by which a conversation is found; `words` stand for its own."""
    found = search_places(conversation, words) if conversation is not None else {}
    named = {"agent": keys.agent_index, "team": keys.team_index, "mailbox": keys.mailbox_index}
    made = ((named[kind](key, name), listed) for (kind, key, name), listed in found.items())
    return [(key, member) for key, listed in made for member in listed]


def _listed(keys: Keys, digests: Digests, conversation: Conversation | None) -> dict[tuple[str, str], int]:
    if conversation is None:
        return {}
    found = places(conversation, sender=digests.sender(conversation.customer))
    marked = {(place_key(keys, digests, place), conversation.id): score for place, score in found.items()}
    return marked | {(keys.due, member): at for member, at in timers(conversation).items()}


def absorbed_writes(
    keys: Keys,
    digests: Digests,
    other: Conversation,
    target: Conversation,
    timeline: Sequence[Moment],
    lines: Sequence[str],
) -> Iterator[Write]:
    """Make an untouched conversation part of another (R5.5): its messages and activity move, its id leads on."""
    merged = replace(other, merged_into=target.id, version=other.version + 1)
    yield Write("HSET", keys.conversation(other.id), ("version", merged.version, "record", encode(merged)))
    yield from index_writes(keys, digests, other, merged)
    for what in timeline:
        yield Write("ZADD", keys.messages(target.id), (what.at, moment_text(what)))
    for start in range(0, len(lines), _LINES):
        yield Write("RPUSH", keys.activity(target.id), tuple(lines[start : start + _LINES]))
    yield Write("DEL", keys.messages(other.id))
    yield Write("DEL", keys.activity(other.id))


def place_key(keys: Keys, digests: Digests, place: Place) -> str:
    """The key of one list."""
    kind, key, name = place
    if kind == "agent":
        return keys.agent_index(key, name)
    if kind == "team":
        return keys.team_index(key, name)
    what, _, value = name.partition(":")
    if what == "tag":
        return keys.mailbox_tag(key, digests.tag(value))
    return keys.mailbox_sender(key, value) if what == "sender" else keys.mailbox_index(key, name)


def message_writes(keys: Keys, conversation: str, message: Message) -> Iterator[Write]:
    """A message and its moment on the conversation's timeline."""
    yield Write("HSET", keys.message(message.key), ("conversation", conversation, "facts", encode(message)))
    yield Write("ZADD", keys.messages(conversation), (message.at, moment_text(moment(message))))


def moment_text(what: Moment) -> str:
    """A moment as the member of a timeline: `key|mark|agent`."""
    return f"{what.key}|{what.mark}|{what.agent or ''}"


def moment_of(member: str, score: float) -> Moment:
    """A moment from its member and score."""
    key, mark, agent = member.split("|")
    return Moment(int(score), key, Mark(mark), agent or None)


def _draft_writes(keys: Keys, before: Conversation | None, change: Change) -> Iterator[Write]:
    """A draft's text stands as long as the record speaks of its review, whatever ends that."""
    if change.draft is not None:
        yield Write("HSET", keys.draft(change.after.id), ("draft", encode(change.draft)))
    elif before is not None and before.review is not None and change.after.review is None:
        yield Write("DEL", keys.draft(change.after.id))


def _tag_writes(keys: Keys, change: Change) -> Iterator[Write]:
    """Remember a tag for the picker of its mailboxes, by when it was last put; a hint, not an index."""
    if change.after.restricted_to is not None:
        return
    for told in change.events:
        if told.type == "tag_added":
            for box in change.after.mailboxes:
                yield Write("ZADD", keys.mailbox_index(box, "tags"), (told.at, str(told.data["tag"])))


def _event_writes(keys: Keys, before: Conversation | None, change: Change) -> Iterator[Write]:
    """The activity, and one stream entry with the audience before and after (DECISIONS A8)."""
    after = change.after
    lines = tuple(encode_event(event) for event in change.events)
    if lines:
        yield Write("RPUSH", keys.activity(after.id), lines)
    told: dict[str, object] = {"conversation": after.id, "version": after.version, "now": audience(after)}
    was = audience(before) if before else None
    if was is not None and was != told["now"]:
        told["was"] = was
    # The stream carries ids only (D7): who wrote a mail stands in the activity, where it can be purged.
    told_lines = ",".join(encode_event(told_to_all(event)) for event in change.events)
    entry = ("change", orjson.dumps(told).decode(), "events", f"[{told_lines}]")
    yield Write("XADD", keys.events, entry)


def audience(conversation: Conversation) -> dict[str, object]:
    """What decides who sees a conversation, without anything else of it."""
    found = {name: getattr(conversation, name) for name in AUDIENCE}
    return {
        name: value
        for name, value in found.items()
        if value or (name == "restricted_to" and value is not None)
    }


AUDIENCE = ("mailboxes", "restricted_to", "assignee", "mentioned", "followers", "merged_into", "deleted_at")
"""The fields of a record that `policy.sees` looks at."""
