"""The streams of many workspaces, read together and without waiting (DESIGN 6)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.domain.conversation import Conversation
from server.store.commit import Store
from server.store.keys import Keys
from server.store.writing import AUDIENCE

BATCH = 500
"""Entries of one stream that are read at once."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a reader is: the last entry seen of the changes and of the presence feed."""

    change: str
    presence: str

    def __str__(self) -> str:
        return f"{self.change}_{self.presence}"

    def behind(self, other: Position) -> bool:
        """Whether the other has seen a change or a coming that this one has not."""
        return _order(self.change) < _order(other.change) or _order(self.presence) < _order(other.presence)


@dataclass(frozen=True, slots=True)
class Told:
    """One change: its stream id, the conversation, what happened, by whom, and who could see it before and after.

    `now` and `was` hold nothing but the fields that decide visibility; `was` is None where it is the same.
    """

    id: str
    conversation: str
    version: int
    types: tuple[str, ...]
    by: str
    now: Conversation
    was: Conversation | None


@dataclass(frozen=True, slots=True)
class Beat:
    """One coming, going or change of what an agent does in a conversation."""

    id: str
    conversation: str
    agent: str


@dataclass(frozen=True, slots=True)
class News:
    """What came since a position, the position after it, and the directory's version."""

    changes: tuple[Told, ...]
    beats: tuple[Beat, ...]
    position: Position
    directory_version: int


class Feed:
    """Reads the two streams of workspaces; a class without state of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self, workspace: str) -> Position:
        """The position of somebody who has seen everything."""
        keys = Keys(workspace)
        changes, beats = self._store.read(
            [("XREVRANGE", key, "+", "-", "COUNT", 1) for key in (keys.events, keys.presence_feed)]
        )
        return Position(_last(changes), _last(beats))

    def since(self, positions: Mapping[str, Position]) -> dict[str, News]:
        """What came since, for several workspaces in one round trip; nothing waits."""
        commands: list[tuple[str | int, ...]] = []
        for workspace, position in positions.items():
            keys = Keys(workspace)
            commands.append(("XRANGE", keys.events, f"({position.change}", "+", "COUNT", BATCH))
            commands.append(("XRANGE", keys.presence_feed, f"({position.presence}", "+", "COUNT", BATCH))
            commands.append(("GET", keys.directory_version))
        replies = self._store.read(commands)
        return {
            workspace: _news(position, *replies[at * 3 : at * 3 + 3])
            for at, (workspace, position) in enumerate(positions.items())
        }

    def changes(self, workspace: str, after: str, *, limit: int) -> tuple[Told, ...]:
        """The changes after a stream id, oldest first, without presence."""
        command = ("XRANGE", Keys(workspace).events, f"({after}", "+", "COUNT", limit)
        return tuple(_told(stream_id, fields) for stream_id, fields in self._store.read([command])[0])

    def trimmed(self, workspace: str, position: Position) -> bool:
        """Whether changes after a position are gone from the stream already (the reader must start afresh)."""
        first = self._store.read([("XRANGE", Keys(workspace).events, "-", "+", "COUNT", 1)])[0]
        return bool(first) and position.change != _NOTHING and _order(first[0][0]) > _order(position.change)


_NOTHING = "0-0"
# The store takes 64 bits on both sides; the last of them would leave nothing to come after it.
_STREAM_ID = re.compile(r"[0-9]{1,15}-[0-9]{1,15}")


def position_of(cursor: str | None) -> Position | None:
    """A position from a cursor that a client returned; None for one that is none of ours."""
    change, _, presence = (cursor or "").partition("_")
    return Position(change, presence) if _is_id(change) and _is_id(presence) else None


def _is_id(text: str) -> bool:
    return _STREAM_ID.fullmatch(text) is not None


def _order(stream_id: str) -> tuple[int, int]:
    at, _, number = stream_id.partition("-")
    return int(at), int(number)


def _last(entries: Sequence[tuple[str, object]]) -> str:
    return str(entries[0][0]) if entries else _NOTHING


def _news(
    position: Position,
    changes: Sequence[tuple[str, Mapping[str, str]]],
    beats: Sequence[tuple[str, Mapping[str, str]]],
    version: str | None,
) -> News:
    told = tuple(_told(stream_id, fields) for stream_id, fields in changes)
    here = tuple(_beat(stream_id, fields) for stream_id, fields in beats)
    after = Position(told[-1].id if told else position.change, here[-1].id if here else position.presence)
    return News(told, here, after, int(version or 0))


def _told(stream_id: str, fields: Mapping[str, str]) -> Told:
    change, events = orjson.loads(fields["change"]), orjson.loads(fields["events"])
    return Told(
        id=stream_id,
        conversation=change["conversation"],
        version=change["version"],
        types=tuple(dict.fromkeys(event["type"] for event in events)),
        by=events[-1]["by"] if events else "",
        now=_seen_by(change["conversation"], change["now"]),
        was=_seen_by(change["conversation"], change["was"]) if "was" in change else None,
    )


def _seen_by(conversation: str, audience: Mapping[str, Any]) -> Conversation:
    fields = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in audience.items()
        if name in AUDIENCE
    }
    return Conversation(id=conversation, **({"mailboxes": ()} | fields))


def _beat(stream_id: str, fields: Mapping[str, str]) -> Beat:
    return Beat(stream_id, fields["conversation"], fields["agent"])
