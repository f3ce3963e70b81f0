"""What a reader is shown, built once and rendered by every client (PRODUCT 2.3).

Views hold facts, never words: a card or a page turns them into German or English. Times are ms UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from server.domain.catalogue import FieldKind
from server.domain.differences import Passage
from server.domain.drafts import ReviewState, Step
from server.domain.linkviews import LinkView
from server.domain.vocabulary import Act, Channel, Mode, Priority, Role, Standing


@dataclass(frozen=True, slots=True)
class Party:
    """An agent or a team as the reader sees it; `id` is `agent:<id>` or `team:<id>`."""

    id: str
    name: str
    you: bool = False


@dataclass(frozen=True, slots=True)
class MailboxLabel:
    """A mailbox by name; `address` is its first address."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who has said "I'm replying", since when, and until when the claim holds (R11)."""

    by: Party
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class PresenceView:
    """A colleague who has the conversation before them; never the reader (R11)."""

    name: str
    mode: Mode
    client: str
    since: int


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """Where a comment's text names somebody: `text[start:end]`."""

    start: int
    end: int
    you: bool = False


@dataclass(frozen=True, slots=True)
class CommentView:
    """One internal comment; `text` is plain text exactly as typed, or empty when deleted."""

    id: str
    author: Party
    at: int
    text: str
    mentions: tuple[MentionSpan, ...] = ()
    edited: bool = False
    deleted: bool = False
    may_edit: bool = False
    may_delete: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """A custom field with its value as kept, "" for none; `choices` only where the kind is choice."""

    id: str
    name: str
    kind: FieldKind
    value: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidelineView:
    """What a mailbox says about working in it, as plain text."""

    mailbox: MailboxLabel
    text: str


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """Somebody is away: until when, if that is known, and who stands in for them, if the reader knows them.

    `may_give`: the reader can give the conversation to the deputy.
    """

    until: int | None = None
    deputy: Party | None = None
    may_give: bool = False


@dataclass(frozen=True, slots=True)
class RestrictedView:
    """The conversation is confidential: how many people see it, and who stands on the list."""

    count: int
    people: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message id in English with `%(name)s` placeholders, its parameters, and a count for plurals.

    A parameter ending in `_at` is a time in ms UTC that the renderer writes in the reader's zone;
    one ending in `_word` is itself a message id to be translated; a day or a sentence is written out as one.
    """

    message: str
    facts: dict[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One line of the activity: when, and what happened as a sentence."""

    at: int
    sentence: Sentence


class Warn(StrEnum):
    """What a reader should know before acting; each is one line in a client."""

    SENDER_NOT_CONFIRMED = "sender_not_confirmed"  # DECISIONS A7
    ID_CONFLICT = "id_conflict"  # DECISIONS C7
    NEW_PARTICIPANT = "new_participant"  # R5.9
    THREAD_CONFLICT = "thread_conflict"  # R5.5; facts: subject, and other (an id) where the reader may merge
    CONTINUES = "continues"  # R7: outside the reopen window; facts: earlier conversation
    OTHER_MAILBOX = (
        "other_mailbox"  # DECISIONS A3; facts: mailbox, and other (its id) where the reader may add it
    )
    DID_YOU_REPLY = "did_you_reply"  # DECISIONS C5
    SENDER_BLOCKED = "sender_blocked"  # R12; for those who may unblock


@dataclass(frozen=True, slots=True)
class WarningView:
    """A warning with its facts (names, subjects) for the sentence that shows it."""

    kind: Warn
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewView:
    """How the review of a conversation's draft stands, without its text; `version` is what a step must have seen.

    `can` are the steps that this reader may take now; where there is no draft, the view of none says whether they
    may ask, and everything but `can` is empty. `blocked` says that nobody of those who were asked can check it now.
    """

    can: frozenset[Step] = frozenset()
    author: Party | None = None
    reviewer: Party | None = None
    state: ReviewState | None = None
    version: int | None = None
    asked_at: int | None = None
    yours: bool = False
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class UndoView:
    """The reader's own act of just now: the moment that names it, what it was, until when it can be taken back."""

    act: int
    sentence: Sentence
    until: int


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation as one reader may see it at the store's time `at`.

    `id` is None while nothing is stored yet (DECISIONS C1: shown virtually, created by the first act).
    `can` holds the acts this reader may do now; `primary` is the one that a client fills (DECISIONS H1),
    None while a colleague holds the claim. `comments` are the newest, oldest first. `restricted` is there for a
    confidential conversation, `absence` where its assignee is away. `handed_by` is who handed it over to its
    assignee, `due_at` by when they are to be done (the end of a day),
    `undo` is there right after an act of the reader's that can be taken back.
    """

    id: str | None
    version: int
    at: int
    mailbox: MailboxLabel
    other_mailboxes: tuple[MailboxLabel, ...]
    subject: str
    customer_name: str
    customer_address: str
    standing: Standing
    priority: Priority
    channel: Channel
    assignee: Party | None
    tags: tuple[str, ...]
    role: Role
    can: frozenset[Act]
    primary: Act | None = None
    waiting_since: int | None = None
    snoozed_until: int | None = None
    closed_at: int | None = None
    claim: ClaimView | None = None
    presence: tuple[PresenceView, ...] = ()
    subject_kept: bool = True
    comments: tuple[CommentView, ...] = ()
    comment_count: int = 0
    activity_count: int = 0
    previous_count: int = 0
    warnings: tuple[WarningView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    guidelines: tuple[GuidelineView, ...] = ()
    links: tuple[LinkView, ...] = ()
    restricted: RestrictedView | None = None
    absence: AbsenceView | None = None
    due_at: int | None = None
    handed_by: Party | None = None
    following: bool = False
    macros: bool = False
    undo: UndoView | None = None
    review: ReviewView = field(default_factory=ReviewView)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft with its text, as one who sees the conversation reads it; `changes` from the author's text to `final`.

    `reviewers` are those whom the reader can ask.
    """

    conversation: ConversationView
    text: str = ""
    final: str = ""
    changes: tuple[Passage, ...] = ()
    reviewers: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """All that happened to a conversation and was said about it, newest first, one page of it."""

    conversation: str
    subject: str
    entries: tuple[ActivityView | CommentView, ...]
    older: str | None = None
