"""What an erasure reads and writes: conversations, a few hundred at a time, and whatever else could name somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.events import Event
from server.domain.messages import Message
from server.store.codec import encode
from server.store.commentindex import comment_writes
from server.store.commit import Store, Value, Write
from server.store.conversations import Conversations
from server.store.keys import Keys
from server.store.purging import activity_writes
from server.store.scanning import keys_of
from server.store.writing import moment_of

PAGE = 500
_READING: dict[str, tuple[str, tuple[Value, ...]]] = {
    "hash": ("HGETALL", ()),
    "list": ("LRANGE", (0, -1)),
    "zset": ("ZRANGE", (0, -1)),
    "set": ("SMEMBERS", ()),
    "string": ("GET", ()),
}


_WORDS = ":search"


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is to stand in the place of a conversation's contents: only what changes.

    `was` and `said` are all comments before and after, for the index of their words.
    """

    comments: tuple[Comment, ...] = ()
    messages: tuple[Message, ...] = ()
    activity: tuple[Event, ...] | None = None
    was: tuple[Comment, ...] = ()
    said: tuple[Comment, ...] = ()


def redaction_writes(of: Conversations, change: Change, redacted: Redacted) -> Iterator[Write]:
    """Put it there; the activity ends with the change's own events."""
    keys, name = of.keys, change.after.id
    for comment in redacted.comments:
        yield Write("HSET", keys.comments(name), (comment.id, encode(comment)))
    yield from comment_writes(keys, name, was=redacted.was, now=redacted.said)
    for message in redacted.messages:
        yield Write("HSET", keys.message(message.key), ("facts", encode(message)))
    if redacted.activity is not None:
        yield from activity_writes(keys.activity(name), (*redacted.activity, *change.events))


def said_in(of: Conversations, batch: Sequence[Conversation]) -> list[str]:
    """All that is said in each of several conversations, as one text each, in two round trips."""
    commands: list[tuple[Value, ...]] = []
    for record in batch:
        commands.append(("HVALS", of.keys.comments(record.id)))
        commands.append(("LRANGE", of.keys.activity(record.id), 0, -1))
        commands.append(("ZRANGE", of.keys.messages(record.id), 0, -1))
        commands.append(("HVALS", of.keys.draft(record.id)))
    replies = of.store.read(commands)
    members = [(at, member) for at in range(len(batch)) for member in replies[4 * at + 2]]
    facts = of.store.read([("HGET", of.keys.message(moment_of(one, 0).key), "facts") for _, one in members])
    found = [[*replies[4 * at], *replies[4 * at + 1], *replies[4 * at + 3]] for at in range(len(batch))]
    for (at, _), text in zip(members, facts, strict=True):
        found[at].append(text or "")
    return [as_text("\n".join(texts)) for texts in found]


def as_text(raw: str) -> str:
    """JSON as a text in which names can be looked for: line ends and tabs as such."""
    return raw.replace("\\n", "\n").replace("\\t", "\t")


def scrub_picker(of: Conversations, mailboxes: Sequence[str], named: re.Pattern[str]) -> None:
    """Forget tags that name somebody, where the picker remembers them."""
    for box in mailboxes:
        key = of.keys.mailbox_index(box, "tags")
        tags = of.store.read([("ZRANGE", key, 0, -1)])[0]
        if gone := [tag for tag in tags if named.search(tag)]:
            of.store.write("ZREM", key, *gone)


def move_sender(of: Conversations, before: Sequence[str], after: str) -> Iterator[None]:
    """Let what is remembered of Gmail messages name the pseudonym's digest in the place of the person's."""
    for names in keys_of(of.store, of.keys, "gmail:*"):
        for name, value in zip(names, of.store.read([("GET", name) for name in names]), strict=True):
            rest, _, sender = (value or "").rpartition(" ")
            if sender in before:
                of.store.write("SET", name, f"{rest} {after}", "KEEPTTL")
        yield


def leftovers(store: Store, keys: Keys, named: re.Pattern[str], passed: tuple[str, ...]) -> Iterator[str]:
    """The keys, without what is the same in all of them, that still name somebody; some kinds are passed over."""
    prefix = f"v1:{{{keys.workspace}}}:"
    for names in keys_of(store, keys):
        wanted = [name for name in names if not name.removeprefix(prefix).startswith(passed)]
        types = store.read([("TYPE", name) for name in wanted])
        commands = [_reading(name, kind) for name, kind in zip(wanted, types, strict=True)]
        for name, kind, content in zip(wanted, types, store.read(commands), strict=True):
            if named.search(as_text(str(content))) or any(_naming_in(store, name, str(kind), named)):
                yield name.removeprefix(prefix)


def _naming_in(store: Store, name: str, kind: str, named: re.Pattern[str]) -> Iterator[list[str]]:
    """What names somebody in a key that is too large to be read at once."""
    if kind == "stream":
        return _naming(store, name, named)
    return _naming_words(store, name, named) if name.endswith(_WORDS) else iter(())


def _naming_words(store: Store, key: str, named: re.Pattern[str]) -> Iterator[list[str]]:
    """The entries of an index of words that name somebody, page by page."""
    cursor: Any = 0
    while True:
        cursor, page = store.read([("ZSCAN", key, cursor, "COUNT", PAGE)])[0]
        yield [member for member, _ in page if named.search(member)]
        if int(cursor) == 0:
            return


def _naming(store: Store, stream: str, named: re.Pattern[str]) -> Iterator[list[str]]:
    """The ids of entries of a stream that name somebody, page by page."""
    after = "-"
    while True:
        page = store.read([("XRANGE", stream, after, "+", "COUNT", PAGE)])[0]
        yield [name for name, fields in page if named.search(as_text("\n".join(fields.values())))]
        if len(page) < PAGE:
            return
        after = f"({page[-1][0]}"


def _reading(name: str, kind: Any) -> tuple[Value, ...]:
    command, limits = _READING.get("" if name.endswith(_WORDS) else str(kind), ("EXISTS", ()))
    return (command, name, *limits)
