"""The card of all that happened to a conversation and was said about it, newest first."""

from __future__ import annotations

from cards import paths
from cards.commenting import LIMIT, comment_widget
from cards.context import CardContext
from cards.text import line
from cards.widgets import Json, action, card, paragraph, row, section, way
from cards.words import moment, sentence
from server.domain.views import ActivityPage, ActivityView, CommentView

_SHOWN = 60

# All comments of a page together: a card has to stay below 64 KiB however much was written (GMAIL 3).
_CHARACTERS = 9_000


def activity_card(page: ActivityPage, context: CardContext) -> Json:
    """One page; older entries are one click away."""
    entries = page.entries[:_SHOWN]
    comments = sum(isinstance(one, CommentView) for one in entries)
    limit = min(LIMIT, _CHARACTERS // max(1, comments))
    widgets = [_entry(one, context, limit=limit) for one in entries]
    if not widgets:
        widgets = [paragraph(context.gettext("Nothing has happened here yet."))]
    sections = [section(*widgets)]
    if page.older is not None:
        older = action(context, paths.SHOW_ACTIVITY, conversation=page.conversation, after=page.older)
        sections.append(section(way(context.gettext("Show older"), older, context)))
    return card("activity", title=context.gettext("Activity"), subtitle=line(page.subject), sections=sections)


def _entry(entry: ActivityView | CommentView, context: CardContext, *, limit: int) -> Json:
    if isinstance(entry, CommentView):
        return comment_widget(entry, context, limit=limit)
    return row(sentence(entry.sentence, context), bottom=moment(entry.at, context, exact=True))
