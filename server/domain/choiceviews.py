"""What a reader is shown to choose from: who may get a conversation, who may see it, and tags.

Views hold facts, never words, as in `views.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.views import AbsenceView, ConversationView, Party
from server.domain.vocabulary import Availability


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a conversation can be given to: how many open ones they have, and whether they are there.

    `cap` is how many they should have at most; `absence` tells of an absence.
    """

    party: Party
    open_count: int = 0
    is_team: bool = False
    availability: Availability = Availability.AVAILABLE
    cap: int | None = None
    absence: AbsenceView | None = None


@dataclass(frozen=True, slots=True)
class AssignView:
    """The assign picker (G4): the conversation and who may get it, best matches first."""

    conversation: ConversationView
    candidates: tuple[Candidate, ...]
    query: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who can be put on the list of a confidential conversation, or is on it."""

    party: Party
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class RestrictView:
    """The choice of who sees a conversation: the reader first, who always stays on the list."""

    conversation: ConversationView
    people: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class TagsView:
    """The tag picker: tags on the conversation, and those known in its mailboxes (most used first)."""

    conversation: ConversationView
    known: tuple[str, ...]
