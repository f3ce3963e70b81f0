"""The index of words of comments: kept where a workspace wants it, in step with every comment, and gone where not.

Whatever changes comments writes here with ZADDX, which does nothing unless the index exists: so whoever
changes them need not know whether it is kept, and while it is built nothing is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.commentwords import comment_words
from server.domain.conversation import Change
from server.store.codec import decode
from server.store.commit import Check, Outcome, Write
from server.store.conversations import Conversations
from server.store.keys import Keys
from server.store.scanning import conversations_of

TOGETHER = 50
"""Conversations that are indexed in one commit."""
SHAPE = "1"
"""The way in which words are made; stands in the workspace's record once everything is indexed so."""
FIELD = "search_comments"
_KEPT = "!"
"""Stands in the index as long as it is kept, so that it exists before there is a word in it."""
_PAGE = 500


def comment_writes(
    keys: Keys, conversation: str, *, was: Iterable[Comment], now: Iterable[Comment]
) -> Iterator[Write]:
    """Keep the index in step with what becomes of a conversation's comments."""
    old, new = entries(conversation, was), entries(conversation, now)
    gone = tuple(one for one in old if one not in new)
    come = tuple(value for one in new if one not in old for value in (0, one))
    if gone:
        yield Write("ZREM", keys.comment_words, gone)
    if come:
        yield Write("ZADDX", keys.comment_words, come)


def commented(keys: Keys, change: Change, before: Sequence[Comment]) -> Iterator[Write]:
    """The same for a change that may write or edit one comment; `before` are at least the newest that count."""
    if change.comment is not None:
        now = {one.id: one for one in (*before, change.comment)}
        yield from comment_writes(keys, change.after.id, was=before, now=now.values())


def entries(conversation: str, comments: Iterable[Comment]) -> tuple[str, ...]:
    """The members of the index that are due to a conversation: `word::id`."""
    return tuple(f"{word}::{conversation}" for word in comment_words(comments))


@dataclass(frozen=True, slots=True)
class CommentIndex:
    """The words of one workspace's comments."""

    of: Conversations

    def build(self) -> Iterator[int]:
        """Index all comments, a few conversations at a time, yielding how many; may be repeated and cut short."""
        store, keys = self.of.store, self.of.keys
        store.write("ZADD", keys.comment_words, 0, _KEPT)
        for batch in conversations_of(self.of):
            for start in range(0, len(batch), TOGETHER):
                ids = [record.id for record in batch[start : start + TOGETHER]]
                if not self._index(ids):
                    for one in ids:
                        while not self._index([one]):
                            pass  # somebody commented in this moment, before the index was there
                yield len(ids)
        store.write("HSET", keys.record, FIELD, SHAPE)

    def remove(self) -> None:
        """Take all of it away; the store frees it beside its work."""
        self.of.store.write("HDEL", self.of.keys.record, FIELD)
        self.of.store.write("UNLINK", self.of.keys.comment_words)

    def stands(self) -> tuple[bool, bool]:
        """Whether there is any of it, and whether it is complete; one round trip."""
        there = ("EXISTS", self.of.keys.comment_words)
        exists, shape = self.of.store.read([there, ("HGET", self.of.keys.record, FIELD)])
        return bool(exists), shape == SHAPE

    def wrong(self, conversations: Sequence[str]) -> Iterator[str]:
        """The conversations whose comments have other words than the index has, so far as some are missing."""
        wanted = [(name, one) for name, said in self._said(conversations) for one in entries(name, said)]
        scores = self.of.store.read([("ZSCORE", self.of.keys.comment_words, one) for _, one in wanted])
        yield from dict.fromkeys(
            name for (name, _), score in zip(wanted, scores, strict=True) if score is None
        )

    def strays(self) -> Iterator[str]:
        """Every entry that no comment calls for."""
        cursor = "0"
        while True:
            command = ("ZSCAN", self.of.keys.comment_words, cursor, "COUNT", _PAGE)
            raw, page = self.of.store.read([command])[0]
            cursor = str(raw)
            members = [member for member, _ in page if member != _KEPT]
            ids = list(dict.fromkeys(member.rpartition(":")[2] for member in members))
            due = {one for name, said in self._said(ids) for one in entries(name, said)}
            yield from (one for one in members if one not in due)
            if cursor == "0":
                return

    def is_stray(self, entry: str) -> bool:
        """Whether an entry stands there that no comment calls for."""
        ((name, said),) = self._said([entry.rpartition(":")[2]])
        score = self.of.store.read([("ZSCORE", self.of.keys.comment_words, entry)])[0]
        return score is not None and entry not in entries(name, said)

    def take_out(self, entry: str) -> bool:
        """Take out what should not stand there, unless its conversation is just being changed."""
        name = entry.rpartition(":")[2]
        version = self.of.store.read([("HGET", self.of.keys.conversation(name), "version")])[0]
        if not self.is_stray(entry):
            return True
        check = Check(self.of.keys.conversation(name), "version", version)
        write = Write("ZREM", self.of.keys.comment_words, (entry,))
        return self.of.store.commit(checks=[check], writes=[write]).outcome is Outcome.DONE

    def put_right(self, conversation: str) -> bool:
        """Index one conversation anew, unless it is just being changed."""
        return self._index([conversation])

    def _index(self, conversations: Sequence[str]) -> bool:
        """Add the words of their comments, provided that nothing changes meanwhile."""
        records = [record for record in self.of.get_many(conversations) if record is not None]
        found = [one for name, said in self._said([r.id for r in records]) for one in entries(name, said)]
        if not found:
            return True
        checks = [Check(self.of.keys.conversation(r.id), "version", str(r.version)) for r in records]
        write = Write("ZADDX", self.of.keys.comment_words, tuple(v for one in found for v in (0, one)))
        return self.of.store.commit(checks=checks, writes=[write]).outcome is Outcome.DONE

    def _said(self, conversations: Sequence[str]) -> Iterator[tuple[str, list[Comment]]]:
        """The comments of several conversations, in one round trip."""
        replies = self.of.store.read([("HVALS", self.of.keys.comments(name)) for name in conversations])
        for name, texts in zip(conversations, replies, strict=True):
            yield name, [decode(Comment, text) for text in texts]
