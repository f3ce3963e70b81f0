"""The card that mends one's own comment, or takes a comment away."""

from __future__ import annotations

from cards import paths
from cards.commenting import comment_widget
from cards.context import CardContext
from cards.parts import BACK
from cards.text import line
from cards.widgets import Json, action, button, buttons, card, field, own_icon, paragraph, row, section
from server.domain.views import CommentView, ConversationView


def comment_card(comment: CommentView, view: ConversationView, context: CardContext) -> Json:
    """The text to be mended where that is the reader's right, and the way to delete it."""
    widgets: list[Json] = []
    if comment.may_edit:
        widgets += [
            row(context.gettext("Internal only"), icon=own_icon(context, "lock")),
            field("text", context.gettext("Comment (internal only)"), many_lines=True, value=comment.text),
        ]
    else:
        widgets.append(comment_widget(comment, context))
    delete = button(context.gettext("Delete comment"), _act(paths.DELETE_COMMENT, comment, view, context))
    if comment.may_delete:
        gone = context.gettext("Deleting takes the text away for everybody; that it was there stays.")
        sections = [section(*widgets), section(paragraph(gone), buttons(delete))]
    else:
        sections = [section(*widgets)]
    save = button(context.gettext("Save"), _act(paths.EDIT_COMMENT, comment, view, context), filled=True)
    return card(
        "comment",
        title=context.gettext("Comment"),
        subtitle=line(view.subject),
        sections=sections,
        footer=save if comment.may_edit else None,
    )


def _act(path: str, comment: CommentView, view: ConversationView, context: CardContext) -> Json:
    return action(context, path, conversation=view.id or "", comment=comment.id, nonce=context.nonce, **BACK)
