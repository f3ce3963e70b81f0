"""The index of words: reading it in one round trip, and building it for what was stored before there was one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.domain.postings import minute
from server.domain.searchplan import Plan
from server.store.commit import Check, Outcome, Write
from server.store.conversations import Conversations
from server.store.scanning import conversations_of
from server.store.writing import search_entries

BUDGET = 1_500
"""Entries that one call looks at, 3 ms of the store's time: nobody else waits longer than that."""
TOGETHER = 50
"""Conversations that are indexed in one commit."""
SHAPE = "1"
"""The way in which words are made; stands in the workspace's record once everything is indexed so."""
_FIELD = "search"


@dataclass(frozen=True, slots=True)
class Found:
    """Ids with their places, newest first; everything newer than `reach` was looked at ("": everything).

    `left_out`: a beginning stands for more words than were looked for, of what the reader sees; `loose`: of what was
    given to them not all words were asked for, and the records are to say it; `built`: everything is indexed. All
    of it was read together with the directory's version.
    """

    places: tuple[str, ...]
    reach: str
    left_out: bool
    directory_version: int
    built: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Where:
    """What is searched: `whole` indexes, and of `narrowed` ones what was given to somebody (`given`: their own).

    Of all that, where lists of ids are `shown`, only what stands in one of them.
    """

    whole: tuple[str, ...]
    narrowed: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The words of one workspace."""

    of: Conversations

    def find(self, where: Where, plan: Plan, *, below: str, limit: int) -> Found:
        """The newest places before `below` ("" for none) that fit a plan, in one round trip."""
        timed = not plan.within  # comments are indexed without time: the record says when it began
        upper = minute(plan.before + 59_999) if timed and plan.before is not None else ""
        below = min(filter(None, (below, upper)), default="")
        since = minute(plan.since) if timed and plan.since is not None else ""
        args: list[str | int] = [limit, BUDGET, since, below]
        terms = plan.within or plan.terms
        args += (len(where.narrowed), len(where.given), len(where.shown), len(terms))
        for term in terms:
            args += ("-" if term.without else "+", len(term.words), *term.words)
        sets = (*where.whole, *where.narrowed, *where.given, *where.shown)
        names = (*sets, self.of.keys.directory_version, self.of.keys.record)
        places, reach, left_out, version, words, of_comments, loose = self.of.store.call(
            "inbox_1_search", names, args, read_only=True, attempts=2
        )
        built = (of_comments if plan.within else words) == SHAPE
        return Found(tuple(places), reach, bool(left_out), int(version or 0), built, bool(loose))

    def built(self) -> bool:
        """Whether everything is indexed."""
        return bool(self.of.store.read([("HGET", self.of.keys.record, _FIELD)])[0] == SHAPE)

    def build(self) -> Iterator[int]:
        """Index all that is stored, a few conversations at a time, yielding how many; may be repeated and cut short."""
        for batch in conversations_of(self.of):
            for start in range(0, len(batch), TOGETHER):
                ids = [record.id for record in batch[start : start + TOGETHER]]
                if not self._index(ids):
                    for one in ids:
                        self._index_one(one)
                yield len(ids)
        self.of.store.write("HSET", self.of.keys.record, _FIELD, SHAPE)

    def _index_one(self, conversation: str) -> None:
        while not self._index([conversation]):
            pass  # somebody changed it in this moment, and their commit may know nothing of the index

    def _index(self, conversations: Sequence[str]) -> bool:
        """Add what their records say, provided that none changes meanwhile."""
        records = [record for record in self.of.get_many(conversations) if record is not None]
        writes = [
            Write("ZADD", key, (0, member))
            for record in records
            for key, member in search_entries(self.of.keys, record)
        ]
        checks = [Check(self.of.keys.conversation(r.id), "version", str(r.version)) for r in records]
        return not writes or self.of.store.commit(checks=checks, writes=writes).outcome is Outcome.DONE


def built_write(key: str) -> Write:
    """Note in a workspace's record that everything in it is indexed, as nothing is."""
    return Write("HSET", key, (_FIELD, SHAPE))
