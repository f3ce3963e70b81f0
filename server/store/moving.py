"""What belongs to a conversation beside its record, read whole and put elsewhere: merging, parting, splitting.

Everything moves in the one commit that changes both records, so nobody ever reads half of it. 2,000 mails a
conversation (DECISIONS D5) bound it: a few thousand writes, some ten milliseconds of the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.events import Event
from server.domain.merging import UNDO_MS, Joined
from server.domain.messages import Message
from server.domain.timeline import Moment
from server.store.codec import decode, decode_event, encode
from server.store.commentindex import comment_writes
from server.store.commit import Check, Value, Write
from server.store.conversations import Conversations
from server.store.messages import moments
from server.store.purging import activity_writes
from server.store.writing import change_writes, moment_text

_VALUES = 1_000
"""Entries of one write; the store refuses far longer ones."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """The mails, comments and activity of one conversation."""

    timeline: tuple[Moment, ...] = ()
    comments: tuple[Comment, ...] = ()
    activity: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """Records with their belongings as read together; `request` is the result of a request that was done before.

    `told` says of each which agents are told of a mention in it: agent -> when they were mentioned (ms UTC).
    """

    records: tuple[Conversation | None, ...]
    belongings: tuple[Belongings, ...]
    request: str | None
    directory_version: int
    joined: Joined | None
    told: tuple[Mapping[str, int], ...]


def read(of: Conversations, names: Sequence[str], *, request: str, listed_by: Iterable[str] = ()) -> Read:
    """Several conversations with all that belongs to them, in one round trip.

    Of the first also what its merge moved, and of each which of the agents `listed_by` are told of a mention in it.
    The records stand first in the pipeline: whatever is read later is at least as new, and the version tells.
    """
    agents = tuple(listed_by)
    commands: list[tuple[Value, ...]] = [
        ("HMGET", of.keys.conversation(c), "version", "record") for c in names
    ]
    commands += [("GET", request), ("GET", of.keys.directory_version), ("GET", of.keys.merge(names[0]))]
    for name in names:
        commands += [("ZSCORE", of.keys.agent_index(agent, "mentions"), name) for agent in agents]
        commands.append(("ZRANGE", of.keys.messages(name), 0, -1, "WITHSCORES"))
        commands.append(("HVALS", of.keys.comments(name)))
        commands.append(("LRANGE", of.keys.activity(name), 0, -1))
    replies = of.store.read(commands)
    heads, (done, directory, merge), rest = (
        replies[: len(names)],
        replies[len(names) :][:3],
        replies[len(names) + 3 :],
    )
    size = len(agents) + 3
    parts = [rest[size * at : size * (at + 1)] for at in range(len(names))]
    records = tuple(record(*head) for head in heads)
    return Read(
        records=records,
        belongings=tuple(_belongings(*part[-3:]) for part in parts),
        request=done,
        directory_version=int(directory or 0),
        joined=_joined(of, merge, records[-1]) if merge else None,
        told=tuple(
            {who: int(at) for who, at in zip(agents, part, strict=False) if at is not None} for part in parts
        ),
    )


def facts(of: Conversations, timeline: Sequence[Moment]) -> tuple[dict[str, Message], dict[str, str]]:
    """Message key -> facts, and -> the conversations that its id leads to, in one round trip."""
    names = [one.key for one in timeline]
    commands: list[tuple[Value, ...]] = [("HGET", of.keys.message(name), "facts") for name in names]
    commands += [("GET", of.keys.alias(name)) for name in names]
    replies = of.store.read(commands)
    found, aliases = replies[: len(names)], replies[len(names) :]
    messages = {name: decode(Message, text) for name, text in zip(names, found, strict=True) if text}
    return messages, {name: value or "" for name, value in zip(names, aliases, strict=True)}


def beside(
    of: Conversations, before: Conversation | None, change: Change
) -> tuple[Conversation, Check, list[Write]]:
    """The writes of a change that goes into the commit of another one's, with what guards it."""
    after = replace(change.after, version=(before.version if before else 0) + 1)
    guard = Check(of.keys.conversation(after.id), "version", str(before.version) if before else None)
    return (
        after,
        guard,
        list(change_writes(of.keys, of.digests, before, replace(change, after=after), {}, None)),
    )


