"""Lists and quiet states as a reader is shown them: facts, never words; times are ms UTC."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.domain.offering import OfferedView
from server.domain.views import AbsenceView, MailboxLabel, Party
from server.domain.vocabulary import Availability, Standing


@dataclass(frozen=True, slots=True)
class RowView:
    """One conversation in a list; `message_id` (canonical) opens the mail in the reader's own client.

    `handed_by` is who handed it over to its assignee, `due_at` by when they are to be done (ms UTC, a day's end).
    Where the workspace keeps no subjects, `subject_kept` is False, and an empty one says nothing of the mail.
    """

    id: str
    subject: str
    customer_name: str
    customer_address: str
    standing: Standing
    assignee: Party | None
    waiting_since: int | None
    last_message_at: int
    snoozed_until: int | None
    message_id: str | None
    due_at: int | None = None
    handed_by: Party | None = None
    subject_kept: bool = True


class Queue(StrEnum):
    """The lists of the home card (G6)."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    MENTIONS = "mentions"
    OPEN = "open"
    SNOOZED = "snoozed"
    REVIEWS = "reviews"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class QueueView:
    """One page of a queue, oldest first; `mailbox` narrows it; `after` is the cursor of the next page."""

    queue: Queue
    mailbox: MailboxLabel | None
    rows: tuple[RowView, ...]
    total: int
    at: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousView:
    """Earlier conversations of the same sender that the reader may see, newest first."""

    conversation: str
    customer_name: str
    customer_address: str
    rows: tuple[RowView, ...]
    at: int


@dataclass(frozen=True, slots=True)
class MailboxCounts:
    """One mailbox on the home card: each conversation counted once (DECISIONS A3); None where not shown."""

    mailbox: MailboxLabel
    unassigned: int | None
    open: int
    pending: int


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """An admin reads, or read, a mailbox of the reader's in an emergency, until a moment (ms UTC)."""

    mailbox: str
    name: str
    until: int
    active: bool
    you: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home card (G6): the reader's own counts and their mailboxes; a count of None is not shown.

    `availability` is the reader's own; `absence` tells until when they are away, and who stands in for them.
    """

    name: str
    at: int
    mine: int
    unassigned: int | None
    waiting: int
    mentions: int
    mailboxes: tuple[MailboxCounts, ...]
    availability: Availability = Availability.AVAILABLE
    absence: AbsenceView | None = None
    emergencies: tuple[EmergencyView, ...] = ()
    reviews: int = 0
    followed: int = 0
    views: tuple[OfferedView, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideView:
    """A mail of no mailbox (G3): where the reader could add it; nothing is stored (DECISIONS A9)."""

    mailboxes: tuple[MailboxLabel, ...]
    mine: int
    at: int


@dataclass(frozen=True, slots=True)
class ConfidentialView:
    """The reader has the mail but may not see its conversation (G3, DECISIONS A5): no number, no name."""

    at: int


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """The mail is handled in another mailbox that the reader is no member of (DECISIONS A3)."""

    at: int
