"""Making a conversation confidential: only people on a list see it, and only those who would anyway (DECISIONS A2)."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain import claims, policy
from server.domain.assignment import release
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.workspace import Directory


def people_of(directory: Directory, conversation: Conversation) -> frozenset[str]:
    """Everybody with a role in one of its mailboxes: who can be put on the list."""
    boxes = (directory.mailboxes.get(box) for box in conversation.mailboxes)
    members = {agent for box in boxes if box for agent, one in box.members.items() if one.until is None}
    return frozenset(agent for agent in members if directory.memberships(agent))


def preset(directory: Directory, mailboxes: Iterable[str]) -> tuple[str, ...] | None:
    """Who alone sees a new conversation of these mailboxes: everybody on one of their lists; None without a list."""
    boxes = (directory.mailboxes.get(box) for box in mailboxes)
    lists = [box.confidential_for for box in boxes if box is not None and box.confidential_for is not None]
    return tuple(sorted({agent for listed in lists for agent in listed})) if lists else None


def restrict(
    conversation: Conversation,
    *,
    to: Iterable[str] | None,
    seen: Iterable[str] | None,
    directory: Directory,
    actor: Actor,
    at: int,
) -> Change:
    """Let only these agents see it (None: everybody again), provided the list is still the one the actor saw.

    Whoever the actor does not know stays on the list. An assignee who is not on it any more loses the
    conversation, and whoever claimed it the claim (A4).
    """
    before = conversation.restricted_to
    wanted = None if to is None else _listed(conversation, to, directory, actor)
    if _same(wanted, before):
        return unchanged(conversation)
    known = policy.colleagues(directory, actor.id or "")
    expect("restricted_to", seen=_known(seen, known), current=_known(before, known))
    after = by_hand(conversation, actor, at, restricted_to=wanted)
    told = event("visibility_changed", actor, at, to=_told(wanted), before=_told(before))
    return fitting(Change(after, (told,)), directory, actor, at)


def _listed(
    conversation: Conversation, to: Iterable[str], directory: Directory, actor: Actor
) -> tuple[str, ...]:
    wanted, people = set(to), people_of(directory, conversation)
    strangers = wanted - people
    if strangers:
        raise Invalid("There is nobody by that name here. Please choose somebody from the list.")
    if actor.id not in wanted:
        raise Invalid("You must stay on the list yourself.")
    unknown = set(conversation.restricted_to or ()) - policy.colleagues(directory, actor.id or "")
    return tuple(sorted(wanted | unknown))


def fitting(change: Change, directory: Directory, actor: Actor, at: int) -> Change:
    """The change, without an assignee or a claim of somebody who does not see it any more."""
    after = change.after
    if after.assignee is not None and not policy.may_be_assigned(directory, after.assignee, after):
        change = change.then(release(after, actor=actor, at=at, reason="left"))
    holder = change.after.claimed_by
    if holder is not None and not policy.sees(directory, holder, change.after):
        change = claims.ended(change, reason="override", actor=actor, at=at)
    return change


def is_seen_by_more(directory: Directory, now: Conversation, then: Conversation) -> bool:
    """Whether somebody (or an API token) would see `then` who does not see `now`."""
    readers = (*directory.agents, *directory.tokens)
    return any(policy.sees(directory, one, then) and not policy.sees(directory, one, now) for one in readers)


def _same(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> bool:
    return _sorted(one) == _sorted(other)


def _sorted(people: Iterable[str] | None) -> list[str] | None:
    return None if people is None else sorted(people)


def _known(people: Iterable[str] | None, known: frozenset[str]) -> list[str] | None:
    return None if people is None else sorted(known.intersection(people))


def _told(people: tuple[str, ...] | None) -> list[str] | None:
    return None if people is None else [f"agent:{agent}" for agent in people]
