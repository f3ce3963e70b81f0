"""To which conversation a message belongs (PRODUCT R5 within the bounds of DECISIONS A1, C6, D5).

One conversation is the connected component over Message-ID, References and In-Reply-To, as far as knowing an id
gives a right to join: within a mailbox that both belong to, never into a restricted conversation (save where the
mail is confidential anyway), and joining two conversations only where a customer is common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.domain.conversation import Conversation
from server.domain.messages import Message
from server.domain.vocabulary import Status

MESSAGES = 2_000
"""Messages of one conversation; what comes after goes into a linked successor (DECISIONS D5)."""
_FORWARD = re.compile(r"^\s*(?:fwd?|wg|wtr|tr|rv|i)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What threading needs to know of a message: where it may join.

    `scope` are the mailboxes it is addressed to (for a proved colleague's mail also those the sender works in);
    `trusting` are those of them that are mailing lists, where references are believed; `forwarded_to` are the
    mailboxes it is addressed to if it looks like a forward (R5.8). `confidential` are the mailboxes it is
    addressed to whose new conversations are restricted; `colleague` is the agent who is proved to have sent it.
    """

    scope: frozenset[str]
    trusting: frozenset[str] = frozenset()
    forwarded_to: frozenset[str] | None = None
    confidential: frozenset[str] = frozenset()
    colleague: str | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a message goes: into `target` (None: a new conversation), and what follows.

    `absorbed` become part of the target; `rivals` have been worked on too and are only reported (R5.5);
    `out_of_reach` exist but may not be joined; `full` is the target that has no room left (D5) and
    `forwarded_from` the one that a forward came out of (R5.8), both None where a target is given.
    """

    target: Conversation | None
    absorbed: tuple[Conversation, ...] = ()
    rivals: tuple[Conversation, ...] = ()
    out_of_reach: tuple[Conversation, ...] = ()
    full: Conversation | None = None
    forwarded_from: Conversation | None = None


def looks_forwarded(subject: str, in_reply_to: Sequence[str]) -> bool:
    """Whether a mail looks like a forward: a prefix hints at it and it replies to nothing (R5.8)."""
    return not in_reply_to and bool(_FORWARD.match(subject))


def is_aside(message: Message, conversation: Conversation) -> bool:
    """Whether the team wrote to others than those who take part: to itself, or in a forward (R8)."""
    reached = {*message.to, *message.cc, *message.outside}
    parties = {conversation.customer, *conversation.participants} - {""}
    if not message.outbound or not parties or not parties.isdisjoint(reached):
        return False
    return not message.outside or bool(_FORWARD.match(message.subject))


def place(newcomer: Newcomer, matches: Sequence[Conversation]) -> Placement:
    """Choose among the conversations that share an id with a message; `matches` stand nearest first."""
    reachable = [c for c in matches if _may_join(newcomer, c)]
    beyond = tuple(c for c in matches if c not in reachable)
    matches = _newest_of_cuts(reachable)
    if not matches:
        return Placement(None, out_of_reach=beyond)
    target = _target(matches)
    # What other people may see is not named here: an event would tell of it.
    beyond += tuple(c for c in matches if not _seen_alike(c, target))
    if newcomer.forwarded_to is not None and newcomer.forwarded_to.isdisjoint(target.mailboxes):
        if target.restricted_to is not None:
            return Placement(None, out_of_reach=(*beyond, target))
        return Placement(None, out_of_reach=beyond, forwarded_from=target)
    others = [c for c in matches if c is not target and _seen_alike(c, target)]
    if target.message_count >= MESSAGES:
        return Placement(None, rivals=tuple(others), out_of_reach=beyond, full=target)
    room = MESSAGES - target.message_count - 1
    absorbed = tuple(
        _fitting([c for c in others if not _worked_on(c) and _may_absorb(newcomer, target, c)], room)
    )
    rivals = tuple(c for c in others if c not in absorbed)
    return Placement(target, absorbed, rivals, beyond)


def _may_join(newcomer: Newcomer, conversation: Conversation) -> bool:
    """A restricted conversation takes what would be restricted by itself, and what one of its people wrote (A1)."""
    if newcomer.scope.isdisjoint((*conversation.mailboxes, *conversation.moved_from)):
        return False
    if conversation.restricted_to is None or newcomer.colleague in conversation.restricted_to:
        return True
    return not newcomer.confidential.isdisjoint(conversation.mailboxes)


def _seen_alike(one: Conversation, other: Conversation) -> bool:
    return set(one.restricted_to or ()) == set(other.restricted_to or ())


def _may_absorb(newcomer: Newcomer, target: Conversation, other: Conversation) -> bool:
    """Joining two conversations needs one customer in both: writing into both must not be enough (A1).

    Nothing is joined to spam: it would vanish there, or bring the spam back (R7).
    """
    if target.status is Status.SPAM or set(target.mailboxes) != set(other.mailboxes):
        return False
    trusted = newcomer.trusting.issuperset(target.mailboxes)
    return trusted or (bool(target.customer) and target.customer == other.customer)


def _fitting(conversations: Sequence[Conversation], room: int) -> Iterator[Conversation]:
    """Those that have room in the target together with the new message, nearest first (D5)."""
    for one in conversations:
        if one.message_count <= room:
            room -= one.message_count
            yield one


def _newest_of_cuts(matches: Sequence[Conversation]) -> list[Conversation]:
    """Where two matches were parted on purpose, the later one stands for both (C6)."""
    parted = {earlier for c in matches for earlier in c.cut_from}
    return [c for c in matches if c.id not in parted]


def _target(matches: Sequence[Conversation]) -> Conversation:
    worked_on = [c for c in matches if _worked_on(c)]
    if worked_on:
        return worked_on[0]
    return min(matches, key=lambda c: (c.created_at, c.id))


def _worked_on(conversation: Conversation) -> bool:
    """Untouched is without assignee, comment, tag or human act (R5.5); what an import found closed is untouched too."""
    return (
        conversation.touched
        or conversation.assignee is not None
        or bool(conversation.tags)
        or conversation.status in (Status.PENDING, Status.SPAM)
    )
