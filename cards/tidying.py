"""The cards that put a conversation right: what can be done, and what it would do, in numbers (PRODUCT R12)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.linked import LINKS
from cards.merging import partner_box, partner_row
from cards.parts import key
from cards.rows import about, subject_of, subject_words
from cards.text import bold, inline, line
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    paragraph,
    row,
    section,
    switch,
    way,
)
from cards.words import moment
from server.domain.tidyviews import LinkLine, MailLine, MergedLine, TidyView
from server.domain.views import ConversationView, MailboxLabel
from server.domain.vocabulary import Act

MAIL = "mail"
LATER = "later"
_CANDIDATES = 12
_LINKS = 12
_MAILS = 25
_PLACES = 10


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


def split_card(view: TidyView, mail: MailLine, context: CardContext, *, later: bool) -> Json:
    """What would leave with a mail, in numbers, before it does."""
    leaving = view.mails.index(mail) + 1 if later else 1  # the newest stands first
    top = context.gettext("From this mail on") if later else context.gettext("This mail alone")
    footer = None
    told = [context.gettext("At least one mail must stay. Please choose a later one.")]
    if leaving < view.mail_count:
        along = {LATER: "1"} if later else {}
        click = _act(paths.SPLIT, view.conversation, context, mail=mail.key, **along)
        footer, told = button(context.gettext("Split off"), click, filled=True), _leaving(leaving, context)
    return card(
        "split",
        title=context.gettext("Split off into a conversation of its own"),
        subtitle=line(view.conversation.subject),
        sections=[section(row(_mail(mail, context), top=top)), section(*(paragraph(text) for text in told))],
        footer=footer,
    )


def _leaving(count: int, context: CardContext) -> list[str]:
    return [
        context.ngettext(
            "%(n)s mail leaves, with the comments that belong to it.",
            "%(n)s mails leave, with the comments that belong to them.",
            count,
        ),
        context.gettext("Assignee and priority go along; tags, fields, due day and followers stay here."),
        context.gettext("You can merge the two again at any time."),
    ]


def move_card(view: TidyView, to: MailboxLabel, context: CardContext) -> Json:
    """Who would see what after a move, before it is done (DECISIONS A3)."""
    conversation = view.conversation
    name = to.address or to.name
    leaves = context.gettext(
        "Who works only in %(mailbox)s will not see it any more.", mailbox=conversation.mailbox.name
    )
    click = _act(paths.MOVE, conversation, context, to=to.id, seen=conversation.mailbox.id)
    return card(
        "move",
        title=context.gettext("Move to %(mailbox)s", mailbox=name),
        subtitle=line(conversation.subject),
        sections=[section(paragraph(_exposed(conversation, name, context)), paragraph(leaves))],
        footer=button(context.gettext("Move"), click, filled=True),
    )


def add_card(view: TidyView, to: MailboxLabel, context: CardContext) -> Json:
    """Who would see it once it is in one more mailbox, before it is done (DECISIONS A3)."""
    conversation = view.conversation
    name = to.address or to.name
    seen = conversation.mailbox.id
    click = _act(paths.MOVE, conversation, context, to=to.id, seen=seen, stays="1")
    return card(
        "move",
        title=context.gettext("Add to %(mailbox)s", mailbox=name),
        subtitle=line(conversation.subject),
        sections=[section(paragraph(_exposed(conversation, name, context)))],
        footer=button(context.gettext("Add"), click, filled=True),
    )


def _exposed(view: ConversationView, mailbox: str, context: CardContext) -> str:
    if not view.comment_count:
        return context.gettext("It becomes visible to everybody in %(mailbox)s.", mailbox=mailbox)
    return context.ngettext(
        "%(n)s comment becomes visible to everybody in %(mailbox)s.",
        "%(n)s comments become visible to everybody in %(mailbox)s.",
        view.comment_count,
        mailbox=mailbox,
    )


def _act(path: str, view: ConversationView, context: CardContext, **more: str) -> Json:
    return action(context, path, conversation=key(view), nonce=context.nonce, **more)


def _suggested(view: TidyView, context: CardContext) -> Json:
    whole = view.conversation
    if whole.can.isdisjoint({Act.TIDY, Act.LINK}):
        return section()
    rows = [
        partner_row(
            one.row, whole, context, top=context.gettext("A mail refers to both") if one.suggested else ""
        )
        for one in view.candidates[:_CANDIDATES]
    ]
    return section(*rows, *partner_box(whole, context), header=context.gettext("Merge or link with …"))


def _merges(view: TidyView, context: CardContext) -> Json:
    rows = [_merged(one, view, context) for one in view.merged[:_LINKS]]
    return section(*rows, header=context.gettext("Merged into this"))


def _merged(one: MergedLine, view: TidyView, context: CardContext) -> Json:
    undo = button(context.gettext("Undo"), _act(paths.UNMERGE, view.conversation, context, source=one.id))
    until = context.gettext("Can be undone until %(time)s", time=moment(one.until, context))
    subject = subject_words(one.subject, context, kept=view.conversation.subject_kept)
    return row(bold(subject), bottom=until, beside={"button": undo})


def _split(view: TidyView, context: CardContext) -> Json:
    mails = view.mails[:_MAILS]
    if len(mails) < 2:
        return section()
    items = ((one.key, _mail(one, context), at == 0) for at, one in enumerate(mails))
    push = action(context, paths.SHOW_SPLIT, conversation=key(view.conversation))
    return section(
        choice(MAIL, context.gettext("From this mail on"), items),
        row(context.gettext("Take all later mails along"), beside=switch(LATER, on=True)),
        buttons(button(context.gettext("Split off …"), push)),
        header=context.gettext("Split off into a conversation of its own"),
    )


def _mail(one: MailLine, context: CardContext) -> str:
    return f"{moment(one.at, context)} · {inline(one.sender, 40) or '?'}"


def _moves(view: TidyView, context: CardContext) -> Json:
    rows = []
    for place in view.places[:_PLACES]:
        push = action(context, paths.SHOW_MOVE, conversation=key(view.conversation), to=place.id)
        text = context.gettext("Move to %(mailbox)s", mailbox=inline(place.address or place.name, 60))
        rows.append(way(text, push, context))
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
    told = about(one.row, context, mixed=True)
    return row(bold(subject_of(one.row, context)), top=kind, bottom=told, beside=beside)


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
