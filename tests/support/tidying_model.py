"""What a play on a workspace remembers of it: what must be found again, and what was done last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Deed:
    """One act that was done: on the conversation `one`, and where it goes, comes from or what it made: `other`.

    A split says from which mail on (its key) and whether all `later` ones left; a new mail which `mail` it is.
    """

    name: str
    one: str = ""
    other: str = ""
    mail: str = ""
    later: bool = False


NOTHING = Deed("nothing")
"""What was asked for held already."""


@dataclass
class Model:
    """What must be found again: every mail, comment and tag once; and whoever was a conversation.

    `refers` are the ids to which each mail refers, oldest first, `senders` who wrote it.
    """

    mails: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    tagged: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)
    merges: list[tuple[str, str]] = field(default_factory=list)
    refers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    senders: dict[str, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
