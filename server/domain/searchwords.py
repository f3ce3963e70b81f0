"""Words as search knows them: however somebody writes a word, it is found (ä is ae is a, ß is ss)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from server.domain.addresses import domain_of, local_part_of
from server.domain.freemail import FREEMAIL

SHORTEST, LONGEST = 2, 32
"""Letters of a word; one letter is no word, of a longer one the beginning counts."""

_RUN = re.compile(r"[^\W_]+")
_MARKED = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d"})
_TWO_FOR_ONE = re.compile("([aou])e")
_COMMON = frozenset(
    [
        "re",
        "aw",
        "fwd",
        "fw",
        "wg",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "und",
        "oder",
        "mit",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "im",
        "in",
        "am",
        "an",
        "auf",
        "für",
        "fur",
        "ist",
        "nicht",
        "bitte",
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "for",
        "on",
        "at",
        "is",
        "not",
        "your",
        "our",
        "with",
        "from",
    ]
)
"""Words that nearly every mail has: they find nothing, and an index of them would be large."""


def folded(text: str) -> str:
    """The text in the one spelling that is compared."""
    text = text.casefold()
    if text.isascii():  # as nearly all text is, and nothing of it has a mark
        return _TWO_FOR_ONE.sub(r"\1", text)
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in parts if not unicodedata.combining(char))
    return _TWO_FOR_ONE.sub(r"\1", unicodedata.normalize("NFC", plain).translate(_MARKED))


def called(wanted: str, *names: str) -> bool:
    """Whether something of these names is meant by a folded word: a whole name, its beginning, or a word of it."""
    spelt = [folded(name) for name in names]
    return any(name.startswith(wanted) or wanted in name.split() for name in spelt)


def all_words(text: str) -> list[str]:
    """Every word of a text in its order, the common ones too, as phrases are compared."""
    return [run[:LONGEST] for run in _RUN.findall(folded(text))]


def words_of(text: str) -> list[str]:
    """The words of a text by which it is found."""
    return [word for word in all_words(text) if len(word) >= SHORTEST and word not in _KEPT_OUT]


def address_words(address: str) -> Iterator[str]:
    """The words of a mail address: of its name, and of a domain that says whose it is, without the last label."""
    yield from words_of(local_part_of(address))
    yield from domain_words(domain_of(address))


def domain_words(domain: str) -> list[str]:
    """The words of a domain, without its last label; none where anybody may have an address."""
    return [] if domain in FREEMAIL else words_of(domain.rpartition(".")[0])


_KEPT_OUT = frozenset(map(folded, _COMMON))
