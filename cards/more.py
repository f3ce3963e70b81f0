"""The card of what is needed less often: sleep, priority, spam, the end of a claim (PRODUCT 2.5: G5)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.draft import draft_button
from cards.parts import BACK, key, release, set_status
from cards.text import line
from cards.waiting import next_morning, preset_buttons, snooze
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    date_time,
    paragraph,
    row,
    section,
    switch,
)
from cards.words import priority
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Priority, Standing


def more_card(view: ConversationView, context: CardContext) -> Json:
    """Only what this reader may do; a word to say so where that is nothing."""
    answering = [*_macros(view, context), *draft_button(view, context), *_follow(view, context)]
    tidying = [*_restrict(view, context), *_tidy(view, context), *_spam(view, context)]
    lists = [buttons(*made) for made in (answering, tidying) if made]
    sections = [_sleep(view, context), _priority(view, context), section(*_claim(view, context), *lists)]
    if not any(one["widgets"] for one in sections):
        sections = [section(paragraph(context.gettext("There is nothing for you to do here.")))]
    return card("more", title=context.gettext("More"), subtitle=line(view.subject), sections=sections)


def _sleep(view: ConversationView, context: CardContext) -> Json:
    if Act.SNOOZE not in view.can:
        return section()
    start = next_morning(context)
    return section(
        preset_buttons(view, context),
        date_time("until", context.gettext("Day and time"), start),
        row(context.gettext("Keep sleeping when a reply comes"), beside=switch("sleep_on_reply")),
        buttons(button(context.gettext("Wait until this date"), snooze(view, context, **BACK))),
        header=context.gettext("Wait until …"),
    )


def _priority(view: ConversationView, context: CardContext) -> Json:
    if Act.PRIORITY not in view.can:
        return section()
    changed = action(
        context,
        paths.PRIORITY,
        conversation=key(view),
        seen=view.priority.value,
        nonce=context.nonce,
        field="priority",
        **BACK,
    )
    items = ((one.value, priority(one, context), one is view.priority) for one in reversed(Priority))
    return section(choice("priority", context.gettext("Priority"), items, changed=changed))


def _follow(view: ConversationView, context: CardContext) -> list[Json]:
    if Act.FOLLOW not in view.can:
        return []
    words = context.gettext("Follow no more") if view.following else context.gettext("Follow")
    how = {"off": "1"} if view.following else {}
    press = action(context, paths.FOLLOW, conversation=key(view), nonce=context.nonce, **BACK, **how)
    return [button(words, press)]


def _macros(view: ConversationView, context: CardContext) -> list[Json]:
    if not view.macros:
        return []
    push = action(context, paths.SHOW_MACROS, conversation=key(view))
    return [button(context.gettext("Macros …"), push)]


def _restrict(view: ConversationView, context: CardContext) -> list[Json]:
    if Act.RESTRICT not in view.can:
        return []
    push = action(context, paths.SHOW_RESTRICT, conversation=key(view))
    return [button(context.gettext("Confidential …"), push)]


def _tidy(view: ConversationView, context: CardContext) -> list[Json]:
    if view.id is None or view.can.isdisjoint({Act.TIDY, Act.LINK, Act.BLOCK}):
        return []
    push = action(context, paths.SHOW_TIDY, conversation=view.id)
    return [button(context.gettext("Merge, split, move …"), push)]


def _claim(view: ConversationView, context: CardContext) -> list[Json]:
    return [release(view, context, **BACK)] if view.claim and view.claim.by.you else []


def _spam(view: ConversationView, context: CardContext) -> list[Json]:
    if Act.SPAM not in view.can:
        return []
    if view.standing is Standing.SPAM:
        return [button(context.gettext("Not spam"), set_status(view, context, "open", **BACK))]
    return [button(context.gettext("Mark as spam"), set_status(view, context, "spam", **BACK))]
