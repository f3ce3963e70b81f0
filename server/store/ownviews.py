"""The searches that an agent keeps under names of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from server.domain.catalogue import SavedView
from server.store.codec import decode, encode
from server.store.commit import Check, Store, Value, Write
from server.store.keys import Keys


@dataclass(frozen=True, slots=True)
class OwnViews:
    """The saved views of one workspace's agents; shared ones are in the directory."""

    store: Store
    keys: Keys

    def keep(self, agent: str, view: SavedView) -> None:
        """Keep one."""
        self.store.write("HSET", self.keys.own_views(agent), view.id, encode(view))

    def drop(self, agent: str, view: str) -> None:
        """Forget one."""
        self.store.commit(writes=[self.dropped(agent, view)])

    def dropped(self, agent: str, view: str) -> Write:
        """The same as a part of another commit."""
        return Write("HDEL", self.keys.own_views(agent), (view,))

    def requery(self, agents: Sequence[str], change: Callable[[str], str]) -> None:
        """Put the queries of all that some agents keep anew; what is changed meanwhile stays as it is then."""
        kept = self.store.read([own_read(self.keys, agent) for agent in agents])
        for agent, texts in zip(agents, kept, strict=True):
            key = self.keys.own_views(agent)
            for name, text in texts.items():
                view = decode(SavedView, text)
                after = replace(view, query=change(view.query))
                if after != view:
                    write = Write("HSET", key, (name, encode(after)))
                    self.store.commit(checks=[Check(key, name, text)], writes=[write])


def own_read(keys: Keys, agent: str) -> tuple[Value, ...]:
    """The command that reads an agent's own views, for reading it along with something else."""
    return ("HGETALL", keys.own_views(agent))


def own_views(texts: Mapping[str, str]) -> tuple[SavedView, ...]:
    """What that command answered, by name."""
    found = (decode(SavedView, text) for text in texts.values())
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
