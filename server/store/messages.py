"""Messages and the ids that lead to conversations: what threading asks before it decides, in two round trips.

An alias names every conversation that knows an id, so that a mail which may not join one of them still meets its
siblings in the mailbox where it may (DECISIONS A1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.domain.conversation import Conversation
from server.domain.messages import Message
from server.domain.timeline import Moment
from server.store.codec import decode, encode
from server.store.commit import Check, Store, Write
from server.store.conversations import Conversations
from server.store.keys import Keys
from server.store.writing import moment_of

CONVERSATIONS_PER_ALIAS = 8
"""How many conversations one id may lead to; the first stays, so that nobody can push it out by referencing."""
COPIES = 1_000
"""Copies remembered per message; what comes after is no news."""


@dataclass(frozen=True, slots=True)
class Known:
    """A message that is stored already, with the conversation it is in now and the copies seen of it."""

    message: Message
    conversation: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the store knows of a message's ids.

    `aliases` are raw values by message key, as read; `matches` the conversations they lead to, nearest first;
    `leads_to` maps every conversation id that was named to the one it is part of now, `followed` are those on the
    way there that are part of another; `directory_version` is the directory's version at that moment.
    """

    own: str
    known: Known | None
    aliases: Mapping[str, str | None]
    matches: tuple[Conversation, ...]
    leads_to: Mapping[str, str]
    followed: tuple[Conversation, ...]
    directory_version: int


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one workspace."""

    store: Store
    keys: Keys
    conversations: Conversations

    def lookup(self, own: str, candidates: Sequence[str]) -> Lookup:
        """Find a message and the conversations of the ids it refers to; all by message key, nearest first."""
        names = tuple(dict.fromkeys((*candidates, own)))
        commands: list[tuple[str, ...]] = [("MGET", *(self.keys.alias(name) for name in names))]
        commands.append(("HMGET", self.keys.message(own), "conversation", "facts", "copies"))
        commands.append(("GET", self.keys.directory_version))
        values, (conversation, facts, copies), version = self.store.read(commands)
        aliases = dict(zip(names, values, strict=True))
        named = [c for value in aliases.values() if value for c in value.split()]
        found, leads_to = self._follow(tuple(dict.fromkeys([*named, *filter(None, [conversation])])))
        known = None
        if conversation and facts:
            message = decode(Message, facts)
            known = Known(message, leads_to.get(conversation, conversation), tuple((copies or "").split()))
        matches = dict.fromkeys(leads_to[c] for c in named if c in leads_to)
        followed = tuple(record for record in found.values() if record.merged_into)
        ends = tuple(found[c] for c in matches)
        return Lookup(own, known, aliases, ends, leads_to, followed, int(version or 0))

    def known(self, names: Sequence[str]) -> dict[str, Known]:
        """Those of several messages that are stored already, in one round trip; conversations as first noted."""
        commands = [("HMGET", self.keys.message(name), "conversation", "facts", "copies") for name in names]
        found = zip(names, self.store.read(commands), strict=True)
        return {
            name: Known(decode(Message, facts), conversation, tuple((copies or "").split()))
            for name, (conversation, facts, copies) in found
            if conversation and facts
        }

    def timelines(self, conversations: Sequence[str]) -> list[tuple[Moment, ...]]:
        """All moments of several conversations, in one round trip."""
        commands = [("ZRANGE", self.keys.messages(c), 0, -1, "WITHSCORES") for c in conversations]
        return [moments(reply) for reply in self.store.read(commands)]

    def activity(self, conversations: Sequence[str]) -> list[list[str]]:
        """The raw activity lines of several conversations, in one round trip."""
        return self.store.read([("LRANGE", self.keys.activity(c), 0, -1) for c in conversations])

    def alias_writes(
        self, lookup: Lookup, names: Sequence[str], target: str, leads_to: Mapping[str, str]
    ) -> Iterator[Write]:
        """Let every id lead to the target as well, and those of conversations that became part of it."""
        for name in names:
            before = lookup.aliases.get(name)
            now = dict.fromkeys(leads_to.get(c, c) for c in (before or "").split())
            # The conversation that holds the mail itself stands first: references cannot push it out (A1).
            now = {target: None, **now} if name == lookup.own else {**now, target: None}
            first, *others = now
            value = " ".join((first, *others[1 - CONVERSATIONS_PER_ALIAS :]))
            if value != before:
                yield Write("SET", self.keys.alias(name), (value,))

    def checks(self, lookup: Lookup) -> Iterator[Check]:
        """What must still be as it was looked up, for a decision built on it to be committed."""
        yield Check(self.keys.message(lookup.own), "conversation", None)
        for name, value in lookup.aliases.items():
            yield Check(self.keys.alias(name), None, value)
        for record in lookup.followed:  # it may have been parted again since
            yield Check(self.keys.conversation(record.id), "version", str(record.version))

    def facts_write(self, message: Message) -> Write:
        """Better facts for a known message (DECISIONS A6)."""
        return Write("HSET", self.keys.message(message.key), ("facts", encode(message)))

    def copies_write(self, message: str, copies: Sequence[str]) -> Write:
        """The copies seen of a message (R6)."""
        return Write("HSET", self.keys.message(message), ("copies", " ".join(copies)))

    def _follow(self, ids: Sequence[str]) -> tuple[dict[str, Conversation], dict[str, str]]:
        """Read conversations and those that they became part of; a chain costs one round trip per link."""
        found: dict[str, Conversation] = {}
        wanted, via = list(ids), {c: c for c in ids}
        while wanted:
            read = dict(zip(wanted, self.conversations.get_many(wanted), strict=True))
            found |= {c: record for c, record in read.items() if record is not None}
            onward = {c: record.merged_into for c, record in found.items() if record.merged_into}
            while any(end in onward for end in via.values()):
                via = {c: onward.get(end, end) for c, end in via.items()}
            wanted = [c for c in dict.fromkeys(via.values()) if c not in found and c not in read]
        return found, {origin: end for origin, end in via.items() if end in found}


def moments(reply: Sequence[object]) -> tuple[Moment, ...]:
    """The moments of a timeline as the store replies, with or without pairs."""
    if reply and isinstance(reply[0], list | tuple):
        return tuple(moment_of(str(member), float(score)) for member, score in reply)  # type: ignore[misc,has-type]
    pairs = zip(reply[::2], reply[1::2], strict=True)
    return tuple(moment_of(str(member), float(str(score))) for member, score in pairs)
