"""For whom a card is built: words, zone, clock, and what its buttons must carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from cards.text import inline


class Translate(Protocol):
    """Words of one language; `facts` fill the `%(name)s` placeholders."""

    def gettext(self, message: str, /, **facts: object) -> str:
        """The message in this language."""

    def ngettext(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The message in the form that this language uses for `n` things."""


@dataclass(frozen=True, slots=True)
class CardContext:
    """One reader at one moment.

    `base` is the public URL without a slash at its end, `now` the store's time in ms UTC, `nonce` marks this
    one card so that a button pressed twice acts once (DECISIONS D2), `agent_email` opens links in the
    reader's own account. `form` is the number in the name of the comment field in which the reader has
    something typed and not yet sent; the field keeps that name, or Google would drop the text (E3).
    """

    base: str
    translate: Translate
    locale: str
    zone: ZoneInfo
    now: int
    nonce: str
    agent_email: str | None = None
    form: str = ""

    def gettext(self, message: str, /, **facts: object) -> str:
        """The message in the reader's language; text among the facts cannot reorder or flood it."""
        return self.translate.gettext(message, **_safe(facts)) if facts else self.translate.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The message in the form for `n` things; `%(n)s` is the number."""
        return self.translate.ngettext(singular, plural, n, **_safe({"n": n, **facts}))


def _safe(facts: dict[str, object]) -> dict[str, object]:
    return {key: inline(value) if isinstance(value, str) else value for key, value in facts.items()}
