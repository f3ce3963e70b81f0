"""The card beside an open mail: whose it is, how it stands, who is on it (PRODUCT 2.5: G1, G2, G8)."""

from __future__ import annotations

from cards import paths
from cards.absence import absence_rows
from cards.acting import act_buttons
from cards.attention import attention, presence_rows
from cards.commenting import comment_box, comment_section
from cards.context import CardContext
from cards.draft import draft_section
from cards.fields import fields_section
from cards.guideline import guideline_section
from cards.handing import due_rows, undo_rows
from cards.linked import linked_section
from cards.parts import as_of, key
from cards.restricting import restricted_rows
from cards.text import bold, inline
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    known_icon,
    leads_on,
    own_icon,
    row,
    section,
)
from cards.words import mailbox, person, standing_line
from server.domain.freemail import company_of
from server.domain.views import ConversationView
from server.domain.vocabulary import Act

_TAGS = 20
_TAG = 40


def conversation_card(view: ConversationView, context: CardContext) -> Json:
    """The whole card, also for a conversation that is not stored yet; the same order on a phone (G8)."""
    sections = [
        section(*undo_rows(view, context)),
        attention(view, context),
        section(
            *restricted_rows(view, context),
            _assignee(view, context),
            *absence_rows(view, context),
            *due_rows(view, context),
            *presence_rows(view, context),
        ),
        draft_section(view, context),
        _buttons(view, context),
        _tags(view, context),
        fields_section(view, context),
        comment_section(view, context),
    ]
    if Act.COMMENT in view.can:
        sections.append(comment_box(view, context))
    sections += [guideline_section(view, context), linked_section(view, context), _previous(view, context)]
    return card(
        "conversation",
        title=context.gettext("Shared mailbox · %(name)s", name=_mailboxes(view)),
        subtitle=standing_line(view, context),
        sections=sections,
        footer=as_of(context, at=view.at, conversation=key(view)),
    )


def _mailboxes(view: ConversationView) -> str:
    return ", ".join(mailbox(one) for one in (view.mailbox, *view.other_mailboxes))


def _assignee(view: ConversationView, context: CardContext) -> Json:
    who = bold(person(view.assignee, context)) if view.assignee else context.gettext("Unassigned")
    beside = None
    if Act.ASSIGN in view.can:
        push = action(context, paths.SHOW_ASSIGN, conversation=key(view))
        beside = {"button": button(context.gettext("Assign"), push)}
    return row(
        who,
        top=context.gettext("Assignee"),
        bottom=_watching(view, context),
        icon=known_icon("PERSON"),
        beside=beside,
    )


def _watching(view: ConversationView, context: CardContext) -> str:
    """Replying in a colleague's conversation is fine; one should know that they see it."""
    replying = view.claim is not None and view.claim.by.you
    if not replying or view.assignee is None or view.assignee.you:
        return ""
    return context.gettext("sees that you are replying")


def _buttons(view: ConversationView, context: CardContext) -> Json:
    made = act_buttons(view, context)
    return section(buttons(*made)) if made else section()


def _tags(view: ConversationView, context: CardContext) -> Json:
    may = Act.TAG in view.can
    if not view.tags and not may:
        return section()
    shown = " · ".join(inline(tag, _TAG) for tag in view.tags[:_TAGS])
    rest = len(view.tags) - _TAGS
    text: str = f"{shown} +{rest}" if rest > 0 else shown or context.gettext("No tag yet")
    beside = None
    if may:
        push = action(context, paths.SHOW_TAGS, conversation=key(view))
        beside = {"button": button("+", push, alt=context.gettext("Add or remove tags"))}
    return section(row(text, top=context.gettext("Tags"), icon=own_icon(context, "tag"), beside=beside))


def _previous(view: ConversationView, context: CardContext) -> Json:
    company = company_of(view.customer_address)
    if view.id is None or (view.previous_count <= 0 and company is None):
        return section()
    # The answer to an act does not count them anew: the line keeps its name, only the number is missing.
    counted = context.gettext("Earlier conversations (%(n)s)", n=view.previous_count)
    text = counted if view.previous_count > 0 else context.gettext("Earlier conversations")
    push = action(context, paths.SHOW_PREVIOUS, conversation=view.id)
    return section(
        row(text, bottom=company or "", icon=known_icon("EMAIL"), click=push, beside=leads_on(context))
    )
