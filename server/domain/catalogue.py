"""What a team agrees on: tags, fields, templates, macros and views, each for some mailboxes or for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldKind(StrEnum):
    """What a custom field holds; a value is always kept as text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHECKBOX = "checkbox"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Field:
    """A custom field of conversations; `mailboxes` empty means all, `choices` only where the kind is choice."""

    id: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that the team has agreed on; conversations carry its name. `mailboxes` empty means all."""

    id: str
    name: str
    meaning: str = ""
    mailboxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A text to answer with: locale -> plain text with `{{ placeholders }}`; `mailboxes` empty means all."""

    id: str
    name: str
    texts: Mapping[str, str] = field(default_factory=dict)
    mailboxes: tuple[str, ...] = ()


class StepKind(StrEnum):
    """What a step of a macro does."""

    STATUS = "status"
    ASSIGN = "assign"
    TAG = "tag"
    UNTAG = "untag"
    PRIORITY = "priority"
    SNOOZE = "snooze"
    TEMPLATE = "template"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class MacroStep:
    """One step; `value` by kind: a Standing, me, nobody or a party, a tag, a Priority, a Preset, an id, a text."""

    kind: StepKind
    value: str


@dataclass(frozen=True, slots=True)
class Macro:
    """A named list of steps that are done to a conversation at once; `mailboxes` empty means all."""

    id: str
    name: str
    steps: tuple[MacroStep, ...] = ()
    mailboxes: tuple[str, ...] = ()


class ViewSort(StrEnum):
    """In which order a saved view shows what it finds."""

    NEWEST = "newest"
    OLDEST = "oldest"
    WAITING = "waiting"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A search under a name, as typed into the search box; `mailboxes` empty means all, or that it is one's own."""

    id: str
    name: str
    query: str
    sort: ViewSort = ViewSort.NEWEST
    mailboxes: tuple[str, ...] = ()


Belonging = Tag | Field | Template | Macro | SavedView
"""What belongs to some mailboxes, or to all."""
