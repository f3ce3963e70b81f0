"""The other conversations that one belongs to, each a click away in the reader's own Gmail (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cards.context import CardContext
from cards.rows import own_url, subject_words
from cards.text import bold, line
from cards.widgets import Json, leads_on, link, row, section
from cards.words import standing
from server.domain.linkviews import LinkView
from server.domain.views import ConversationView, Sentence

_SHOWN = 8
_NAME = 60


def linked_section(view: ConversationView, context: CardContext) -> Json:
    """What is linked with the conversation, the newest link first; nothing where there is none."""
    rows = [_row(one, view, context) for one in reversed(view.links[-_SHOWN:])]
    shown = 1 if len(rows) > 1 else None
    return section(*rows, header=context.gettext("Linked"), shown=shown)


def _row(one: LinkView, view: ConversationView, context: CardContext) -> Json:
    about = (standing(one.standing, context), line(one.assignee, _NAME))
    url = own_url(one.message_id, context)
    return row(
        bold(subject_words(one.subject, context, kept=view.subject_kept)),
        top=context.gettext(LINKS[one.kind].message),
        bottom=" · ".join(part for part in about if part),
        click=link(url) if url else None,
        beside=leads_on(context) if url else None,
    )


LINKS: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "related": Sentence("Related"),
        "duplicate": Sentence("Duplicate"),
        "continues": Sentence("Continues"),
        "continued_by": Sentence("Continued in"),
        "forwarded_from": Sentence("Forwarded from"),
        "forwarded_to": Sentence("Forwarded to"),
        "split_from": Sentence("Split off from"),
        "split_into": Sentence("Split off into"),
    }
)
"""Kinds of links as words."""
