"""The language of the search box: plain words, "phrases", and filters such as status:open (both languages).

An operator that is not known is searched for as words, a date that is none is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from server.domain.errors import Invalid
from server.domain.searchwords import folded
from server.domain.vocabulary import Standing

LONGEST = 500
"""Characters of a query."""
MOST_TERMS = 20


class Kind(StrEnum):
    """What a piece of a query narrows."""

    WORDS = "words"
    PHRASE = "phrase"
    STATUS = "status"
    TAG = "tag"
    FROM = "from"
    ASSIGNEE = "assignee"
    MAILBOX = "mailbox"
    FIELD = "field"
    BEFORE = "before"
    AFTER = "after"
    MESSAGE = "message"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as typed: `value` is its text, `name` the field's; `without` where a minus stands before it."""

    kind: Kind
    value: str
    name: str = ""
    without: bool = False


STANDINGS: Mapping[str, Standing] = {
    **{standing.value: standing for standing in Standing},
    "offen": Standing.OPEN,
    "wartet": Standing.PENDING,
    "wartend": Standing.PENDING,
    "waiting": Standing.PENDING,
    "erledigt": Standing.CLOSED,
    "geschlossen": Standing.CLOSED,
    "done": Standing.CLOSED,
    "schlaft": Standing.SNOOZED,
    "schlafend": Standing.SNOOZED,
}
"""Folded word -> the standing it means."""

_OPERATORS: Mapping[str, Kind] = {
    "status": Kind.STATUS,
    **dict.fromkeys(("tag", "schlagwort"), Kind.TAG),
    **dict.fromkeys(("from", "von"), Kind.FROM),
    **dict.fromkeys(("assignee", "zustandig", "to", "an"), Kind.ASSIGNEE),
    **dict.fromkeys(("mailbox", "postfach"), Kind.MAILBOX),
    **dict.fromkeys(("before", "vor", "bis"), Kind.BEFORE),
    **dict.fromkeys(("after", "since", "nach", "seit", "ab"), Kind.AFTER),
}
_FIELDS = ("field.", "feld.")
_COMMENTS = frozenset({"comment", "comments", "kommentar", "kommentare", "kommentaren"})
_TOKEN = re.compile(r'(-?)(?:([^\s:"<>]+):)?(?:"([^"]*)"|(<[^<>\s]+>)|([^\s"]+))|(\S)')
_QUOTED = re.compile(r"[\s<>]")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_GERMAN = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})")


def parse(text: str) -> tuple[Piece, ...]:
    """The pieces of a query; Invalid for a date that is none, an unknown status, or far too much."""
    if len(text) > LONGEST:
        raise Invalid("Please search for less text at once.")
    pieces = tuple(piece for match in _TOKEN.finditer(text) if (piece := _piece(match)) is not None)
    if len(pieces) > MOST_TERMS:
        raise Invalid("Please search for less text at once.")
    return pieces


def rewritten(text: str, change: Callable[[Piece], Piece]) -> str:
    """The query with other values, or other names of fields, in some of its pieces; all else stays as typed."""

    def put(match: re.Match[str]) -> str:
        piece = _piece(match)
        after = change(piece) if piece is not None else None
        if piece is None or after is None or after == piece:
            return match[0]
        operator = match[2].removesuffix(piece.name) + after.name
        value = match[0].partition(":")[2]
        if after.value != piece.value:
            value = f'"{after.value}"' if _QUOTED.search(after.value) else after.value
        return f"{match[1]}{operator}:{value}"

    made = _TOKEN.sub(put, text)
    return made if len(made) <= LONGEST else text


def standing_of(value: str) -> Standing:
    """The standing that a word means; Invalid for another one."""
    found = STANDINGS.get(folded(value))
    if found is None:
        raise Invalid("There is no status “%(status)s”.", status=value)
    return found


def day_of(value: str) -> date:
    """The day that is written, the first of a month or year where no day is; Invalid where it is none."""
    iso, german = _ISO.fullmatch(value), _GERMAN.fullmatch(value)
    year, month, day = iso.groups() if iso else tuple(reversed(german.groups())) if german else (None,) * 3
    try:
        return date(int(year or 0), int(month or 1), int(day or 1)) + timedelta()
    except (ValueError, OverflowError):
        raise Invalid(
            "“%(date)s” is no date. Please write it like 2026-01-31 or 31.01.2026.", date=value
        ) from None


def _piece(match: re.Match[str]) -> Piece | None:
    minus, operator, phrase, message, word, _ = match.groups()
    value, without = next((one for one in (phrase, message, word) if one), ""), minus == "-"
    if operator:
        known = _operated(operator, value)
        return known and replace(known, without=without)
    if message is not None:
        return Piece(Kind.MESSAGE, message[1:-1])
    if not value.strip():
        return None
    return Piece(Kind.PHRASE if phrase is not None else Kind.WORDS, value, without=without)


def _operated(operator: str, value: str) -> Piece | None:
    """What an operator with its value means; nothing while the value is still being typed."""
    name = folded(operator)
    if name == "rfc822msgid":
        return Piece(Kind.MESSAGE, value.strip("<>"))
    if name == "in" and folded(value) in _COMMENTS:
        return Piece(Kind.WITHIN, value)
    kind = _OPERATORS.get(name)
    prefix = next((one for one in _FIELDS if name.startswith(one)), None)
    if prefix is not None and len(operator) > len(prefix):
        return Piece(Kind.FIELD, value, operator[len(prefix) :]) if value else None
    if kind is None:
        return Piece(Kind.WORDS, f"{operator} {value}")
    if not value:
        return None
    if kind is Kind.STATUS:
        standing_of(value)
    if kind in (Kind.BEFORE, Kind.AFTER):
        day_of(value)
    return Piece(kind, value)
