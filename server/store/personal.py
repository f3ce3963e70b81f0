"""What belongs to one agent alone and nobody else reads: their own templates and saved views."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from server.store.commit import Check, Store, Write
from server.store.keys import Keys

Said = Callable[[str], str]
_TEXTS = ("name", "texts", "query")
"""The parts of such a record that people write."""


def belongings(store: Store, keys: Keys, agent: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(template or view, its facts) of everything that an agent keeps, in one round trip."""
    named = _named(keys, agent)
    found = store.read([("HVALS", key) for key in named.values()])
    for kind, texts in zip(named, found, strict=True):
        for text in texts:
            yield kind, {name: value for name, value in orjson.loads(text).items() if name != "shape"}


def forget(store: Store, keys: Keys, agent: str) -> None:
    """Take it all away, with what was counted of it."""
    names = (*_named(keys, agent).values(), keys.own_template_uses(agent))
    store.commit(writes=[Write("DEL", name) for name in names])


def redact(store: Store, keys: Keys, agents: Iterable[str], said: Said) -> None:
    """Replace what names somebody in what agents keep; what is rewritten meanwhile stays as it is then."""
    named = [key for agent in agents for key in _named(keys, agent).values()]
    for key, texts in zip(named, store.read([("HGETALL", key) for key in named]), strict=True):
        for name, text in texts.items():
            before = orjson.loads(text)
            after = before | {part: _replaced(before[part], said) for part in _TEXTS if part in before}
            if after != before:
                write = Write("HSET", key, (name, orjson.dumps(after).decode()))
                store.commit(checks=[Check(key, name, text)], writes=[write])


def _replaced(value: Any, said: Said) -> Any:
    return {name: said(text) for name, text in value.items()} if isinstance(value, dict) else said(value)


def _named(keys: Keys, agent: str) -> dict[str, str]:
    return {"template": keys.own_templates(agent), "view": keys.own_views(agent)}
