"""Who hears what of the news of a workspace: those who may see it, at the moment of telling (DECISIONS A8, D6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.workspace import Directory
from server.store.feed import Beat, News, Position, Told
from server.store.writing import AUDIENCE
from server.usecases.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a listener hears: change, presence, gone or reset; the cursor to come back with."""

    kind: str
    cursor: str
    conversation: str = ""
    version: int = 0
    types: tuple[str, ...] = ()
    by: str = ""
    by_name: str = ""


def heard_by(inbox: Inbox, news: News, agents: Iterable[str]) -> dict[str, list[Heard]]:
    """Agent -> what they may hear of the news, in order; who hears the same is given the same objects."""
    found: dict[str, list[Heard]] = {agent: [] for agent in agents}
    audience = _Audience(inbox.directory, tuple(found))
    for told in news.changes:
        for agents_, one in _of_change(audience, told, str(Position(told.id, news.position.presence))):
            for agent in agents_:
                found[agent].append(one)
    if news.beats and inbox.directory.workspace.presence != "off":
        for agents_, one in _of_beats(inbox, audience, news.beats, str(news.position)):
            for agent in agents_:
                found[agent].append(one)
    return found


class _Audience:
    """Who of some agents sees a conversation; asked once for all conversations that are seen alike."""

    def __init__(self, directory: Directory, agents: Sequence[str]) -> None:
        self.directory = directory
        self._agents = agents
        self._known: dict[tuple[object, ...], frozenset[str]] = {}

    def of(self, record: Conversation | None) -> frozenset[str]:
        """Those who see it; nobody where there is none, or it is part of another by now."""
        if record is None or record.merged_into is not None:
            return frozenset()
        alike = tuple(getattr(record, name) for name in AUDIENCE)
        found = self._known.get(alike)
        if found is None:
            seen = (agent for agent in self._agents if policy.sees(self.directory, agent, record))
            found = self._known[alike] = frozenset(seen)
        return found


def _of_change(audience: _Audience, told: Told, cursor: str) -> Iterator[tuple[frozenset[str], Heard]]:
    now, was = audience.of(told.now), audience.of(told.was)
    if now:
        name = audience.directory.name_of(told.by)
        yield now, Heard("change", cursor, told.conversation, told.version, told.types, told.by, name)
    if was - now:
        yield was - now, Heard("gone", cursor, told.conversation)


def _of_beats(
    inbox: Inbox, audience: _Audience, beats: Sequence[Beat], cursor: str
) -> Iterator[tuple[frozenset[str], Heard]]:
    """One line per conversation in which somebody else came or went, for those who see it."""
    moved: dict[str, set[str]] = {}
    for beat in beats:
        moved.setdefault(beat.conversation, set()).add(beat.agent)
    records = inbox.conversations.get_many(list(moved))
    for record, (conversation, who) in zip(records, moved.items(), strict=True):
        alone = who if len(who) == 1 else set[str]()
        yield audience.of(record) - alone, Heard("presence", cursor, conversation)
