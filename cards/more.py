"""The card of what is needed less often: sleep, priority, spam, the end of a claim (PRODUCT 2.5: G5)."""

from __future__ import annotations

from collections.abc import Iterator

from cards import paths
from cards.context import CardContext
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
    way,
)
from cards.words import priority
from server.domain.drafts import Step
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Priority, Standing


def more_card(view: ConversationView, context: CardContext) -> Json:
    """Only what this reader may do; a word to say so where that is nothing."""
    at_once = [*_follow(view, context), *_spam(view, context)]
    sections = [
        _sleep(view, context),
        _priority(view, context),
        section(*_claim(view, context), *_ways(view, context)),
        section(buttons(*at_once)) if at_once else section(),
    ]
    if not any(one["widgets"] for one in sections):
        sections = [section(paragraph(context.gettext("There is nothing for you to do here.")))]
    return card("more", title=context.gettext("More"), subtitle=line(view.subject), sections=sections)


def _ways(view: ConversationView, context: CardContext) -> Iterator[Json]:
    """Lines that open a card each; nothing happens by them alone."""

    def leads(text: str, path: str) -> Json:
        return way(text, action(context, path, conversation=key(view)), context)

    if view.macros:
        yield leads(context.gettext("Macros …"), paths.SHOW_MACROS)
    if view.review.state is None and Step.ASK in view.review.can:
        yield leads(context.gettext("Have a draft checked …"), paths.SHOW_DRAFT)
    if Act.RESTRICT in view.can:
        yield leads(context.gettext("Confidential …"), paths.SHOW_RESTRICT)
    if view.id is not None and not view.can.isdisjoint({Act.TIDY, Act.LINK, Act.BLOCK}):
        yield leads(context.gettext("Merge, split, move …"), paths.SHOW_TIDY)


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


def _claim(view: ConversationView, context: CardContext) -> list[Json]:
    return [release(view, context, **BACK)] if view.claim and view.claim.by.you else []


def _spam(view: ConversationView, context: CardContext) -> list[Json]:
    if Act.SPAM not in view.can:
        return []
    if view.standing is Standing.SPAM:
        return [button(context.gettext("Not spam"), set_status(view, context, "open", **BACK))]
    return [button(context.gettext("Mark as spam"), set_status(view, context, "spam", **BACK))]
