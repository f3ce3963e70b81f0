"""Priority and tags: small marks on a conversation."""

from __future__ import annotations

from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.vocabulary import Priority

TAG_LENGTH = 40
TAGS = 20
"""How many tags one conversation may carry."""


def set_priority(
    conversation: Conversation, *, to: Priority, seen: Priority, actor: Actor, at: int
) -> Change:
    """Say how urgent it is, provided the priority is still the one the actor saw."""
    if conversation.priority is to:
        return unchanged(conversation)
    expect("priority", seen=seen, current=conversation.priority)
    told = event("priority_changed", actor, at, to=to, before=conversation.priority)
    return Change(by_hand(conversation, actor, at, priority=to), (told,))


def tag_name(raw: str) -> str:
    """A tag as it is kept: lower-case, one space between words, no control characters."""
    name = " ".join("".join(c if c.isprintable() else " " for c in raw).split()).lower().lstrip("#").strip()
    if not name:
        raise Invalid("Please type a tag first.")
    if len(name) > TAG_LENGTH:
        raise Invalid(
            "A tag may have %(limit)s characters; this one has %(length)s.",
            limit=TAG_LENGTH,
            length=len(name),
        )
    return name


def add_tag(conversation: Conversation, *, tag: str, actor: Actor, at: int) -> Change:
    """Put a tag on the conversation; one that is there stays."""
    tag = tag_name(tag)
    if tag in conversation.tags:
        return unchanged(conversation)
    if len(conversation.tags) >= TAGS:
        raise Invalid("A conversation may carry %(limit)s tags. Please remove one first.", limit=TAGS)
    after = by_hand(conversation, actor, at, tags=(*conversation.tags, tag))
    return Change(after, (event("tag_added", actor, at, tag=tag),))


def remove_tag(conversation: Conversation, *, tag: str, actor: Actor, at: int) -> Change:
    """Take a tag off the conversation; one that is not there stays away."""
    if tag not in conversation.tags:
        return unchanged(conversation)
    left = tuple(t for t in conversation.tags if t != tag)
    return Change(by_hand(conversation, actor, at, tags=left), (event("tag_removed", actor, at, tag=tag),))
