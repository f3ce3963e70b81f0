"""Internal comments and whom they mention; there is no way from here into a mail (PRODUCT 0.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.domain.errors import Invalid

LIMIT = 10_000
"""Characters of one comment (PRODUCT 3.1)."""

EVERYONE = "all"
_EVERYONE_NAMES = ("alle", "all", "everyone")
_BEFORE = re.compile(r"(?<![\w@.])@", re.UNICODE)
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols, to Unicode, that are drawn as nothing."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names `who`: `agent:<id>`, `team:<id>` or `all`."""

    start: int
    end: int
    who: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as stored; a deleted one keeps its place and loses its text."""

    id: str
    author: str
    at: int
    text: str
    mentions: tuple[Mention, ...] = ()
    anchor: str | None = None
    edited_at: int | None = None
    deleted_at: int | None = None


def clean(text: str) -> str:
    """The text of a comment as it will be stored; Invalid for one that says nothing or is too long."""
    text = tidied(text)
    if len(text) > LIMIT:
        raise Invalid(
            "A comment may have %(limit)s characters; this one has %(length)s.", limit=LIMIT, length=len(text)
        )
    return text


def tidied(text: str) -> str:
    """The text with one kind of line end, no control characters and no blank rim; Invalid if nothing is left."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not any(_shows(letter) for letter in text):
        raise Invalid("Please write something first.")
    return text


def mentions(text: str, names: Mapping[str, str]) -> tuple[Mention, ...]:
    """Find `@Name` in a text.

    `names` maps every way to write somebody (full name, first name where it is unique, team name) to their
    id; the longest match wins, letter case does not count. What names nobody stays plain text.
    """
    spellings = sorted(_spellings(names), key=lambda pair: -len(pair[0]))
    lowered = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    if len(lowered) != len(text):
        lowered = text
    found = (_mention_at(lowered, match.end(), spellings) for match in _BEFORE.finditer(text))
    return tuple(mention for mention in found if mention)


def mentioned(found: Iterable[Mention]) -> tuple[str, ...]:
    """Whom the mentions name, each once, in the order of the text."""
    return tuple(dict.fromkeys(mention.who for mention in found))


def _shows(letter: str) -> bool:
    """Whether a character can be seen; joiners, marks of direction and fillers alone say nothing."""
    return unicodedata.category(letter) not in {"Cf", "Zs", "Zl", "Zp", "Cc", "Mn"} and letter not in _BLANK


def _spellings(names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    yield from ((name, EVERYONE) for name in _EVERYONE_NAMES)
    yield from ((name.lower(), who) for name, who in names.items() if name)


def _mention_at(lowered: str, start: int, spellings: list[tuple[str, str]]) -> Mention | None:
    for name, who in spellings:
        end = start + len(name)
        if lowered.startswith(name, start) and not (end < len(lowered) and lowered[end].isalnum()):
            return Mention(start - 1, end, who)
    return None
