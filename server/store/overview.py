"""Everything that the guide and the page about health ask of the store, in one round trip on a single server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.domain.checkup import Found
from server.store import checkups
from server.store.commit import Store, Value
from server.store.installation import Entered, InstallationStore
from server.store.keys import Keys
from server.store.outerkeys import CHECKUPS, INSTALLATION, WORKER
from server.store.vitals import Vitals, vitals

LATE_MS = 60_000
"""Work that is due and was not done for so long is late."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How the store is and what stands in it; `beat` is when the worker last did its round, times are ms UTC.

    `contacts`, `late`, `changes` and `list_ids` are the workspace's: last call of each client, pieces of late
    work, how many entries its stream of changes holds, by mailbox the list ids that mail has shown, and
    how many webhook deliveries wait.
    """

    vitals: Vitals
    entered: Entered
    found: Mapping[str, Found]
    beat: int | None
    contacts: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    changes: int = 0
    list_ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    undelivered: int = 0


def overview(
    store: Store,
    entered: InstallationStore,
    keys: Keys | None,
    *,
    now: int,
    mailboxes: Sequence[str] = (),
    webhooks: Sequence[str] = (),
) -> Overview:
    """Look at everything; without `keys` there is no workspace yet."""
    general: list[tuple[Value, ...]] = [("HGETALL", INSTALLATION), ("HGETALL", CHECKUPS), ("GET", WORKER)]
    own: list[tuple[Value, ...]] = []
    if keys is not None:
        own = [
            ("HGETALL", keys.contacts),
            ("ZCOUNT", keys.due, "-inf", now - LATE_MS),
            ("XLEN", keys.events),
            *(("ZRANGE", keys.mailbox_index(box, "lists"), "(0", "+inf", "BYSCORE") for box in mailboxes),
            *(("ZCARD", keys.webhook_outbox(webhook)) for webhook in webhooks),
        ]
    asked, answers = vitals(store, (*general, *own))
    installation, looks, beat, *rest = answers
    contacts, late, changes, *more = rest or ({}, 0, 0)
    return Overview(
        vitals=asked,
        entered=entered.parsed(installation),
        found=checkups.parsed(looks),
        beat=int(beat) if beat else None,
        contacts=_moments(contacts),
        late=int(late),
        changes=int(changes),
        list_ids=dict(zip(mailboxes, more, strict=False)),
        undelivered=sum(map(int, more[len(mailboxes) :])),
    )


def _moments(flat: Mapping[str, Any]) -> dict[str, int]:
    return {client: int(at) for client, at in flat.items()}
