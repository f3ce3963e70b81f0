"""The card of a draft that a colleague checks before it is sent: its text, how it stands, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, key
from cards.text import Html, bold, cut, line, rich
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    field,
    leads_on,
    own_icon,
    paragraph,
    row,
    section,
)
from cards.words import moment
from server.domain.differences import Kind, Passage
from server.domain.drafts import ReviewState, Step
from server.domain.views import ConversationView, DraftView, Party, ReviewView, Sentence

TEXT: Final = "draft_text"
PROPOSAL: Final = "draft_proposal"
REASON: Final = "draft_reason"
REVIEWER: Final = "mention_reviewer"
"""Names of fields; they stay the same when the draft has changed meanwhile, so that what was typed stays too."""

_SHOWN = 6_000
_LINES = 12

_STATES: Final[Mapping[ReviewState, Sentence]] = MappingProxyType(
    {
        ReviewState.ASKED: Sentence("Waiting for %(who)s"),
        ReviewState.RETURNED: Sentence("Returned by %(who)s"),
        ReviewState.EDITED: Sentence("Changed by %(who)s"),
        ReviewState.APPROVED: Sentence("Approved by %(who)s"),
    }
)


def draft_card(view: DraftView, context: CardContext) -> Json:
    """Everything the reader may do with the draft, or the form for a new one."""
    shown = view.conversation
    sections = [
        section(*_standing(shown.review, context), *_text(view, context)),
        _use(shown, context),
        _review(view, context),
        _ask(view, context),
        _withdraw(shown, context),
    ]
    if not any(one["widgets"] for one in sections):
        sections = [section(paragraph(context.gettext("There is no draft here any more.")))]
    return card(
        "draft", title=context.gettext("Draft to review"), subtitle=line(shown.subject), sections=sections
    )


def draft_section(view: ConversationView, context: CardContext) -> Json:
    """On the conversation's own card: that there is a draft, how it stands, and the way to it."""
    if view.review.state is None:
        return section()
    click = action(context, paths.SHOW_DRAFT, conversation=key(view))
    return section(
        row(
            bold(standing_words(view.review, context)),
            top=context.gettext("Draft of %(who)s", who=_called(view.review.author, context)),
            icon=own_icon(context, "pen"),
            click=click,
            beside=leads_on(context),
        )
    )


def standing_words(review: ReviewView, context: CardContext) -> str:
    """How a review stands, in a few words."""
    if review.state is None:
        return ""
    if review.state is ReviewState.ASKED and Step.APPROVE in review.can:
        return context.gettext("Waiting for your word")
    if review.blocked:
        return context.gettext("%(who)s cannot check it now", who=_called(review.reviewer, context))
    return context.gettext(_STATES[review.state].message, who=_called(review.reviewer, context))


def _called(who: Party | None, context: CardContext) -> str:
    return who.name if who and who.name else context.gettext("Somebody")


def _standing(review: ReviewView, context: CardContext) -> list[Json]:
    if review.state is None:
        return []
    since = context.gettext("asked %(time)s", time=moment(review.asked_at or 0, context, exact=True))
    return [
        row(
            bold(standing_words(review, context)),
            top=context.gettext("Draft of %(who)s", who=_called(review.author, context)),
            bottom=since,
            icon=own_icon(context, "pen"),
        )
    ]


def _text(view: DraftView, context: CardContext) -> list[Json]:
    if not view.text:
        return []
    if not view.changes:
        return [paragraph(rich(cut(view.text, _SHOWN)), max_lines=_LINES)]
    legend = Html(
        f"<b><u>{rich(context.gettext('added'))}</u></b> · <s>{rich(context.gettext('removed'))}</s>"
    )
    return [paragraph(legend), paragraph(_difference(view.changes), max_lines=_LINES)]


def _difference(changes: tuple[Passage, ...]) -> Html:
    """The text with what went struck through and what came underlined, cut where it gets too long."""
    made, left = list[str](), _SHOWN
    for one in changes:
        text = rich(cut(one.text, left))
        wrap = {Kind.ADDED: "<b><u>{}</u></b>", Kind.REMOVED: "<s>{}</s>", Kind.KEPT: "{}"}[one.kind]
        made.append(wrap.format(text))
        left -= len(one.text)
        if left <= 1:
            break
    return Html("".join(made))


def _click(path: str, view: ConversationView, context: CardContext) -> Json:
    seen = "" if view.review.version is None else str(view.review.version)
    return action(context, path, conversation=key(view), seen=seen or "none", nonce=context.nonce, **BACK)


def _use(view: ConversationView, context: CardContext) -> Json:
    if Step.USE not in view.review.can:
        return section()
    use = button(context.gettext("Put it into a reply"), _click(paths.DRAFT_USE, view, context), filled=True)
    hint = context.gettext("Gmail makes a draft in this thread. You send it yourself.")
    return section(buttons(use), paragraph(hint))


def _review(view: DraftView, context: CardContext) -> Json:
    shown = view.conversation
    can = shown.review.can
    made: list[Json] = []
    if Step.APPROVE in can:
        approve = _click(paths.DRAFT_APPROVE, shown, context)
        made.append(buttons(button(context.gettext("Approve"), approve, filled=True)))
    if Step.RETURN in can:
        back = _click(paths.DRAFT_RETURN, shown, context)
        made.append(
            field(REASON, context.gettext("What should be different (internal comment)"), many_lines=True)
        )
        made.append(buttons(button(context.gettext("Return with this comment"), back)))
    if Step.EDIT in can:
        edit = _click(paths.DRAFT_EDIT, shown, context)
        made.append(
            field(PROPOSAL, context.gettext("Or change the text yourself"), many_lines=True, value=view.final)
        )
        made.append(buttons(button(context.gettext("Save my version"), edit)))
    return section(*made, header=context.gettext("Your word") if made else "")


def _ask(view: DraftView, context: CardContext) -> Json:
    shown = view.conversation
    if Step.ASK not in shown.review.can:
        return section()
    again = shown.review.state is not None
    if not view.reviewers:
        return section(paragraph(context.gettext("There is nobody here who could check a draft.")))
    suggest = action(context, paths.PEOPLE, conversation=key(shown))
    who = shown.review.reviewer.name if shown.review.reviewer else ""
    ask = _click(paths.DRAFT_ASK, shown, context)
    words = context.gettext("Ask again") if again else context.gettext("Ask for a check")
    return section(
        field(TEXT, context.gettext("Proposed reply"), many_lines=True, value=view.final),
        field(REVIEWER, context.gettext("Who should check it?"), suggest=suggest, value=who),
        buttons(button(words, ask, filled=not again)),
        paragraph(context.gettext("The text is kept only while it is needed. Only you can send it.")),
        header=context.gettext("Change and ask again") if again else "",
    )


def _withdraw(view: ConversationView, context: CardContext) -> Json:
    if Step.WITHDRAW not in view.review.can:
        return section()
    return section(
        buttons(button(context.gettext("Withdraw draft"), _click(paths.DRAFT_WITHDRAW, view, context)))
    )
