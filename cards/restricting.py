"""Confidential conversations: the line that says so to those who see it, and the choice of who does."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, NOBODY, key
from cards.text import bold, inline, line
from cards.widgets import Json, action, button, buttons, card, choice, own_icon, paragraph, row, section
from server.domain.choiceviews import RestrictView
from server.domain.views import ConversationView

_SHOWN = 100
_NAME = 60


def restricted_rows(view: ConversationView, context: CardContext) -> list[Json]:
    """The line above the assignee; nothing for a conversation that is open to its mailbox."""
    if view.restricted is None:
        return []
    seen = context.ngettext("visible to %(n)s person", "visible to %(n)s people", view.restricted.count)
    return [row(bold(context.gettext("Confidential")), bottom=seen, icon=own_icon(context, "lock"))]


def restrict_card(view: RestrictView, context: CardContext) -> Json:
    """Check boxes of everybody who could see it; the reader always can."""
    conversation = view.conversation
    others = [one for one in view.people if not one.party.you][:_SHOWN]
    items = [(one.party.id, inline(one.party.name, _NAME) or "?", one.chosen) for one in others]
    widgets = [paragraph(context.gettext("Only you and whom you choose here will see this conversation."))]
    if items:
        widgets.append(choice("people", context.gettext("Visible to"), items, several=True))
    if conversation.restricted is not None:
        every = button(context.gettext("Not confidential any more"), _restrict(view, context, everybody="1"))
        widgets.append(buttons(every))
    return card(
        "restrict",
        title=context.gettext("Confidential"),
        subtitle=line(conversation.subject),
        sections=[section(*widgets)],
        footer=button(context.gettext("Save"), _restrict(view, context), filled=True),
    )


def _restrict(view: RestrictView, context: CardContext, **more: str) -> Json:
    """The click that sets the list; `seen` is whom the reader saw on it, and `offered` whom they could choose."""
    conversation = view.conversation
    seen = NOBODY
    if conversation.restricted is not None:
        seen = " ".join(one.id for one in conversation.restricted.people)
    return action(
        context,
        paths.RESTRICT,
        conversation=key(conversation),
        seen=seen,
        nonce=context.nonce,
        **BACK,
        **more,
    )
