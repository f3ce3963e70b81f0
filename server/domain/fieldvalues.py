"""The custom fields of a conversation: which it has, and giving one a value."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain.catalogue import Field
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.customfields import checked
from server.domain.events import Actor
from server.domain.workspace import Directory


def fields_in(directory: Directory, mailboxes: Iterable[str]) -> tuple[Field, ...]:
    """The fields that conversations of some mailboxes have, in the order the team wants."""
    places = set(mailboxes)
    found = [f for f in directory.fields.values() if not f.mailboxes or places.intersection(f.mailboxes)]
    return tuple(sorted(found, key=lambda f: (f.position, f.name.lower(), f.id)))


def set_field(
    conversation: Conversation, *, field: Field, value: str, seen: str, actor: Actor, at: int
) -> Change:
    """Give a field a value ("" takes it away), provided it still has the one that the actor saw."""
    value = checked(field, value)
    before = conversation.fields.get(field.id, "")
    if before == value:
        return unchanged(conversation)
    expect(f"field:{field.id}", seen=seen, current=before)
    rest = {key: kept for key, kept in conversation.fields.items() if key != field.id}
    after = by_hand(conversation, actor, at, fields=rest | ({field.id: value} if value else {}))
    told = event(
        "field_changed",
        actor,
        at,
        field=field.id,
        name=field.name,
        kind=field.kind.value,
        to=value,
        before=before,
    )
    return Change(after, (told,))
