"""Internal comments on a card: those that were written, and the box for the next one."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import key
from cards.text import Html, bold, clean, cut, rich
from cards.widgets import Json, action, button, buttons, field, own_icon, paragraph, row, section, switch
from cards.words import moment, person
from server.domain.views import CommentView, ConversationView
from server.domain.vocabulary import Act, Standing

SHOWN = 10
"""Comments that the conversation's own card shows; the rest is one click away."""

OPEN = 2
"""Comments that stand open at first."""

LIMIT = 1_000
"""Characters of one comment that a card shows (GMAIL 3)."""

_LONG = 300
_MAX_LINES = 8


def comment_section(view: ConversationView, context: CardContext) -> Json:
    """The newest comments on top, and the way to everything that happened."""
    shown = view.comments[-SHOWN:][::-1]
    widgets = [comment_widget(one, context, change=_change(view, one, context)) for one in shown]
    older = _older_row(view, context, hidden=view.comment_count - len(shown))
    if older:
        widgets.append(older)
    header = context.gettext("Comments (%(n)s)", n=view.comment_count) if shown else ""
    return section(*widgets, header=header, shown=OPEN if len(shown) > OPEN else None)


def comment_widget(
    comment: CommentView, context: CardContext, *, limit: int = LIMIT, change: Json | None = None
) -> Json:
    """One comment with its author and time; a long one is folded. A click on it does what `change` says."""
    head = _head(comment, context)
    if comment.deleted:
        return row(Html(f"<i>{rich(context.gettext('Comment deleted'))}</i>"), top=head)
    body = comment_text(comment, limit=limit)
    short = len(comment.text) <= _LONG and comment.text.count("\n") < _MAX_LINES
    if short or change:
        return row(body, top=head, beside=change)
    return paragraph(Html(f"{bold(head)}<br>{body}"), max_lines=_MAX_LINES)


def comment_text(comment: CommentView, *, limit: int = LIMIT) -> Html:
    """The text exactly as typed, cut and escaped, with mentions in bold."""
    text = cut(comment.text, limit)
    parts: list[str] = []
    done = 0
    for span in comment.mentions:
        if done <= span.start < span.end <= len(text):
            parts += (rich(text[done : span.start]), bold(text[span.start : span.end]))
            done = span.end
    return Html("".join((*parts, rich(text[done:])))) if clean(text).strip() else Html("…")


def comment_box(view: ConversationView, context: CardContext) -> Json:
    """The box for a comment, under the line that says who will never read it (DECISIONS E2, E3)."""
    number = context.form or str(view.comment_count)
    names = {"field": f"comment_{number}", "mention_field": f"mention_{number}"}
    people = action(context, paths.PEOPLE, conversation=key(view))
    send = action(
        context,
        paths.COMMENT,
        conversation=key(view),
        nonce=context.nonce,
        seen=view.standing.value,
        **names,
    )
    internal = Html(
        f"{bold(context.gettext('Internal only'))} · {rich(context.gettext('never sent to the customer'))}"
    )
    widgets = [
        row(internal, icon=own_icon(context, "lock")),
        field(names["field"], context.gettext("Comment (internal only)"), many_lines=True),
        field(names["mention_field"], context.gettext("Mention somebody"), suggest=people),
    ]
    if Act.STATUS in view.can and view.standing is Standing.OPEN:
        widgets.append(row(context.gettext("… and set to “Waiting”"), beside=switch("and_wait")))
    widgets.append(buttons(button(context.gettext("Send comment"), send)))
    return section(*widgets)


def _change(view: ConversationView, comment: CommentView, context: CardContext) -> Json | None:
    """The way to mend one's own comment, or to take away somebody's."""
    if view.id is None or not (comment.may_edit or comment.may_delete):
        return None
    words = context.gettext("Edit") if comment.may_edit else context.gettext("Delete …")
    click = action(context, paths.SHOW_COMMENT, conversation=view.id, comment=comment.id)
    return {"button": button("⋯", click, alt=words)}


def _head(comment: CommentView, context: CardContext) -> str:
    parts = [person(comment.author, context), moment(comment.at, context, exact=True)]
    if comment.edited and not comment.deleted:
        parts.append(context.gettext("edited"))
    return " · ".join(parts)


def _older_row(view: ConversationView, context: CardContext, *, hidden: int) -> Json | None:
    if view.id is None or hidden + view.activity_count <= 0:
        return None
    # No number of events: what is counted is more than what the activity shows.
    older = context.gettext("Older comments (%(n)s) and activity", n=hidden)
    text = older if hidden > 0 else context.gettext("Activity")
    click = action(context, paths.SHOW_ACTIVITY, conversation=view.id, after="")
    return row(text, click=click, beside={"endIcon": own_icon(context, "chevr")})
