"""Somebody who is to be found in records and texts: their addresses and names in every way they are written (R16).

An address is theirs in any letter case and with its domain in either spelling; another sub-address (`+tag`) is
another address. A full name is theirs wherever it stands; a part of it only in what they take part in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from server.domain.addresses import domain_of

_NO_PART = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "frau", "herr", "mr", "mrs", "ms", "von", "van", "der", "den", "de"}
    | {"la", "le", "via", "the", "und", "and", "gmbh", "team", "info"}
)
_WORDS = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_ENDING = {True: "", False: "(?:['\u2019]?s)?"}
"""A name may stand in the genitive."""
SHORTEST_PART = 3
"""Letters of a part of a name that is looked for by itself."""


@dataclass(frozen=True)
class Person:
    """Somebody by the addresses and names they are known by; parts of the `spared` names mean somebody else."""

    addresses: tuple[str, ...]
    names: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Every way their addresses stand in records: lower case, the domain as letters or as IDNA."""
        return frozenset(spelt for address in self.addresses for spelt in address_spellings(address))

    def has(self, address: str) -> bool:
        """Whether an address is theirs."""
        return address.lower() in self.spellings

    @cached_property
    def anywhere(self) -> re.Pattern[str]:
        """What means them wherever it stands: addresses, full names, a local part made of two words."""
        locals_ = (spelt.rpartition("@")[0] for spelt in self.spellings)
        wholes = [*self.spellings, *_full_names(self.names), *filter(_telling, locals_)]
        return _pattern(wholes)

    @cached_property
    def within(self) -> re.Pattern[str]:
        """What means them in what they take part in: all that, and the parts of their names."""
        spared = {part.lower() for name in self.spared for part in name_parts(name)}
        parts = [part for name in self.names for part in name_parts(name) if part.lower() not in spared]
        locals_ = (spelt.rpartition("@")[0] for spelt in self.spellings)
        wholes = [*self.spellings, *_full_names(self.names), *parts, *filter(_telling, locals_)]
        return _pattern(wholes)


def address_spellings(address: str) -> Iterator[str]:
    """An address in lower case, as written and with its domain in the other spelling."""
    lowered = unicodedata.normalize("NFC", address.strip().lower())
    yield lowered
    local, domain = lowered.rpartition("@")[0], domain_of(lowered)
    for way in ("encode", "decode"):
        try:
            other = domain.encode("idna").decode() if way == "encode" else domain.encode().decode("idna")
        except UnicodeError:
            continue
        if other and other != domain:
            yield f"{local}@{other.lower()}"


def is_full_name(name: str) -> bool:
    """Whether a display name is one that may be looked for everywhere: two words, no address."""
    return "@" not in name and len(list(name_parts(name))) > 1


def name_parts(name: str) -> Iterator[str]:
    """The words of a name by which somebody may be called alone."""
    for word in _WORDS.findall(name):
        if len(word) >= SHORTEST_PART and word.lower() not in _NO_PART:
            yield word


def _full_names(names: Iterable[str]) -> Iterator[str]:
    """Each name as written, turned round, and without title."""
    for name in names:
        if not is_full_name(name):
            continue
        yield " ".join(name.split())
        parts = [part for part in _WORDS.findall(_in_order(name)) if part.lower() not in _NO_PART]
        first, last = parts[0], parts[-1]
        yield from (f"{first} {last}", f"{last}, {first}", f"{last} {first}", " ".join(parts))


def _in_order(name: str) -> str:
    """`Last, First` as `First Last`."""
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name


def _telling(local: str) -> bool:
    """Whether a local part names somebody by itself, as ada.wald does and rechnung does not."""
    return bool(re.fullmatch(r"[^\W\d_]{2,}[._-][^\W\d_]{2,}.*", local))


def _pattern(wholes: Iterable[str]) -> re.Pattern[str]:
    """Any of these as whole words, in any letter case, composed or not, blanks of any kind; never nothing."""
    forms = {form for whole in wholes for form in _forms(whole)}
    texts = sorted(forms, key=lambda one: (-len(one), one))
    joined = "|".join(r"\s+".join(map(re.escape, text.split())) + _ENDING[("@" in text)] for text in texts)
    if not joined:
        return re.compile(r"(?!)")
    # A dot ends a sentence more often than it goes on as a domain: only with a letter after it does it belong.
    return re.compile(rf"(?<![\w@])(?<!\w[.+-])(?:{joined})(?![\w@]|[.+-]\w)", re.IGNORECASE)


def _forms(whole: str) -> Iterator[str]:
    for text in (whole, whole.translate(_UMLAUTS)):
        yield unicodedata.normalize("NFC", text)
        yield unicodedata.normalize("NFD", text)
