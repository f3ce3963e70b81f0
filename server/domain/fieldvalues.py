"""Setting a custom field of a conversation."""

from __future__ import annotations

from server.domain.catalogue import Field
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.customfields import checked
from server.domain.events import Actor


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
