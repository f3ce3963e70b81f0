"""What a reader is shown to put a conversation right: its mails, what it may be joined with, where it may go."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.linkviews import Exposure
from server.domain.listviews import RowView
from server.domain.views import ConversationView, MailboxLabel, Sentence


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail to split from, by its key; `sender` is a name or an address."""

    key: str
    at: int
    sender: str
    subject: str
    outbound: bool


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A conversation that may become part of this one; `suggested` where a mail refers to both (R5.5)."""

    row: RowView
    mails: int
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Another conversation and how this one belongs to it."""

    kind: str
    row: RowView


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A conversation that was merged into this one, and until when that can be undone."""

    id: str
    subject: str
    until: int


@dataclass(frozen=True, slots=True)
class TidyView:
    """Everything that can be put right about one conversation; empty where the reader may not.

    `mails` run from the newest to the oldest; `blocked` says whether its sender is blocked, None where there is
    none to block.
    """

    conversation: ConversationView
    mail_count: int
    mails: tuple[MailLine, ...] = ()
    candidates: tuple[CandidateLine, ...] = ()
    merged: tuple[MergedLine, ...] = ()
    links: tuple[LinkLine, ...] = ()
    places: tuple[MailboxLabel, ...] = ()
    blocked: bool | None = None


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging another conversation into this one would do; `refusal` says why the two can only be linked."""

    conversation: ConversationView
    row: RowView
    mails: int
    comments: int
    shown: tuple[Exposure, ...] = ()
    refusal: Sentence | None = None
