"""What a workspace holds of its conversations, read plainly, so that it can be compared with what it held before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from server.domain.comments import Comment
from server.domain.conversation import Conversation
from server.store.codec import decode, decode_event
from server.store.moving import record
from tests.support.office import Office


class Line(NamedTuple):
    """One event; `about` is the mail or comment that it tells of. Where it once came from is no part of it."""

    type: str
    at: int
    by: str
    about: str
    data: str


@dataclass(frozen=True, slots=True)
class Held:
    """One conversation with everything that belongs to it; `told` are those who were mentioned and have not looked."""

    record: Conversation
    mails: Mapping[str, int]
    comments: Mapping[str, Comment]
    lines: tuple[Line, ...]
    told: Mapping[str, int]

    @classmethod
    def nothing(cls, record: Conversation) -> Held:
        """What a conversation holds that has just begun."""
        return cls(record, {}, {}, (), {})

    @property
    def own(self) -> Counter[Line]:
        """What happened to the conversation itself, not to one of its mails or comments."""
        return Counter(line for line in self.lines if not line.about)


World = Mapping[str, Held]
"""Conversation id -> what it holds."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What one merge brought together: both as they were before it, and the target as it was then."""

    source: Held
    target: Held
    after: Held


def world(office: Office, names: Iterable[str]) -> World:
    """Conversation id -> everything that belongs to it, read in one trip."""
    of, found = office.inbox.conversations, list(dict.fromkeys(names))
    agents = tuple(office.inbox.directory.agents)
    commands: list[tuple[str | int, ...]] = [
        ("ZRANGE", of.keys.agent_index(agent, "mentions"), 0, -1, "WITHSCORES") for agent in agents
    ]
    for name in found:
        commands.append(("HMGET", of.keys.conversation(name), "version", "record"))
        commands.append(("ZRANGE", of.keys.messages(name), 0, -1, "WITHSCORES"))
        commands.append(("HVALS", of.keys.comments(name)))
        commands.append(("LRANGE", of.keys.activity(name), 0, -1))
    replies = of.store.read(commands)
    told = {agent: _scores(flat) for agent, flat in zip(agents, replies, strict=False)}
    rest, held = replies[len(agents) :], {}
    for number, name in enumerate(found):
        head, mails, said, lines = rest[4 * number : 4 * number + 4]
        stored = record(*head)
        assert stored is not None
        remarks = (decode(Comment, text) for text in said)
        held[name] = Held(
            stored,
            {member.partition("|")[0]: at for member, at in _scores(mails).items()},
            {one.id: one for one in remarks},
            tuple(map(_line, lines)),
            {agent: scores[name] for agent, scores in told.items() if name in scores},
        )
    return held


def _scores(flat: Sequence[str]) -> dict[str, int]:
    return {member: int(score) for member, score in zip(flat[::2], flat[1::2], strict=True)}


@lru_cache(maxsize=10_000)
def _line(text: str) -> Line:
    told = decode_event(text)
    about = str(told.data.get("message") or told.data.get("comment") or "")
    data = sorted((name, repr(value)) for name, value in told.data.items() if name != "of")
    return Line(told.type, told.at, told.by, about, str(data))
