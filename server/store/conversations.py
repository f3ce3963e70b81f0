"""Conversations as records: read with everything of a view in one round trip, changed in one atomic commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.events import Event
from server.domain.messages import Message
from server.domain.vocabulary import Mode
from server.store.codec import decode, decode_event
from server.store.commit import Check, Committed, Store, Write
from server.store.digests import Digests
from server.store.keys import Keys
from server.store.presence import LASTS_MS, LEAST_INTERVAL_MS, Entry, entries
from server.store.writing import change_writes

NONE = "none"
"""Stands where a key must be named and none is meant."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose presence is noted while a conversation is opened, in which client; `sees_all` marks it as seen."""

    agent: str
    client: str
    mode: Mode = Mode.VIEWING
    lasts_ms: int = LASTS_MS
    sees_all: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read beside the record: one message, a request's result, comments, activity, the sender's others."""

    message: str = NONE
    request: str | None = None
    comments: int = 10
    activity: int = 0
    mailboxes: tuple[str, ...] = ()
    sender: str | None = None
    others: int = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A conversation as it stands, with the store's clock; lists run from oldest to newest.

    `seen` is how many lines of activity the reader had seen before they opened it, None for none.
    `message_conversation` is told of a mail that somebody put into another conversation.
    """

    at: int
    conversation: Conversation | None
    comments: tuple[Comment, ...]
    comment_count: int
    lines: tuple[str, ...]
    activity_count: int
    presence: tuple[Entry, ...]
    message: Message | None
    message_conversation: str | None
    request_result: str | None
    directory_version: int
    same_sender: frozenset[str]
    seen: int | None = None

    @property
    def activity(self) -> tuple[Event, ...]:
        """The newest events; most acts never look at them, so they are decoded only when asked for."""
        return self.newest(len(self.lines))

    def newest(self, count: int) -> tuple[Event, ...]:
        """So many of the newest events, of those that were read."""
        return tuple(map(decode_event, self.lines[-count:])) if count > 0 else ()


