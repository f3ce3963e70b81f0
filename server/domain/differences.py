"""What a reviewer changed in a draft, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 100_000
"""Pairs of equal pieces of two texts that are looked at; what grows with the square of a text must have an end."""
_WORDS = re.compile(r"\w+\s*|[^\w\s]+\s*|\s+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Kind(StrEnum):
    """Whether a passage stayed, went or came."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text, and what became of it."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Passage, ...]:
    """The passages from one text to the other, in order; what went stands before what came in its place.

    Kept and removed ones together are the old text, kept and added ones the new. Words are compared, lines where
    the texts are too long or too monotonous for that, and else all of what lies between beginning and end.
    """
    for pieces in (_WORDS, _LINES):
        old, new = pieces.findall(before), pieces.findall(after)
        head, tail = _common(old, new)
        mid_old, mid_new = old[head : len(old) - tail], new[head : len(new) - tail]
        if _pairs(mid_old, mid_new) <= MOST_PAIRS:
            break
    else:
        middle = [(Kind.REMOVED, mid_old), (Kind.ADDED, mid_new)]
        return _passages([(Kind.KEPT, old[:head]), *middle, (Kind.KEPT, old[len(old) - tail :])])
    return _passages(
        [(Kind.KEPT, old[:head]), *_compared(mid_old, mid_new), (Kind.KEPT, old[len(old) - tail :])]
    )


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many both end with behind those."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return head, tail


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(new)
    return sum(counts[piece] for piece in old)


def _compared(old: Sequence[str], new: Sequence[str]) -> list[tuple[Kind, Sequence[str]]]:
    found: list[tuple[Kind, Sequence[str]]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((Kind.KEPT, old[a:b]))
        else:
            found += [(Kind.REMOVED, old[a:b]), (Kind.ADDED, new[c:d])]
    return found


def _passages(found: list[tuple[Kind, Sequence[str]]]) -> tuple[Passage, ...]:
    made: list[Passage] = []
    for kind, pieces in found:
        text = "".join(pieces)
        if made and made[-1].kind is kind:
            made[-1] = Passage(kind, made[-1].text + text)
        elif text:
            made.append(Passage(kind, text))
    return tuple(made)
