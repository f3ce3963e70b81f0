"""Links between conversations, known on both sides (PRODUCT R12): each entry is `kind:<conversation id>`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from server.domain.conversation import Change, Conversation, by_hand, event, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor

OTHER_SIDE: Final[Mapping[str, str]] = {
    "related": "related",
    "duplicate": "duplicate",
    "continues": "continued_by",
    "continued_by": "continues",
    "forwarded_from": "forwarded_to",
    "forwarded_to": "forwarded_from",
    "split_from": "split_into",
    "split_into": "split_from",
}
"""Kind of link -> what it is called in the other conversation."""
BY_HAND: Final = ("related", "duplicate", "continues")
"""Kinds that somebody may choose."""
LINKS = 50
"""Links of one conversation."""


def links_of(conversation: Conversation) -> Iterator[tuple[str, str]]:
    """Every link as kind and conversation id, those that threading found included; each conversation once."""
    found = {"continues": conversation.continues, "forwarded_from": conversation.forwarded_from}
    told = dict.fromkeys((kind, other) for kind, other in found.items() if other)
    told |= dict.fromkeys(
        (kind, other) for kind, _, other in (one.partition(":") for one in conversation.links)
    )
    seen = set[str]()
    for kind, other in told:
        if other not in seen:
            seen.add(other)
            yield kind, other


def linked(conversation: Conversation, kind: str, other: str) -> Conversation:
    """The record with a link, its newest kept where there are too many."""
    entry = f"{kind}:{other}"
    rest = tuple(one for one in conversation.links if one.partition(":")[2] != other)
    return replace(conversation, links=(*rest, entry)[-LINKS:])


def link(conversation: Conversation, *, kind: str, other: str, actor: Actor, at: int) -> Change:
    """Say how two conversations belong together; the same link again changes nothing."""
    if other == conversation.id:
        raise Invalid("A conversation cannot be linked with itself.")
    if (kind, other) in links_of(conversation):
        return unchanged(conversation)
    after = linked(by_hand(conversation, actor, at), kind, other)
    return Change(after, (event("linked", actor, at, kind=kind, other=other),))


def unlink(conversation: Conversation, *, other: str, actor: Actor, at: int) -> Change:
    """Take a link away, one that threading found too; the cut between the two stays (C6)."""
    kind = next((kind for kind, one in links_of(conversation) if one == other), None)
    if kind is None:
        return unchanged(conversation)
    after = by_hand(
        conversation,
        actor,
        at,
        links=tuple(one for one in conversation.links if one.partition(":")[2] != other),
        continues=None if conversation.continues == other else conversation.continues,
        forwarded_from=None if conversation.forwarded_from == other else conversation.forwarded_from,
    )
    return Change(after, (event("unlinked", actor, at, kind=kind, other=other),))
