"""The card that puts tags on a conversation and takes them off."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, key
from cards.text import inline, line
from cards.widgets import Json, action, button, card, field, own_icon, paragraph, row, section
from server.domain.choiceviews import TagsView
from server.domain.views import ConversationView

_SHOWN = 30
_TAG = 40


def tags_card(view: TagsView, context: CardContext) -> Json:
    """Tags on the conversation, those used before, and a field for a new one."""
    conversation = view.conversation
    others = [tag for tag in view.known if tag not in conversation.tags][:_SHOWN]
    mine = [_on(tag, conversation, context) for tag in conversation.tags[:_SHOWN]]
    return card(
        "tags",
        title=context.gettext("Tags"),
        subtitle=line(conversation.subject),
        sections=[
            section(*(mine or [paragraph(context.gettext("No tag yet"))])),
            section(field("tag", context.gettext("New tag"))),
            section(
                *(_off(tag, conversation, context) for tag in others), header=context.gettext("Used before")
            ),
        ],
        footer=button(context.gettext("Add tag"), _change(conversation, context), filled=True),
    )


def _change(view: ConversationView, context: CardContext, **what: str) -> Json:
    return action(context, paths.TAG, conversation=key(view), nonce=context.nonce, **BACK, **what)


def _on(tag: str, view: ConversationView, context: CardContext) -> Json:
    remove = button(context.gettext("Remove"), _change(view, context, remove=tag))
    return row(inline(tag, _TAG), icon=own_icon(context, "tag"), beside={"button": remove})


def _off(tag: str, view: ConversationView, context: CardContext) -> Json:
    return row(inline(tag, _TAG), icon=own_icon(context, "tag"), click=_change(view, context, add=tag))
