"""Finding another conversation to merge or to link with, and what either would do, in numbers (PRODUCT R12)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.linked import LINKS
from cards.parts import key
from cards.rows import about, subject_of, subject_words
from cards.search import further, notes
from cards.text import bold, inline, line
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    field,
    leads_on,
    paragraph,
    row,
    section,
)
from cards.words import sentence
from server.domain.findviews import SearchView
from server.domain.linking import BY_HAND
from server.domain.linkviews import Exposure
from server.domain.listviews import RowView
from server.domain.tidyviews import MergePlan
from server.domain.views import ConversationView
from server.domain.vocabulary import Act

PARTNER = "partner"
KIND = "link_kind"
_SHOWN = 20


def partner_box(view: ConversationView, context: CardContext, *, value: str = "") -> list[Json]:
    """A box to search for the other conversation, with its button."""
    find = action(context, paths.SHOW_PARTNERS, conversation=key(view))
    words = context.gettext("Subject, customer or other words")
    return [field(PARTNER, words, value=value), buttons(button(context.gettext("Search"), find))]


def partners_card(view: ConversationView, found: SearchView, context: CardContext) -> Json:
    """What was found; each leads to what merging or linking would do."""
    rows = [partner_row(one, view, context) for one in found.rows if one.id != view.id][:_SHOWN]
    told = [paragraph(text) for text in notes(found, context)]
    if not rows and not told and found.after is None:
        told = [paragraph(context.gettext("Nothing else was found."))]
    return card(
        "partners",
        title=context.gettext("Merge or link with …"),
        subtitle=found.query,
        sections=[
            section(*told, *rows),
            further(found, paths.SHOW_PARTNERS, context, conversation=key(view), query=found.query),
        ],
    )


def partner_row(one: RowView, view: ConversationView, context: CardContext, *, top: str = "") -> Json:
    """A conversation to choose."""
    push = action(context, paths.SHOW_MERGE, conversation=key(view), source=one.id)
    return row(
        bold(subject_of(one, context)),
        top=top,
        bottom=about(one, context, mixed=True),
        click=push,
        beside=leads_on(context),
    )


def merge_card(plan: MergePlan, context: CardContext) -> Json:
    """What merging would do, before it is done; a link instead where both shall stay."""
    view, other = plan.conversation, plan.row
    sections = [section(row(bold(subject_of(other, context)), bottom=about(other, context, mixed=True)))]
    footer = None
    if plan.refusal is not None:
        sections.append(section(paragraph(sentence(plan.refusal, context))))
    else:
        sections.append(section(*(paragraph(text) for text in _told(plan, context))))
        click = action(context, paths.MERGE, conversation=key(view), source=other.id, nonce=context.nonce)
        footer = button(context.gettext("Merge"), click, filled=True)
    if Act.LINK in view.can:
        sections.append(_linking(plan, context))
    return card(
        "merge",
        title=context.gettext("Merge or link"),
        subtitle=line(view.subject),
        sections=sections,
        footer=footer,
    )


def _told(plan: MergePlan, context: CardContext) -> list[str]:
    return [
        _joining(plan, context),
        *(_shown(one, plan, context) for one in plan.shown),
        context.gettext("Assignee and tags of this conversation stay. You can undo this for 30 days."),
    ]


def _joining(plan: MergePlan, context: CardContext) -> str:
    if not plan.comments:
        return context.ngettext(
            "%(n)s mail becomes part of this conversation.",
            "%(n)s mails become part of this conversation.",
            plan.mails,
        )
    mails = context.ngettext("%(n)s mail", "%(n)s mails", plan.mails)
    said = context.ngettext("%(n)s comment", "%(n)s comments", plan.comments)
    return context.gettext(
        "%(mails)s and %(comments)s become part of this conversation.", mails=mails, comments=said
    )


def _shown(one: Exposure, plan: MergePlan, context: CardContext) -> str:
    return context.ngettext(
        "%(n)s comment of “%(subject)s” becomes visible to everybody in %(mailbox)s.",
        "%(n)s comments of “%(subject)s” become visible to everybody in %(mailbox)s.",
        one.comments,
        subject=subject_words(one.subject, context, kept=plan.row.subject_kept),
        mailbox=", ".join(inline(box, 60) for box in one.mailboxes),
    )


def _linking(plan: MergePlan, context: CardContext) -> Json:
    view = plan.conversation
    kinds = ((kind, context.gettext(LINKS[kind].message), kind == BY_HAND[0]) for kind in BY_HAND)
    click = action(context, paths.LINK_WITH, conversation=key(view), other=plan.row.id, nonce=context.nonce)
    return section(
        paragraph(context.gettext("Both stay as they are and name each other.")),
        choice(KIND, context.gettext("How they belong together"), kinds),
        buttons(button(context.gettext("Only link them"), click)),
        header=context.gettext("Link them"),
    )
