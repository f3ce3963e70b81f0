"""The cards that put a conversation right: what can be done, and what it would do, in numbers (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cards import paths
from cards.context import CardContext
from cards.parts import key
from cards.text import bold, inline, line
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    leads_on,
    paragraph,
    row,
    section,
    switch,
)
from cards.words import moment, standing
from server.domain.listviews import RowView
from server.domain.tidyviews import CandidateLine, LinkLine, MailLine, MergedLine, TidyView
from server.domain.views import ConversationView, MailboxLabel, Sentence
from server.domain.vocabulary import Act

_CANDIDATES = 12
_LINKS = 12
_MAILS = 25
_PLACES = 10
_SUBJECT = 80


def tidy_card(view: TidyView, context: CardContext) -> Json:
    """Everything that this reader can put right, each with what it would do."""
    conversation = view.conversation
    sections = [
        _suggested(view, context),
        _merges(view, context),
        _split(view, context),
        _moves(view, context),
        _links(view, context),
        _sender(view, context),
    ]
    if not any(one["widgets"] for one in sections):
        sections = [section(paragraph(context.gettext("There is nothing to put right here.")))]
    title = context.gettext("Tidy up")
    return card("tidy", title=title, subtitle=line(conversation.subject), sections=sections)


def merge_card(view: TidyView, candidate: CandidateLine, context: CardContext) -> Json:
    """What merging would do, before it is done; a link instead where both shall stay."""
    conversation, other = view.conversation, candidate.row
    told = context.ngettext(
        "%(n)s mail and all comments of “%(subject)s” become part of this conversation.",
        "%(n)s mails and all comments of “%(subject)s” become part of this conversation.",
        candidate.mails,
        subject=_subject(other, context),
    )
    keeps = context.gettext("Assignee and tags of this conversation stay. You can undo this for 30 days.")
    linking = [
        button(text, _act(paths.LINK_WITH, conversation, context, other=other.id, kind=kind))
        for kind, text in (
            ("related", context.gettext("Only link them")),
            ("duplicate", context.gettext("Link as duplicate")),
        )
        if Act.LINK in conversation.can
    ]
    widgets = [paragraph(told), paragraph(keeps), *([buttons(*linking)] if linking else [])]
    return card(
        "merge",
        title=context.gettext("Merge"),
        subtitle=line(conversation.subject),
        sections=[section(*widgets)],
        footer=button(
            context.gettext("Merge"), _act(paths.MERGE, conversation, context, source=other.id), filled=True
        ),
    )


def move_card(view: TidyView, to: MailboxLabel, context: CardContext) -> Json:
    """Who would see what after a move, before it is done (DECISIONS A3)."""
    conversation = view.conversation
    name = to.address or to.name
    told = context.ngettext(
        "%(n)s comment becomes visible to everybody in %(mailbox)s.",
        "%(n)s comments become visible to everybody in %(mailbox)s.",
        conversation.comment_count,
        mailbox=name,
    )
    leaves = context.gettext(
        "Who works only in %(mailbox)s will not see it any more.", mailbox=conversation.mailbox.name
    )
    click = _act(paths.MOVE, conversation, context, to=to.id, seen=conversation.mailbox.id)
    return card(
        "move",
        title=context.gettext("Move to %(mailbox)s", mailbox=name),
        subtitle=line(conversation.subject),
        sections=[section(paragraph(told), paragraph(leaves))],
        footer=button(context.gettext("Move"), click, filled=True),
    )


def with_undo(made: Json, said: str, undo: Json, context: CardContext) -> Json:
    """A card with what has just been done above everything, and the way back."""
    back = section(row(said, beside={"button": button(context.gettext("Undo"), undo)}))
    return made | {"sections": [back, *made.get("sections", [])]}


def undo_of(path: str, conversation: str, context: CardContext, **more: str) -> Json:
    """The click that takes an act back."""
    return action(context, path, conversation=conversation, nonce=context.nonce, **more)


def _act(path: str, view: ConversationView, context: CardContext, **more: str) -> Json:
    return action(context, path, conversation=key(view), nonce=context.nonce, **more)


def _suggested(view: TidyView, context: CardContext) -> Json:
    rows = [_candidate(one, view, context) for one in view.candidates[:_CANDIDATES]]
    return section(*rows, header=context.gettext("Merge with …"))


def _candidate(one: CandidateLine, view: TidyView, context: CardContext) -> Json:
    push = action(context, paths.SHOW_MERGE, conversation=key(view.conversation), source=one.row.id)
    about = _about(one.row, context)
    top = context.gettext("A mail refers to both") if one.suggested else ""
    return row(bold(_subject(one.row, context)), top=top, bottom=about, click=push, beside=leads_on(context))


def _merges(view: TidyView, context: CardContext) -> Json:
    rows = [_merged(one, view, context) for one in view.merged[:_LINKS]]
    return section(*rows, header=context.gettext("Merged into this"))


def _merged(one: MergedLine, view: TidyView, context: CardContext) -> Json:
    undo = button(context.gettext("Undo"), _act(paths.UNMERGE, view.conversation, context, source=one.id))
    until = context.gettext("Can be undone until %(time)s", time=moment(one.until, context))
    subject = inline(one.subject, _SUBJECT) or context.gettext("(no subject)")
    return row(bold(subject), bottom=until, beside={"button": undo})


def _split(view: TidyView, context: CardContext) -> Json:
    mails = view.mails[:_MAILS]
    if len(mails) < 2:
        return section()
    items = ((one.key, _mail(one, context), at == 0) for at, one in enumerate(mails))
    return section(
        choice("mail", context.gettext("From this mail on"), items),
        row(context.gettext("Take all later mails along"), beside=switch("later", on=True)),
        buttons(button(context.gettext("Split off"), _act(paths.SPLIT, view.conversation, context))),
        header=context.gettext("Split off into a conversation of its own"),
    )


def _mail(one: MailLine, context: CardContext) -> str:
    return f"{moment(one.at, context)} · {inline(one.sender, 40) or '?'}"


def _moves(view: TidyView, context: CardContext) -> Json:
    rows = []
    for place in view.places[:_PLACES]:
        push = action(context, paths.SHOW_MOVE, conversation=key(view.conversation), to=place.id)
        text = context.gettext("Move to %(mailbox)s", mailbox=inline(place.address or place.name, 60))
        rows.append(row(text, click=push, beside=leads_on(context)))
    return section(*rows, header=context.gettext("Another mailbox"))


def _links(view: TidyView, context: CardContext) -> Json:
    rows = [_link(one, view, context) for one in view.links[:_LINKS]]
    return section(*rows, header=context.gettext("Linked"))


def _link(one: LinkLine, view: TidyView, context: CardContext) -> Json:
    beside = None
    if Act.LINK in view.conversation.can:
        click = _act(paths.UNLINK, view.conversation, context, other=one.row.id)
        beside = {"button": button(context.gettext("Remove"), click)}
    kind = context.gettext(LINKS[one.kind].message)
    return row(bold(_subject(one.row, context)), top=kind, bottom=_about(one.row, context), beside=beside)


def _sender(view: TidyView, context: CardContext) -> Json:
    if view.blocked is None:
        return section()
    if view.blocked:
        text, value = context.gettext("Unblock sender"), "no"
        told = context.gettext(
            "New mail of %(sender)s arrives as spam.", sender=view.conversation.customer_address
        )
    else:
        text, value = context.gettext("Block sender"), "yes"
        told = context.gettext(
            "New mail of %(sender)s would arrive as spam, this conversation too.",
            sender=view.conversation.customer_address,
        )
    click = _act(paths.BLOCK, view.conversation, context, blocked=value)
    return section(paragraph(told), buttons(button(text, click)), header=context.gettext("Sender"))


def _about(one: RowView, context: CardContext) -> str:
    who = line(one.customer_name or one.customer_address, 60)
    parts = (who, standing(one.standing, context), moment(one.last_message_at, context))
    return " · ".join(part for part in parts if part)


def _subject(one: RowView, context: CardContext) -> str:
    return line(one.subject, _SUBJECT) or context.gettext("(no subject)")


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