def put(of: Conversations, name: str, *, was: Belongings, now: Belongings) -> Iterator[Write]:
    """Make what belongs to a conversation what it is to be now; `activity` includes the events of the change."""
    keys = of.keys
    old, new = {moment_text(m): m.at for m in was.timeline}, {moment_text(m): m.at for m in now.timeline}
    yield from _chunks("ZREM", keys.messages(name), [member for member in old if member not in new])
    yield from _pairs(
        "ZADD", keys.messages(name), [(at, one) for one, at in new.items() if old.get(one) != at]
    )
    before, after = {c.id for c in was.comments}, {c.id for c in now.comments}
    gone = [one for one in before if one not in after]
    come = [c for c in now.comments if c.id not in before]
    yield from _chunks("ZREM", keys.comment_ids(name), gone)
    yield from _chunks("HDEL", keys.comments(name), gone)
    yield from _pairs("ZADD", keys.comment_ids(name), [(c.at, c.id) for c in come])
    yield from _pairs("HSET", keys.comments(name), [(c.id, encode(c)) for c in come])
    yield from comment_writes(keys, name, was=was.comments, now=now.comments)
    yield from activity_writes(keys.activity(name), now.activity)


def rehome(
    of: Conversations, names: Iterable[str], aliases: Mapping[str, str], *, to: str, away: str
) -> Iterator[Write]:
    """Let mails belong to the conversation `to` for good: their ids lead there first, and not `away` any more.

    `moved` tells whoever remembers where a mail was to look again.
    """
    for name in names:
        yield Write("HSET", of.keys.message(name), ("conversation", to, "moved", "1"))
        others = [one for one in aliases.get(name, "").split() if one not in (to, away)]
        yield Write("SET", of.keys.alias(name), (" ".join((to, *others)),))


def remember(of: Conversations, source: str, joined: Joined) -> Write:
    """What the merge of a conversation moved, kept for as long as it can be undone; tags as digests (R16)."""
    kept = replace(joined, tags=tuple(map(of.digests.tag, joined.tags)))
    return Write("SETPX", of.keys.merge(source), (orjson.dumps(kept).decode(), UNDO_MS))


def forget(of: Conversations, source: str) -> Write:
    """The merge is undone, or cannot be any more."""
    return Write("DEL", of.keys.merge(source))


def tell(of: Conversations, name: str, *, was: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Write]:
    """Let these agents, and no others, be told of a mention in a conversation; agent -> when they were mentioned."""
    for agent in was.keys() - now.keys():
        yield Write("ZREM", of.keys.agent_index(agent, "mentions"), (name,))
    for agent, at in now.items():
        if was.get(agent) != at:
            yield Write("ZADD", of.keys.agent_index(agent, "mentions"), (at, name))


def _belongings(timeline: Any, comments: Any, lines: Any) -> Belongings:
    said = sorted((decode(Comment, text) for text in comments), key=lambda one: (one.at, one.id))
    return Belongings(moments(timeline), tuple(said), tuple(map(decode_event, lines)))


def record(version: str | None, text: str | None) -> Conversation | None:
    """A record as the store replies with it."""
    return decode(Conversation, text, version=int(version)) if version and text else None


def _joined(of: Conversations, text: str, target: Conversation | None) -> Joined:
    raw: dict[str, Any] = orjson.loads(text)
    told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    tags = target.tags if target is not None else ()
    return Joined(**told | {"tags": tuple(tag for tag in tags if of.digests.tag(tag) in told["tags"])})


def _chunks(command: str, key: str, members: Sequence[str]) -> Iterator[Write]:
    for start in range(0, len(members), _VALUES):
        yield Write(command, key, tuple(members[start : start + _VALUES]))


def _pairs(command: str, key: str, pairs: Sequence[tuple[Value, Value]]) -> Iterator[Write]:
    for start in range(0, len(pairs), _VALUES):
        yield Write(command, key, tuple(value for pair in pairs[start : start + _VALUES] for value in pair))
