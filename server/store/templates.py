"""An agent's own templates, and how often templates are used: hints for the order in which they are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.catalogue import Template
from server.domain.proposing import Uses
from server.store.codec import decode, encode
from server.store.commit import Store, Value
from server.store.digests import Digests
from server.store.keys import Keys
from server.store.reach import reaching


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands at one agent's hand: their own templates, and the uses of all that were asked about."""

    own: tuple[Template, ...]
    uses: dict[str, Uses]


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one workspace's agents; those of the team are in the directory."""

    store: Store
    keys: Keys
    digests: Digests

    def shelf(self, agent: str, shared: Sequence[str], tags: Sequence[str]) -> Shelf:
        """An agent's own templates, and the uses of these and of the team's ones by id; one round trip."""
        names = [name for one in shared for name in self._names(one, tags)]
        commands: list[tuple[Value, ...]] = [
            ("HGETALL", self.keys.own_templates(agent)),
            ("HGETALL", self.keys.own_template_uses(agent)),
        ]
        if names:
            commands.append(("HMGET", self.keys.template_uses, *names))
        texts, counts, *team = self.store.read(commands)
        counts = {**counts, **dict(zip(names, team[0], strict=True))} if team else counts
        own = tuple(decode(Template, text) for text in texts.values())
        every = [*shared, *(one.id for one in own)]
        return Shelf(own, {one: self._uses(counts, one, tags) for one in every})

    def own(self, agent: str) -> tuple[Template, ...]:
        """An agent's own templates, by name."""
        texts = self.store.read([("HGETALL", self.keys.own_templates(agent))])[0]
        found = (decode(Template, text) for text in texts.values())
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def keep(self, agent: str, template: Template) -> None:
        """Keep an agent's own template."""
        self.store.write("HSET", self.keys.own_templates(agent), template.id, encode(template))

    def drop(self, agent: str, template: str) -> None:
        """Forget an agent's own template; its counts stay among those of the agent, who reads no others."""
        self.store.write("HDEL", self.keys.own_templates(agent), template)

    def count(self, template: str, tags: Sequence[str]) -> None:
        """Count one use of a template of the team, in one round trip."""
        self._run(self._counting(self.keys.template_uses, template, tags))

    def used(self, agent: str, template: str, tags: Sequence[str]) -> Template | None:
        """An agent's own template, with one use counted in the same round trip; None for one that there is not."""
        key = self.keys.own_template_uses(agent)
        fetch: tuple[Value, ...] = ("HGET", self.keys.own_templates(agent), template)
        text = self._run([fetch, *self._counting(key, template, tags)])[0]
        if text is None:
            self.store.write("HDEL", key, *self._names(template, tags))
            return None
        return decode(Template, text)

    def forget(self, template: str) -> None:
        """Forget how often a template of the team was used."""
        key = self.keys.template_uses
        names = [one for one in self.store.read([("HKEYS", key)])[0] if one.partition(" ")[0] == template]
        if names:
            self.store.write("HDEL", key, *names)

    def _counting(self, key: str, template: str, tags: Sequence[str]) -> list[tuple[Value, ...]]:
        return [("HINCRBY", key, name, 1) for name in self._names(template, tags)]

    def _names(self, template: str, tags: Sequence[str]) -> list[str]:
        return [template, *(f"{template} {self.digests.tag(tag)}" for tag in tags)]

    def _uses(self, counts: dict[str, str | None], template: str, tags: Sequence[str]) -> Uses:
        total, *tagged = (int(counts.get(name) or 0) for name in self._names(template, tags))
        return Uses(total, tuple(tagged))

    def _run(self, commands: Sequence[tuple[Value, ...]]) -> list[str | None]:
        """Commands on one workspace's keys in one round trip; not repeated, as a count would count twice."""

        def run() -> list[str | None]:
            with self.store.client.pipeline(transaction=False) as pipe:
                for command in commands:
                    pipe.execute_command(*command)
                replies: list[str | None] = pipe.execute()
                return replies

        return reaching(run, attempts=1)
