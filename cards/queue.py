"""The card of one queue, oldest first (PRODUCT 2.5: a list of G6)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cards import paths
from cards.context import CardContext
from cards.rows import SHOWN, conversation_row
from cards.widgets import Json, action, card, paragraph, section, way
from cards.words import mailbox
from server.domain.listviews import Queue, QueueView
from server.domain.views import Sentence

QUEUES: Final[Mapping[Queue, Sentence]] = MappingProxyType(
    {
        Queue.MINE: Sentence("Mine"),
        Queue.UNASSIGNED: Sentence("Unassigned"),
        Queue.WAITING: Sentence("Waiting"),
        Queue.MENTIONS: Sentence("Mentions"),
        Queue.OPEN: Sentence("Open"),
        Queue.SNOOZED: Sentence("Snoozed"),
        Queue.FOLLOWED: Sentence("Followed"),
        Queue.REVIEWS: Sentence("Drafts to review"),
    }
)
"""What the lists are called."""


def queue_click(context: CardContext, queue: Queue, *, mailbox_id: str = "", after: str = "") -> Json:
    """The click that opens a queue, of one mailbox or of all, from its beginning or from a cursor."""
    return action(context, paths.SHOW_QUEUE, queue=queue.value, mailbox=mailbox_id, after=after)


def queue_card(view: QueueView, context: CardContext) -> Json:
    """One page of at most twenty rows."""
    rows = [conversation_row(one, context) for one in view.rows[:SHOWN]]
    sections = [section(*(rows or [paragraph(context.gettext("Nothing here. All calm."))]))]
    if view.after is not None:
        mailbox_id = view.mailbox.id if view.mailbox else ""
        more = queue_click(context, view.queue, mailbox_id=mailbox_id, after=view.after)
        sections.append(section(way(context.gettext("Show more"), more, context)))
    count = context.ngettext("%(n)s conversation", "%(n)s conversations", view.total)
    where = f"{mailbox(view.mailbox)} · {count}" if view.mailbox else count
    return card("queue", title=context.gettext(QUEUES[view.queue].message), subtitle=where, sections=sections)
