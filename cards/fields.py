"""The custom fields of a conversation: their values in one line, and a card with the right widget for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, NOBODY, key
from cards.text import Html, anchor, bold, inline, line, rich
from cards.widgets import (
    Json,
    action,
    button,
    card,
    choice,
    day,
    field,
    known_icon,
    paragraph,
    row,
    section,
    switch,
)
from cards.words import whole_day
from server.domain.catalogue import FieldKind
from server.domain.customfields import shown_link
from server.domain.views import ConversationView, FieldView
from server.domain.vocabulary import Act

SHOWN = 40
"""Fields of one card."""
_VALUE = 60
_NAME = 60
_IN_A_ROW = 6


def input_name(field_id: str) -> str:
    """The name of a field's input."""
    return f"field_{field_id}"


def empty_name(field_id: str) -> str:
    """The name of the switch that takes a day away."""
    return f"empty_{field_id}"


def fields_section(view: ConversationView, context: CardContext) -> Json:
    """What the fields say, and the way to change them; nothing where the mailbox has none."""
    if not view.fields:
        return section()
    filled = [one for one in view.fields if one.value]
    lines = [
        Html(f"{rich(inline(one.name, _NAME))}: {bold(_shown(one, context))}") for one in filled[:_IN_A_ROW]
    ]
    if len(filled) > _IN_A_ROW:
        lines.append(Html(f"+{len(filled) - _IN_A_ROW}"))
    text = Html(" · ".join(lines)) if lines else rich(context.gettext("Nothing filled in yet"))
    beside = None
    if Act.FIELD in view.can:
        push = action(context, paths.SHOW_FIELDS, conversation=key(view))
        beside = {"button": button(context.gettext("Edit"), push)}
    return section(row(text, top=context.gettext("Fields"), icon=known_icon("DESCRIPTION"), beside=beside))


def fields_card(
    view: ConversationView,
    context: CardContext,
    *,
    typed: Mapping[str, str] | None = None,
    conflict: str = "",
) -> Json:
    """One widget for each field; `typed` is what somebody had typed when a colleague was faster."""
    kept = typed or {}
    widgets = [paragraph(conflict)] if conflict else []
    if not view.fields:
        widgets.append(paragraph(context.gettext("There is nothing for you to do here.")))
    for one in view.fields[:SHOWN]:
        widgets += _widgets(one, kept.get(one.id, one.value), context)
    return card(
        "fields",
        title=context.gettext("Fields"),
        subtitle=line(view.subject),
        sections=[section(*widgets)],
        footer=button(context.gettext("Save"), _save(view, context), filled=True),
    )


def _save(view: ConversationView, context: CardContext) -> Json:
    """The click that sets all fields; it says what was seen of each."""
    seen = {f"seen_{one.id}": one.value for one in view.fields[:SHOWN] if one.value}
    return action(context, paths.FIELDS, conversation=key(view), nonce=context.nonce, **BACK, **seen)


def _widgets(one: FieldView, value: str, context: CardContext) -> list[Json]:
    name, label = input_name(one.id), inline(one.name, _NAME) or "?"
    if one.kind is FieldKind.CHECKBOX:
        return [row(label, beside=switch(name, on=bool(value)))]
    if one.kind is FieldKind.CHOICE:
        return [choice(name, label, _items(one, value, context))]
    if one.kind is FieldKind.DATE:
        made = [day(name, label, _date(value))]
        if one.value:  # Google's picker has no way back to no day at all
            made.append(row(context.gettext("Remove"), top=label, beside=switch(empty_name(one.id))))
        return made
    made = [field(name, label, value=value)]
    if one.kind is FieldKind.LINK and shown_link(one.value):
        made.append(row(_shown(one, context), top=label))
    return made


def _items(one: FieldView, value: str, context: CardContext) -> list[tuple[str, str, bool]]:
    """The choices; each value has a sign before it, so that none of them is the one for nothing."""
    known = one.choices if value in one.choices or not value else (*one.choices, value)
    nothing = (NOBODY, context.gettext("(nothing)"), not value)
    return [nothing, *((f"={one}", one, one == value) for one in dict.fromkeys(known))]


def _shown(one: FieldView, context: CardContext) -> Html:
    """A value as people write it."""
    value = one.value
    if one.kind is FieldKind.CHECKBOX:
        return rich(context.gettext("Yes"))
    if one.kind is FieldKind.DATE and (known := _date(value)):
        return rich(whole_day(known, context))
    if one.kind is FieldKind.LINK and shown_link(value):
        return anchor(value)
    if one.kind is FieldKind.NUMBER and context.locale.startswith("de"):
        value = value.replace(".", ",")
    return rich(inline(value, _VALUE))


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
