"""Macros: which there are, and what one will do before it is done."""

from __future__ import annotations

from collections.abc import Iterable

from cards import paths
from cards.context import CardContext
from cards.parts import NOBODY, key, seen_assignee
from cards.text import inline, line
from cards.widgets import Json, action, button, card, leads_on, own_icon, paragraph, row, section
from cards.words import sentence
from server.domain.catalogue import Macro
from server.domain.macroviews import MacroView, ToldStep
from server.domain.views import ConversationView

_SHOWN = 40
_NAME = 80


def macros_card(view: ConversationView, known: Iterable[Macro], context: CardContext) -> Json:
    """One row for each; a click tells what it will do."""
    rows = [
        row(
            inline(one.name, _NAME),
            click=action(context, paths.SHOW_MACRO, conversation=key(view), macro=one.id),
            beside=leads_on(context),
        )
        for one in list(known)[:_SHOWN]
    ]
    return card(
        "macros",
        title=context.gettext("Macros"),
        subtitle=line(view.subject),
        sections=[section(*(rows or [paragraph(context.gettext("No macros yet."))]))],
    )


def macro_card(view: MacroView, context: CardContext) -> Json:
    """Every step, what is in the way of some, and the button that does the rest."""
    shown = view.conversation
    do = action(
        context,
        paths.MACRO_REPLY if view.template else paths.MACRO,
        conversation=key(shown),
        macro=view.id,
        seen=seen_assignee(shown) or NOBODY,
        seen_status=shown.standing.value,
        seen_priority=shown.priority.value,
        nonce=context.nonce,
    )
    return card(
        "macro",
        title=inline(view.name, _NAME),
        subtitle=line(shown.subject),
        sections=[
            section(
                *(_step(one, context) for one in view.steps), header=context.gettext("This will happen:")
            ),
            section(paragraph(context.gettext("Gmail makes a draft in this thread. You send it yourself.")))
            if view.template
            else section(),
        ],
        footer=button(context.gettext("Do it"), do, filled=True) if view.ready else None,
    )


def _step(told: ToldStep, context: CardContext) -> Json:
    said = sentence(told.sentence, context)
    if told.obstacle is None:
        return row(said)
    why = sentence(told.obstacle, context)
    return row(
        said, bottom=context.gettext("Will be left out: %(why)s", why=why), icon=own_icon(context, "warn")
    )
