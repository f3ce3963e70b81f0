"""What was done to the settings and to people's data, and by whom; ids and names of fields, never contents (D7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.events import Actor


class Audited(StrEnum):
    """The kinds of acts that the audit log knows."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    INVITED = "invited"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"
    READ = "read"
    EXPORTED = "exported"
    ERASED = "erased"
    HELD = "held"
    RELEASED = "released"
    EMERGENCY = "emergency"
    INSTALLED = "installed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log.

    `target` is `<kind>:<id>` (mailbox, agent, team, field, tag, template, token, webhook, workspace, conversation,
    address); an address stands there as its digest. `data` holds names of changed fields, numbers and ids.
    """

    at: int
    kind: Audited
    by: Actor
    target: str
    data: Mapping[str, object] = field(default_factory=dict)
