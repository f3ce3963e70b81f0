"""The card for when something went wrong: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Mapping

from cards.context import CardContext
from cards.widgets import Json, action, button, buttons, card, own_icon, paragraph, row, section
from cards.words import sentence
from server.domain.views import Sentence


def failure_card(
    said: Sentence,
    context: CardContext,
    *,
    retry: str | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Json:
    """`said` is what happened; `retry` is the path to try again, None where that is no use."""
    safe = paragraph(context.gettext("Your mail is not affected."))
    widgets = [row(sentence(said, context), icon=own_icon(context, "warn")), safe]
    if retry:
        again = action(context, retry, **(parameters or {}))
        widgets.append(buttons(button(context.gettext("Try again"), again, filled=True)))
    return card("failure", title=context.gettext("That did not work just now"), sections=[section(*widgets)])
