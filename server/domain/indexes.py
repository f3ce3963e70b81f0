"""Where a conversation stands in lists, derived from its record alone (DECISIONS A4, C3).

The store keeps exactly these entries; `doctor` derives them again and compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from server.domain.conversation import Conversation
from server.domain.drafts import Review, ReviewState
from server.domain.vocabulary import Standing, Status

DRAFT_KEPT = 7 * 86_400_000
"""How long the draft of a settled conversation is kept, in ms."""


class Place(NamedTuple):
    """One list: of a mailbox, agent or team (`kind`, `key`), by `name`, or of the work that is due."""

    kind: str
    key: str
    name: str


def places(conversation: Conversation, *, sender: str) -> Mapping[Place, int]:
    """List -> score of the conversation in it; `sender` is the digest of the customer's address.

    What is merged or deleted stands nowhere, what is reduced to figures in one list of its mailboxes, a restricted
    conversation in no list of a mailbox, so that a count is a truth.
    """
    if conversation.merged_into is not None or conversation.deleted_at is not None:
        return {}
    return _of_mailboxes(conversation, sender) | _of_people(conversation)


def timers(conversation: Conversation) -> Mapping[str, int]:
    """Timed work of the conversation: member of the `due` set -> when (ms UTC)."""
    if conversation.merged_into is not None or conversation.deleted_at is not None:
        return {}
    moments = {
        "wake": conversation.snoozed_until,
        "claim": conversation.claimed_until,
        "reopen": conversation.reopen_due,
        "draft": draft_due_at(conversation),
    }
    return {f"{work}:{conversation.id}": at for work, at in moments.items() if at is not None}


def draft_due_at(conversation: Conversation) -> int | None:
    """When the draft of a settled conversation is taken away (ms UTC); None while it may still be needed."""
    settled = conversation.status in (Status.CLOSED, Status.SPAM)
    return conversation.settled_at + DRAFT_KEPT if conversation.review and settled else None


def is_reduced(conversation: Conversation) -> bool:
    """Whether figures alone are left of it, and nobody has worked on it since."""
    if conversation.reduced_at is None or conversation.purged_at is None:
        return False
    return conversation.status is Status.CLOSED and conversation.reduced_at >= conversation.purged_at


def score(conversation: Conversation) -> int:
    """What orders the conversation in the list of its standing (C3): oldest waiting first."""
    standing = conversation.standing
    if standing is Standing.SNOOZED:
        return conversation.snoozed_until or 0
    if standing is Standing.CLOSED:
        return conversation.closed_at or conversation.last_message_at
    return conversation.waiting_since or conversation.last_message_at


def _of_mailboxes(conversation: Conversation, sender: str) -> dict[Place, int]:
    if conversation.restricted_to is not None:
        return {}
    standing, order = conversation.standing, score(conversation)
    if is_reduced(conversation):
        return {Place("mailbox", box, "reduced"): order for box in conversation.mailboxes}
    purged = standing is Standing.CLOSED and conversation.purged_at is not None
    names = {"purged" if purged else standing.value: order}
    if conversation.customer:
        names[f"sender:{sender}"] = conversation.last_message_at
    names |= {f"tag:{tag}": conversation.last_message_at for tag in conversation.tags}
    names |= {f"field:{field}": conversation.last_message_at for field in conversation.fields}
    if standing is Standing.OPEN and conversation.assignee is None:
        names["unassigned"] = order
    return {Place("mailbox", box, name): at for box in conversation.mailboxes for name, at in names.items()}


def _of_people(conversation: Conversation) -> dict[Place, int]:
    found: dict[Place, int] = {}
    standing = conversation.standing
    if conversation.assignee is not None and standing in (Standing.OPEN, Standing.PENDING, Standing.SNOOZED):
        kind, _, key = conversation.assignee.partition(":")
        found[Place(kind, key, standing.value)] = score(conversation)
    for party in granted(conversation):
        kind, _, key = party.partition(":")
        found[Place(kind, key, "granted")] = conversation.last_message_at
    reviewing = _reviewing(conversation)
    if reviewing is not None:
        kind, _, key = reviewing.reviewer.partition(":")
        found[Place(kind, key, "reviews")] = reviewing.asked_at
    for agent in _followers(conversation):
        found[Place("agent", agent, "followed")] = conversation.last_message_at
    for agent in conversation.restricted_to or ():
        found[Place("agent", agent, "restricted")] = conversation.last_message_at
        found |= {Place("agent", agent, name): score(conversation) for name in _confidential(conversation)}
    return found


def _reviewing(conversation: Conversation) -> Review | None:
    """The review that waits for whom was asked; an agent whom a list leaves out is not kept waiting (A4)."""
    review, listed = conversation.review, conversation.restricted_to
    if review is None or review.state is not ReviewState.ASKED:
        return None
    kind, _, key = review.reviewer.partition(":")
    return None if kind == "agent" and listed is not None and key not in listed else review


def _followers(conversation: Conversation) -> list[str]:
    """Those who follow it and whom no list leaves out."""
    listed = conversation.restricted_to
    return [one for one in conversation.followers if listed is None or one in listed]


def confidential(mailbox: str, name: str) -> str:
    """The list of an agent with the restricted conversations of a mailbox that stand in `name` for them."""
    return f"confidential:{mailbox}:{name}"


def _confidential(conversation: Conversation) -> Iterator[str]:
    """Restricted conversations stand in lists of those who see them alone, so that a count is a truth (A4)."""
    standing = conversation.standing
    names = [standing.value] if standing in (Standing.OPEN, Standing.PENDING, Standing.SNOOZED) else []
    if standing is Standing.OPEN and conversation.assignee is None:
        names.append("unassigned")
    for box in conversation.mailboxes:
        yield from (confidential(box, name) for name in names)


def granted(conversation: Conversation) -> tuple[str, ...]:
    """Whom it was given to: its assignee, who was mentioned, who follows it."""
    assignee = (conversation.assignee,) if conversation.assignee else ()
    followers = tuple(f"agent:{agent}" for agent in conversation.followers)
    return tuple(dict.fromkeys(assignee + conversation.mentioned + followers))
