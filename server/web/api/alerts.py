"""What Outlook's Smart Alert says: one text plain and in Markdown, which nobody's name or comment can format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cards.context import CardContext
from cards.text import inline
from cards.words import sentence
from server.domain.views import Sentence

LONGEST = 500
"""UTF-16 units that Outlook shows of a text (OUTLOOK.md 2.5)."""
LONGEST_NAME = 60
# Whatever Markdown reads as more than a letter, and what would start a list where a line begins with it.
_MARKUP = re.compile(r"[*_\[\]<>`#|~\\&!]")
_LIST = re.compile(r"^(?:[-+=\s]+|(\d+)[.)])")


def plain(said: Sequence[Sentence], context: CardContext) -> str:
    """The sentences as one paragraph, the most serious first."""
    return _cut(" ".join(_spoken(one, context) for one in said))


def markdown(said: Sequence[Sentence], context: CardContext) -> str:
    """The same as paragraphs of their own."""
    lines = (_MARKUP.sub("", _spoken(one, context)) for one in said)
    return _cut("\n\n".join(_LIST.sub(r"\1", line) for line in lines))


def _spoken(said: Sentence, context: CardContext) -> str:
    facts = {name: inline(value) if isinstance(value, str) else value for name, value in said.facts.items()}
    who = inline(str(said.facts.get("who") or ""), LONGEST_NAME) or context.gettext("Somebody")
    return sentence(replace(said, facts={**facts, "who": who}), context)


def _cut(text: str) -> str:
    """As much of it as fits; Outlook counts what JavaScript counts, and refuses more."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
