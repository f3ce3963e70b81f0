"""Comparing what stands in the lists of a workspace with what its records say, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.conversation import Conversation
from server.domain.messages import Message
from server.domain.timeline import moment
from server.store.codec import decode
from server.store.commit import Check, Outcome, Write
from server.store.conversations import NONE, Conversations, Wanted
from server.store.due import LEASE_MS
from server.store.scanning import conversations_of, keys_of
from server.store.writing import entries, moment_text

PAGE = 500
STANDINGS = (
    *("open", "pending", "closed", "purged", "reduced", "spam", "snoozed", "unassigned"),
    *("granted", "restricted", "reviews", "search"),
)
_LISTS = ("mailbox:*:*", "agent:*:*", "team:*:*")
Entry = tuple[str, str]
"""A list's key, and a member of it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A list entry that is missing (`stands` None), not wanted (`should` None) or in the wrong place."""

    key: str
    member: str
    conversation: str
    version: int | None
    should: int | None
    stands: int | None

    @property
    def what(self) -> str:
        """The fault in words."""
        if self.stands is None:
            return f"is missing, should stand at {self.should}"
        if self.should is None:
            return f"stands at {self.stands}, should not be there"
        return f"stands at {self.stands}, should stand at {self.should}"


@dataclass(frozen=True, slots=True)
class Audit:
    """Walks over one workspace; what looks wrong counts only if it does so twice at one version."""

    of: Conversations

    def conversations(self) -> Iterator[list[Conversation]]:
        """All conversations, merged ones included."""
        yield from conversations_of(self.of)

    def missing(self, batch: Sequence[Conversation]) -> Iterator[Wrong]:
        """Entries that the records call for and that are missing or misplaced."""
        wanted = {(record.id, entry): at for record in batch for entry, at in self._entries(record).items()}
        versions = {record.id: record.version for record in batch}
        stored = self._scores([entry for _, entry in wanted])
        now = self._now()
        yield from self._confirmed(
            Wrong(*entry, conversation, versions[conversation], at, stands)
            for ((conversation, entry), at), stands in zip(wanted.items(), stored, strict=True)
            if not self._fits(entry[0], at, stands, now)
        )

    def strays(self) -> Iterator[Wrong]:
        """Entries that no record calls for."""
        for pattern in _LISTS:
            for names in keys_of(self.of.store, self.of.keys, pattern):
                for key in dict.fromkeys(filter(_is_list, names)):
                    yield from self._strays_in(key)
        yield from self._strays_in(self.of.keys.due)

    def put_right(self, wrong: Wrong) -> bool:
        """Add, move or take out one entry, provided its conversation has not changed since."""
        entry: tuple[str | int, ...] = (wrong.member,)
        if wrong.should is not None:
            entry = (wrong.should, wrong.member)
        version = None if wrong.version is None else str(wrong.version)
        check = Check(self.of.keys.conversation(wrong.conversation), "version", version)
        write = Write("ZREM" if wrong.should is None else "ZADD", wrong.key, entry)
        return self.of.store.commit(checks=[check], writes=[write]).outcome is Outcome.DONE

    def contents(self, batch: Sequence[Conversation]) -> Iterator[Entry]:
        """What is said of conversations beside their records and does not fit them: id, and what it is."""
        keys = self.of.keys
        commands: list[tuple[str | int, ...]] = []
        for record in batch:
            commands.append(("ZRANGE", keys.comment_ids(record.id), 0, -1))
            commands.append(("HKEYS", keys.comments(record.id)))
            commands.append(("ZCARD", keys.messages(record.id)))
            commands.append(("EXISTS", keys.conversation(record.merged_into or record.id)))
        replies = self.of.store.read(commands)
        for at, record in enumerate(batch):
            ids, comments, count, target = replies[4 * at : 4 * at + 4]
            if set(ids) != set(comments):
                yield record.id, "has comments without place, or places without comment"
            if not target:
                yield record.id, "was merged into a conversation that does not exist"
            if record.merged_into is None and count != record.message_count and self._still(record):
                yield record.id, f"has {count} messages and says {record.message_count}"

    def messages(self) -> Iterator[Entry]:
        """Messages that stand in no conversation, or not where they should."""
        for names in keys_of(self.of.store, self.of.keys, "message:*"):
            replies = self.of.store.read([("HMGET", name, "conversation", "facts") for name in names])
            homes = self.of.ends([home for home, _ in replies if home])
            found = [
                (name, homes[home].id, decode(Message, facts))
                for name, (home, facts) in zip(names, replies, strict=True)
                if facts and home in homes
            ]
            placed = self._scores([(self.of.keys.messages(c), moment_text(moment(m))) for _, c, m in found])
            fits = {name: at == m.at for (name, _, m), at in zip(found, placed, strict=True)}
            yield from ((name, "stands in no conversation") for name in names if not fits.get(name))

    def aliases(self) -> Iterator[Entry]:
        """Ids that lead to conversations which do not exist."""
        for names in keys_of(self.of.store, self.of.keys, "alias:*"):
            values = self.of.store.read([("GET", name) for name in names])
            homes = self.of.ends([c for value in values if value for c in value.split()])
            for name, value in zip(names, values, strict=True):
                if not value or any(c not in homes for c in value.split()):
                    yield name, "leads to a conversation that does not exist"

    def _entries(self, record: Conversation | None) -> dict[Entry, int]:
        return entries(self.of.keys, self.of.digests, record)

    def _strays_in(self, key: str) -> Iterator[Wrong]:
        cursor: Any = 0
        while True:
            cursor, page = self.of.store.read([("ZSCAN", key, cursor, "COUNT", PAGE)])[0]
            ids = [member.rpartition(":")[2] for member, _ in page]
            records = self.of.get_many(ids)
            yield from self._confirmed(
                Wrong(key, member, conversation, record.version if record else None, None, int(at))
                for (member, at), conversation, record in zip(page, ids, records, strict=True)
                if (key, member) not in self._entries(record)
            )
            if int(cursor) == 0:
                return

    def _confirmed(self, suspects: Iterable[Wrong]) -> Iterator[Wrong]:
        """Those that are still so while the record has not changed."""
        found = list(suspects)
        stored = self._scores([(wrong.key, wrong.member) for wrong in found])
        records = self.of.get_many([wrong.conversation for wrong in found])
        for wrong, stands, record in zip(found, stored, records, strict=True):
            if wrong.stands == stands and wrong.version == (record.version if record else None):
                yield wrong

    def _still(self, record: Conversation) -> bool:
        again = self.of.get_many([record.id])[0]
        return again is not None and again.version == record.version

    def _fits(self, key: str, should: int, stands: int | None, now: int) -> bool:
        """Work that somebody has just taken stands where their lease ends."""
        taken = key == self.of.keys.due and stands is not None and should <= stands <= now + LEASE_MS
        return stands == should or taken

    def _scores(self, wanted: Sequence[Entry]) -> list[int | None]:
        replies = self.of.store.read([("ZSCORE", *entry) for entry in wanted])
        return [None if reply is None else int(float(reply)) for reply in replies]

    def _now(self) -> int:
        return self.of.read(NONE, Wanted(comments=0)).at


def _is_list(key: str) -> bool:
    """Whether a key is a list made from records; mentions and tags of the picker are not."""
    return key.rpartition(":")[2] in STANDINGS or any(
        part in key for part in (":tag:", ":sender:", ":field:")
    )
