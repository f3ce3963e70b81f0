"""What a mailbox says about working in it: quiet, folded, plain text."""

from __future__ import annotations

from cards.context import CardContext
from cards.text import Html, bold, cut, linked
from cards.widgets import Json, paragraph, section
from cards.words import mailbox
from server.domain.views import ConversationView

_CHARACTERS = 3_000
_MAX_LINES = 12


def guideline_section(view: ConversationView, context: CardContext) -> Json:
    """The guidelines of the conversation's mailboxes, named where there are several."""
    shown = view.guidelines[:3]
    widgets = []
    for one in shown:
        text = linked(cut(one.text, _CHARACTERS // len(shown)))
        named = Html(f"{bold(mailbox(one.mailbox))}<br>{text}") if len(shown) > 1 else text
        widgets.append(paragraph(named, max_lines=_MAX_LINES))
    return section(*widgets, header=context.gettext("Guideline"), shown=0) if widgets else section()
