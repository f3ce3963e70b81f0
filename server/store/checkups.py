"""What the last look at the world outside found: whether we are reached, and whether we reach others."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from server.domain.checkup import Found
from server.store.commit import Store
from server.store.outerkeys import CHECKUPS


def parsed(flat: Mapping[str, str]) -> dict[str, Found]:
    """The last finding of each look, by its name, from what stands under its key."""
    return {name: Found(**orjson.loads(text)) for name, text in flat.items()}


def put(store: Store, found: Mapping[str, Found]) -> None:
    """Keep what was found in place of what was found before."""
    flat = [part for name, one in found.items() for part in (name, orjson.dumps(one).decode())]
    if flat:
        store.write("HSET", CHECKUPS, *flat)
