"""One thing that was checked, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.domain.views import Sentence


class State(StrEnum):
    """How something stands, the worst first."""

    WRONG = "wrong"
    MISSING = "missing"
    WAITING = "waiting"
    OK = "ok"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, how it stands and, where it is not well, what to do."""

    state: State
    what: Sentence
    todo: Sentence | None = None
