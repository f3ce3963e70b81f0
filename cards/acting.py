"""The buttons of a conversation: by state, at most six, one of them filled (PRODUCT 2.3, DECISIONS H1)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import claimed_by_other, key, seen_assignee, seen_claim, set_status
from cards.waiting import wait_button
from cards.widgets import Json, action, button
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Standing

_MORE = frozenset({Act.SNOOZE, Act.PRIORITY, Act.SPAM, Act.FOLLOW})
_ASLEEP = frozenset({Standing.PENDING, Standing.SNOOZED, Standing.CLOSED})


def act_buttons(view: ConversationView, context: CardContext) -> list[Json]:
    """The buttons this reader may press, the state's own first; none is filled under a colleague's claim."""
    found = _by_act(view, context)
    primary = None if claimed_by_other(view) else view.primary
    made: list[Json] = []
    if primary is not None and primary in found:
        text, click = found.pop(primary)
        made.append(button(text, click, filled=True))
    made += [button(text, click) for text, click in found.values()]
    return [*made, *_rest(view, context)]


def claim_click(view: ConversationView, context: CardContext) -> Json:
    """The click that says "I'm replying", also over a colleague's claim."""
    return action(context, paths.CLAIM, conversation=key(view), seen=seen_claim(view), nonce=context.nonce)


def _by_act(view: ConversationView, context: CardContext) -> dict[Act, tuple[str, Json]]:
    found: dict[Act, tuple[str, Json]] = {}
    if view.standing is Standing.SPAM:
        if Act.SPAM in view.can:
            found[Act.SPAM] = context.gettext("Not spam"), set_status(view, context, "open")
        return found
    closed = view.standing is Standing.CLOSED
    if Act.TAKE in view.can and not (view.assignee and view.assignee.you):
        found[Act.TAKE] = context.gettext("Take"), _take(view, context)
    if Act.STATUS in view.can and closed:
        found[Act.STATUS] = context.gettext("Reopen"), set_status(view, context, "open")
    elif Act.STATUS in view.can and not claimed_by_other(view):
        found[Act.STATUS] = context.gettext("Done"), set_status(view, context, "closed")
    if Act.CLAIM in view.can and view.claim is None and not closed:
        found[Act.CLAIM] = context.gettext("I'm replying"), claim_click(view, context)
    return found


def _rest(view: ConversationView, context: CardContext) -> list[Json]:
    """What is never filled: reopen what sleeps, wait, and the way to more."""
    made: list[Json] = []
    if view.standing is Standing.SPAM:
        return made
    closed = view.standing is Standing.CLOSED
    if Act.STATUS in view.can and view.standing in _ASLEEP and not closed:
        made.append(button(context.gettext("Reopen"), set_status(view, context, "open")))
    wait = None if closed else wait_button(view, context)
    if wait:
        made.append(wait)
    if view.can & _MORE:
        made.append(
            button(context.gettext("More …"), action(context, paths.SHOW_MORE, conversation=key(view)))
        )
    return made


def _take(view: ConversationView, context: CardContext) -> Json:
    return action(context, paths.TAKE, conversation=key(view), seen=seen_assignee(view), nonce=context.nonce)