@dataclass(frozen=True, slots=True)
class Conversations:
    """The conversations of one workspace."""

    store: Store
    keys: Keys
    digests: Digests

    def read(self, conversation: str, wanted: Wanted) -> Stored:
        """Read a conversation and what belongs to it in one round trip."""
        names, args = self._names(conversation, wanted), self._limits(wanted)
        return self._stored(
            conversation, self.store.call("inbox_1_read", names, args, read_only=True, attempts=2)
        )

    def find(self, key: str, wanted: Wanted) -> tuple[str, Stored] | int:
        """What stands under a key of `Keys.gmail` and the conversation it names, in one round trip.

        Of a key that is not known, the version of the directory alone, so that a mail is not read in the light of
        an old one. Message and sender are those that are remembered there, whatever is `wanted` of them.
        """
        names = self._names("<c>", replace(wanted, message="<m>", sender="<s>"))
        raw = self.store.call(
            "inbox_1_find", (key,), (*self._limits(wanted), *names), read_only=True, attempts=2
        )
        if len(raw) == 1:
            return int(raw[0] or 0)
        known = str(raw.pop())
        return known, self._stored(known.partition(" ")[0], raw)

    def open(self, conversation: str, wanted: Wanted, reader: Reader) -> Stored:
        """Read a conversation and note that somebody has it before them, in one round trip (R11)."""
        keys = self.keys
        mentions = keys.agent_index(reader.agent, "mentions")
        names = (*self._names(conversation, wanted), mentions, keys.presence_feed, keys.seen(conversation))
        beat = (
            reader.agent,
            f"{reader.client}|{reader.mode}",
            reader.lasts_ms,
            LEAST_INTERVAL_MS,
            conversation,
        )
        args = (*self._limits(wanted), *beat, int(reader.sees_all))
        raw = self.store.call("inbox_1_open", names, args, attempts=2)
        return self._stored(conversation, raw)

    def get_many(self, conversations: Sequence[str]) -> list[Conversation | None]:
        """Several records in one round trip, in the order asked for."""
        if not conversations:
            return []
        names = tuple(map(self.keys.conversation, conversations))
        flat = self.store.call("inbox_1_records", names, (), read_only=True, attempts=2)
        return [_conversation(*head) for head in zip(flat[::2], flat[1::2], strict=True)]

    def ends(self, conversations: Iterable[str]) -> dict[str, Conversation]:
        """Conversation id -> the record that it is part of now; those that lead nowhere are left out."""
        via = {c: c for c in conversations}
        found: dict[str, Conversation] = {}
        wanted = list(via)
        while wanted:
            records = zip(wanted, self.get_many(wanted), strict=True)
            found |= {c: record for c, record in records if record is not None}
            onward = {c: r.merged_into for c, r in found.items() if r.merged_into is not None}
            while any(
                end in onward for end in via.values()
            ):  # no circle: what was merged is not live any more
                via = {c: onward.get(end, end) for c, end in via.items()}
            wanted = [c for c in dict.fromkeys(via.values()) if c not in found and c not in wanted]
        return {c: found[end] for c, end in via.items() if end in found}

    def commits(self) -> int:
        """How many changes were ever committed in a workspace that has seen at least one."""
        return int(self.store.read([("XINFO STREAM", self.keys.events)])[0]["entries-added"])

    def commit(
        self,
        before: Conversation | None,
        change: Change,
        *,
        request: str | None,
        result: str = "",
        mentions: Mapping[str, int] | None = None,
        message: Message | None = None,
        checks: Iterable[Check] = (),
        writes: Iterable[Write] = (),
    ) -> tuple[Committed, Conversation]:
        """Apply a change at once, provided the record is still `before`; returns it as it is then stored.

        `result` is kept with the request; `mentions` are agents to be told, with the time; `message` is one
        that is new to the conversation.
        """
        after = replace(change.after, version=(before.version if before else 0) + 1)
        key = self.keys.conversation(after.id)
        guard = Check(key, "version", str(before.version) if before else None)
        written = change_writes(
            self.keys, self.digests, before, replace(change, after=after), mentions or {}, message
        )
        committed = self.store.commit(
            request=request,
            result=f"{after.id} {result}".strip(),
            checks=[guard, *checks],
            writes=[*written, *writes],
        )
        return committed, after

    def _names(self, conversation: str, wanted: Wanted) -> tuple[str, ...]:
        keys = self.keys
        sender = wanted.sender or NONE
        return (
            keys.conversation(conversation),
            keys.comment_ids(conversation),
            keys.comments(conversation),
            keys.activity(conversation),
            keys.messages(conversation),
            keys.presence(conversation),
            keys.message(wanted.message),
            wanted.request or keys.request(NONE, NONE),
            keys.directory_version,
            *(keys.mailbox_sender(box, sender) for box in wanted.mailboxes),
        )

    @staticmethod
    def _limits(wanted: Wanted) -> tuple[int, int, int]:
        return (wanted.comments, wanted.activity, wanted.others)

    def _stored(self, conversation: str, raw: Any) -> Stored:
        (
            at,
            version,
            record,
            comment_count,
            comments,
            activity_count,
            activity,
            _,
            presence,
            message,
            *rest,
        ) = raw
        request, directory, others, *seen = rest
        here = dict(zip(presence[::2], presence[1::2], strict=True))
        facts = dict(zip(message[::2], message[1::2], strict=True))
        return Stored(
            at=at,
            conversation=_conversation(version, record),
            comments=tuple(decode(Comment, text) for text in comments if text),
            comment_count=comment_count,
            lines=tuple(activity),
            activity_count=activity_count,
            presence=tuple(entries(here, at)) if here else (),
            message=decode(Message, facts["facts"]) if facts else None,
            message_conversation=facts.get("conversation") if facts.get("moved") else None,
            request_result=request or None,
            directory_version=int(directory or 0),
            seen=int(seen[0]) if seen and seen[0] else None,
            same_sender=frozenset(c for ids in others for c in ids) - {conversation},
        )


def _conversation(version: str | None, record: str | None) -> Conversation | None:
    if not record or not version:
        return None
    return decode(Conversation, record, version=int(version))
