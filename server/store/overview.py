"""Everything that the guide and the page about health ask of the store, in one round trip on a single server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.domain.checkup import Found
from server.store import checkups
from server.store.commit import Store, Value
from server.store.installation import Entered, InstallationStore
from server.store.keys import CHECKUPS, INSTALLATION, WORKER, Keys
from server.store.vitals import Vitals, vitals

LATE_MS = 60_000
"""Work that is due and was not done for so long is late."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How the store is and what stands in it; `beat` is when the worker last did its round, times are ms UTC.

    `contacts`, `late` and `changes` are the workspace's: last call of each client, pieces of late work, and how
    many entries its stream of changes holds.
    """

    vitals: Vitals
    entered: Entered
    found: Mapping[str, Found]
    beat: int | None
    contacts: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    changes: int = 0


def overview(store: Store, entered: InstallationStore, keys: Keys | None, *, now: int) -> Overview:
    """Look at everything; without `keys` there is no workspace yet."""
    general: list[tuple[Value, ...]] = [("HGETALL", INSTALLATION), ("HGETALL", CHECKUPS), ("GET", WORKER)]
    own: list[tuple[Value, ...]] = []
    if keys is not None:
        own = [
            ("HGETALL", keys.contacts),
            ("ZCOUNT", keys.due, "-inf", now - LATE_MS),
            ("XLEN", keys.events),
        ]
    asked, answers = vitals(store, (*general, *own))
    installation, looks, beat, *rest = answers
    contacts, late, changes = rest or ({}, 0, 0)
    return Overview(
        vitals=asked,
        entered=entered.parsed(installation),
        found=checkups.parsed(looks),
        beat=int(beat) if beat else None,
        contacts=_moments(contacts),
        late=int(late),
        changes=int(changes),
    )


def _moments(flat: Mapping[str, Any]) -> dict[str, int]:
    return {client: int(at) for client, at in flat.items()}
