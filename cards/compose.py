"""The card beside a draft: what it answers, who else is at it, and templates to put into it (PRODUCT 2.5: G7)."""

from __future__ import annotations

from cards import paths
from cards.attention import presence_rows
from cards.context import CardContext
from cards.parts import claimed_by_other, seen_claim
from cards.text import Html, bold, cut, line, rich
from cards.widgets import (
    PALE,
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    field,
    known_icon,
    own_icon,
    paragraph,
    row,
    section,
)
from cards.words import clock, mailbox, person, sentence, standing, standing_line
from server.domain.composing import ComposeView
from server.domain.proposing import Offered
from server.domain.views import ConversationView
from server.domain.vocabulary import Standing

CHOSEN = "answers"
LANGUAGE = "template_language"
SEARCH = "template_search"
AFTER = "after_send"
NONE = "none"
_AFTER = (Standing.PENDING, Standing.CLOSED)
_TEMPLATES = 20
_PREVIEW = 120


def compose_card(view: ComposeView, context: CardContext) -> Json:
    """What an agent sees who presses the add-on's icon in a draft."""
    shown = view.answers
    return card(
        "compose",
        title=_title(view, context),
        subtitle=f"{mailbox(shown.mailbox)} · {standing_line(shown, context)}" if shown else "",
        sections=[
            section(*_warnings(view, context)),
            section(*_facts(view, context)),
            _templates(view, context),
        ],
        footer=button(
            context.gettext("As of %(time)s · Refresh", time=clock(view.at, context)), _look(view, context)
        )
        | {"color": PALE},
    )


def _title(view: ComposeView, context: CardContext) -> str:
    if view.answers is None and view.possible:
        return context.gettext("This draft answers no conversation of your team")
    if view.answers is None:  # Gmail does not tell the thread, so nothing more is known
        return context.gettext("No conversation with these recipients was found")
    subject = view.answers.subject or context.gettext("(no subject)")
    if view.sure:
        return context.gettext("Reply to: %(subject)s", subject=subject)
    return context.gettext("Presumably a reply to: %(subject)s", subject=subject)


def _look(view: ComposeView, context: CardContext) -> Json:
    return action(context, paths.COMPOSE_LOOK, conversation=_key(view), sure=str(int(view.sure)))


def _key(view: ComposeView) -> str:
    return (view.answers and view.answers.id) or NONE


def _warnings(view: ComposeView, context: CardContext) -> list[Json]:
    return [row(sentence(one.said, context), icon=own_icon(context, "warn")) for one in view.warned]


def _facts(view: ComposeView, context: CardContext) -> list[Json]:
    made = [] if view.sure else _which(view, context)
    shown = view.answers
    if shown is None:
        return made
    who = bold(person(shown.assignee, context)) if shown.assignee else context.gettext("Unassigned")
    made.append(row(who, top=context.gettext("Assignee"), icon=known_icon("PERSON")))
    made += presence_rows(shown, context)
    made.append(_claim(view, shown, context))
    made.append(_sender(shown, context))
    made.append(_after_send(view, context))
    return made


def _which(view: ComposeView, context: CardContext) -> list[Json]:
    """Gmail did not name the thread: say that this is a guess, and let the agent put it right."""
    if not view.possible:
        return []
    known = view.answers.id if view.answers else None
    subjects = {one.id: one.subject or context.gettext("(no subject)") for one in view.possible}
    items = [(key, subject, key == known) for key, subject in subjects.items()]
    items.append((NONE, context.gettext("none of these"), known is None))
    changed = _look(view, context)
    return [choice(CHOSEN, context.gettext("Answers (guessed from the recipient)"), items, changed=changed)]


def _claim(view: ComposeView, shown: ConversationView, context: CardContext) -> Json:
    if shown.claim is not None and shown.claim.by.you:
        until = context.gettext("until %(time)s at the latest", time=clock(shown.claim.until, context))
        return row(context.gettext("You are replying"), bottom=until, icon=own_icon(context, "pen"))
    click = action(
        context,
        paths.COMPOSE_CLAIM,
        conversation=_key(view),
        sure=str(int(view.sure)),
        seen=seen_claim(shown),
        nonce=context.nonce,
    )
    words = context.gettext("Reply anyway") if claimed_by_other(shown) else context.gettext("I'm replying")
    return buttons(button(words, click))


def _sender(shown: ConversationView, context: CardContext) -> Json:
    """Gmail tells nothing of the draft's sender, so this asks to look instead of claiming to know."""
    return row(
        shown.mailbox.address,
        top=context.gettext("Please check “From”"),
        bottom=context.gettext("Gmail does not tell who the draft is sent as."),
        icon=known_icon("EMAIL"),
    )


def _after_send(view: ComposeView, context: CardContext) -> Json:
    items = [
        (NONE, context.gettext("as the mailbox is set"), view.after_send is None),
        *((one.value, standing(one, context), view.after_send is one) for one in _AFTER),
    ]
    changed = action(
        context,
        paths.COMPOSE_AFTER,
        conversation=_key(view),
        sure=str(int(view.sure)),
        nonce=context.nonce,
    )
    return choice(AFTER, context.gettext("After sending"), items, changed=changed)


def _templates(view: ComposeView, context: CardContext) -> Json:
    found = view.templates
    languages = [
        ("de", context.gettext("German"), found.locale == "de"),
        ("en", context.gettext("English"), found.locale == "en"),
    ]
    look = _look(view, context)
    made = [
        field(SEARCH, context.gettext("Search templates")),
        buttons(button(context.gettext("Search"), look)),
        choice(LANGUAGE, context.gettext("Language"), languages, changed=look),
        *(_template(one, view, context) for one in found.offered[:_TEMPLATES]),
    ]
    rest = len(found.offered) - _TEMPLATES
    if not found.offered:
        nothing = "No template fits this search." if found.search else "No templates yet."
        made.append(paragraph(context.gettext(nothing)))
    elif rest > 0:
        made.append(
            paragraph(context.ngettext("%(n)s more: search for it.", "%(n)s more: search for them.", rest))
        )
    return section(*made, header=context.gettext("Templates"))


def _template(one: Offered, view: ComposeView, context: CardContext) -> Json:
    click = action(context, paths.COMPOSE_INSERT, conversation=_key(view), template=one.id, locale=one.locale)
    top = context.gettext("Your own template") if one.own else ""
    start = rich(cut(" ".join(one.text.split()), _PREVIEW))
    return row(Html(f"{bold(line(one.name))}<br>{start}"), top=top, click=click)
