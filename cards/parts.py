"""What several cards share: the footer, the claim's end, and what a button must say it has seen."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.widgets import PALE, Json, action, button, own_icon, row
from cards.words import clock
from server.domain.views import ConversationView

BACK = {"back": "1"}
"""The parameter of acts in a pushed card: their answer goes back to the card of the conversation."""

NOBODY = "none"
"""What stands for "no assignee" and "no claim" in parameters, where Google may drop an empty value."""


def key(view: ConversationView) -> str:
    """The conversation as parameters name it: empty while nothing is stored yet."""
    return view.id or ""


def seen_assignee(view: ConversationView) -> str:
    """Whom the reader saw as assignee (DECISIONS D1)."""
    return view.assignee.id if view.assignee else NOBODY


def seen_claim(view: ConversationView) -> str:
    """Whose claim the reader saw (DECISIONS D1)."""
    return view.claim.by.id.removeprefix("agent:") if view.claim else NOBODY


def claimed_by_other(view: ConversationView) -> bool:
    """Whether a colleague has said that they are replying."""
    return view.claim is not None and not view.claim.by.you


def set_status(view: ConversationView, context: CardContext, to: str, **more: str) -> Json:
    """The click that sets a status."""
    return action(
        context,
        paths.STATUS,
        conversation=key(view),
        to=to,
        seen=view.standing.value,
        nonce=context.nonce,
        **more,
    )


def as_of(context: CardContext, *, at: int, conversation: str = "") -> Json:
    """The footer: when this card was true, and the way to see it afresh (DECISIONS E2)."""
    text = context.gettext("As of %(time)s · Refresh", time=clock(at, context))
    return button(text, action(context, paths.REFRESH, conversation=conversation)) | {"color": PALE}


def release(view: ConversationView, context: CardContext, **more: str) -> Json:
    """The reader's own claim with the way to end it."""
    assert view.claim is not None
    end = button(
        context.gettext("Release"),
        action(context, paths.RELEASE, conversation=key(view), nonce=context.nonce, **more),
    )
    until = context.gettext("until %(time)s at the latest", time=clock(view.claim.until, context))
    pen = own_icon(context, "pen")
    return row(context.gettext("You are replying"), bottom=until, icon=pen, beside={"button": end})
