"""The conversation: one mail thread with its collaboration, and what a change to it is (PRODUCT 3.1).

The record holds no mail body. Decisions elsewhere in this package are pure: they take a record and return a
`Change`, which the store applies at once or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from server.domain.comments import Comment
from server.domain.drafts import Draft, Review
from server.domain.errors import Conflict
from server.domain.events import Actor, Event
from server.domain.vocabulary import Channel, Priority, Standing, Status

CLAIM_LEASE = 10 * 60_000
"""How long "I'm replying" holds without activity, in ms (R11)."""
CLAIM_LIMIT = 60 * 60_000
"""How long a claim may be renewed at most, in ms (DECISIONS D1)."""


@dataclass(frozen=True, slots=True)
class Intended:
    """What an agent chose to happen once their reply is sent, and when they chose it (DECISIONS C5)."""

    to: Standing
    at: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as stored; times are ms UTC, parties are `agent:<id>` or `team:<id>`.

    `due_at` is by when whoever it was handed over to is to be done, `handed_by` the agent who handed it to its
    present assignee.
    `participants` are the outside addresses seen in it (bounded); `cut_from` are conversations that a person or
    a policy parted it from (DECISIONS C6); `links` are told in `linking`; mail to the mailboxes it was
    `moved_from` still joins; `settled_at` is the last close or spam; `headed_at` the
    time of the message that gave subject and customer; `touched` says that somebody has worked on it (R5.5);
    `purged_at` that nothing is kept of what people wrote before (R16). `fields` are custom fields by id, as text;
    a legal hold (`held_at`, by `held_by`) keeps everything from being purged or erased. `erased_at` says that its
    customer was replaced by a pseudonym, `reduced_at` that only figures are left, `deleted_at` that it is gone:
    the record stays so that its mail is known, and nobody sees it. `review` is that of the one draft it has; with
    it the draft's text goes from the store. `warned` says which agents were warned of a second answer, and when.
    """

    id: str
    mailboxes: tuple[str, ...]
    version: int = 0
    subject: str = ""
    customer: str = ""
    customer_name: str = ""
    participants: tuple[str, ...] = ()
    status: Status = Status.OPEN
    snoozed_until: int | None = None
    snoozed_by: str | None = None
    wake_on_reply: bool = True
    assignee: str | None = None
    due_at: int | None = None
    handed_by: str | None = None
    handed_at: int | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    restricted_to: tuple[str, ...] | None = None
    followers: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    channel: Channel = Channel.MAIL
    language: str | None = None
    created_at: int = 0
    headed_at: int | None = None
    first_inbound_at: int | None = None
    last_inbound_at: int | None = None
    last_outbound_at: int | None = None
    last_message_at: int = 0
    last_message_id: str | None = None
    waiting_since: int | None = None
    first_response_at: int | None = None
    first_response_by: str | None = None
    resolved_at: int | None = None
    settled_at: int = 0
    closed_at: int | None = None
    closed_by: str | None = None
    cycle: int = 1
    reopens: tuple[int, ...] = ()
    reopen_due: int | None = None
    human_act_at: int = 0
    touched: bool = False
    claimed_by: str | None = None
    claimed_at: int | None = None
    claimed_until: int | None = None
    claim_fence: int = 0
    message_count: int = 0
    merged_into: str | None = None
    merged_at: int | None = None
    moved_from: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    cut_from: tuple[str, ...] = ()
    continues: str | None = None
    forwarded_from: str | None = None
    conflicts_with: tuple[str, ...] = ()
    purged_at: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    held_at: int | None = None
    held_by: str | None = None
    erased_at: int | None = None
    reduced_at: int | None = None
    deleted_at: int | None = None
    review: Review | None = None
    intended: Mapping[str, Intended] = field(default_factory=dict)
    warned: Mapping[str, int] = field(default_factory=dict)

    @property
    def takes_mail(self) -> bool:
        """Whether a new mail may join: what was erased or deleted stays as it is (R7, R16)."""
        return self.erased_at is None and self.deleted_at is None

    @property
    def standing(self) -> Standing:
        """The status as people see it."""
        if self.status is Status.OPEN and self.snoozed_until is not None:
            return Standing.SNOOZED
        return Standing(self.status)

    def claimant(self, now: int) -> str | None:
        """The agent id whose claim holds at `now`, judged by the store's time."""
        held = self.claimed_by is not None and self.claimed_until is not None and self.claimed_until > now
        return self.claimed_by if held else None

    @property
    def agent(self) -> str | None:
        """The assigned agent's id, if an agent is assigned."""
        return (
            self.assignee.removeprefix("agent:")
            if self.assignee and self.assignee.startswith("agent:")
            else None
        )

    @property
    def team(self) -> str | None:
        """The assigned team's id, if a team is assigned."""
        return (
            self.assignee.removeprefix("team:")
            if self.assignee and self.assignee.startswith("team:")
            else None
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What one act does: the record as it will be, the events, and a comment or draft where one is written.

    No event means that nothing is left to do: what was asked for already holds.
    """

    after: Conversation
    events: tuple[Event, ...] = ()
    comment: Comment | None = None
    draft: Draft | None = None

    def then(self, more: Change) -> Change:
        """This change and one that was made of what it left, as one."""
        return Change(
            more.after, (*self.events, *more.events), more.comment or self.comment, more.draft or self.draft
        )


def unchanged(conversation: Conversation) -> Change:
    """The change that changes nothing."""
    return Change(conversation)


def event(kind: str, actor: Actor, at: int, /, **data: object) -> Event:
    """One event by one actor, leaving out what is None."""
    return Event(kind, at, actor.party, actor.via, {k: v for k, v in data.items() if v is not None})


def by_hand(conversation: Conversation, actor: Actor, at: int, **fields: object) -> Conversation:
    """The record with some fields changed, marked as worked on where a person did it (R5.5, C2)."""
    if actor.kind in {"agent", "api"}:
        fields |= {"touched": True, "human_act_at": max(at, conversation.human_act_at)}
    return replace(conversation, **fields)  # type: ignore[arg-type]


def expect(field: str, *, seen: object, current: object) -> None:
    """Refuse an act whose actor saw another value than now holds (DECISIONS D1)."""
    if seen != current:
        raise Conflict("Somebody was faster.", field=field, current=current)
