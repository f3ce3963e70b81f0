"""The card for a person who is no agent: friendly, and without any data."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.widgets import Json, action, button, card, field, paragraph, section


def stranger_card(context: CardContext) -> Json:
    """How to get in: the one-time code of an invitation (DECISIONS B2)."""
    hello = context.gettext(
        "Randnotiz shows a team who takes care of a mail. You are not part of a team here yet."
    )
    how = context.gettext(
        "If you have an invitation, type its code. If not, ask the manager of your shared mailbox for one."
    )
    code = field("code", context.gettext("Code of the invitation"))
    connect = button(
        context.gettext("Connect"), action(context, paths.LINK, nonce=context.nonce), filled=True
    )
    return card(
        "stranger",
        title=context.gettext("Welcome to Randnotiz"),
        sections=[section(paragraph(hello)), section(paragraph(how), code)],
        footer=connect,
    )
