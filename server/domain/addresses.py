"""Addresses as they stand in mail headers, read without ever failing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from server.domain.mailheaders import decoded, plain, unfolded
from server.domain.mailsyntax import segments, without_comments

LONGEST_LIST = 1_000
"""Addresses read from one header; mail with more parties is rare, and the rest changes nothing."""

LONGEST_ADDRESS = 320
_REMEMBERED = 500
"""Characters of a value that is remembered once it was read."""

_WORD = re.compile(r"[^\s<>\"(),;:]+")
_QUOTED_PAIR = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Address:
    """One party of a mail; `address` is lower-cased and "" where the header holds none."""

    name: str
    address: str


NOBODY = Address(name="", address="")


def domain_of(address: str) -> str:
    """The domain of an address, "" where it has none."""
    return address.rpartition("@")[2] if "@" in address else ""


def local_part_of(address: str) -> str:
    """What stands before the domain, without a sub-address: "support" of support+x@firma.example."""
    return (address.rpartition("@")[0] or address).partition("+")[0]


def without_tag(address: str) -> str:
    """The address with its sub-address cut: support+x@ counts as support@ (RFC 5233)."""
    return f"{local_part_of(address)}@{domain_of(address)}" if "@" in address else address


def addresses_in(values: Iterable[str]) -> tuple[Address, ...]:
    """Every party named by the raw header values, in order, each address once; groups are opened."""
    found: dict[str, Address] = {}
    for value in values:
        raw = unfolded(value)
        for party in _known_parties(raw) if len(raw) <= _REMEMBERED else _parties(raw):
            found.setdefault(party.address or party.name, party)
            if len(found) >= LONGEST_LIST:
                return tuple(found.values())
    return tuple(found.values())


def first_address(values: Iterable[str]) -> Address:
    """The first party that has an address, else the first name, else nobody."""
    parties = addresses_in(values)
    return next((party for party in parties if party.address), parties[0] if parties else NOBODY)


@lru_cache(maxsize=64)
def _known_parties(value: str) -> tuple[Address, ...]:
    """Of one mail and its thread the same few values are asked for again and again."""
    return tuple(_parties(value))


def _parties(value: str) -> Iterator[Address]:
    for text, comment in _split(value):
        party = _party(text, comment)
        if party != NOBODY:
            yield party


def _split(value: str) -> Iterator[tuple[str, str]]:
    """The (text, comments) of each entry of an address list, those inside groups included."""
    text, comments = "", ""
    for run, is_comment in segments(value):
        if is_comment:
            comments += run + " "
            continue
        start = 0
        for end in _ends(run):
            if run[end] != ":" and (text or run[start:end].strip()):
                yield text + run[start:end], comments
            text, comments, start = "", "", end + 1
        text += run[start:]
    yield text, comments


def _ends(run: str) -> Iterator[int]:
    """Where "," and ";" end an entry and ":" the name of a group: not inside quotes or angle brackets."""
    quoted, angled, skip = False, False, False
    for at, char in enumerate(run):
        if skip:
            skip = False
        elif char == "\\":
            skip = True
        elif char == '"':
            quoted = not quoted and '"' in run[at + 1 : at + 1000]
        elif not quoted and char in "<>":
            angled = char == "<"
        elif not quoted and not angled and char in ",;:":
            yield at


def _party(text: str, comment: str) -> Address:
    before, angle, rest = text.rpartition("<")
    if angle:
        return _known(before, rest.partition(">")[0]) if rest.strip("> ") else _known(before, "")
    bare = _bare(text)
    if bare is None and "=?" in text:
        text = decoded(text)
        bare = _bare(text)
    if bare is None:
        return _known(text, "")
    return _known(text[: bare.start()].rstrip("< ") or comment, bare[0])


def _bare(text: str) -> re.Match[str] | None:
    """The first word that could be an address."""
    return next((word for word in _WORD.finditer(text) if "@" in word[0].strip("@")), None)


def _known(name: str, address: str) -> Address:
    shown = decoded(name)
    for quote in ('"', "'"):
        if len(shown) > 1 and shown[0] == shown[-1] == quote:
            shown = _QUOTED_PAIR.sub(r"\1", shown[1:-1])
    compact = "".join(plain(without_comments(address)).split()).lower().removeprefix("mailto:")
    if compact.startswith("@"):
        compact = compact.rpartition(":")[2]  # a source route: <@relay.example:ada@wald.example>
    return Address(name=shown.strip(), address=compact if len(compact) <= LONGEST_ADDRESS else "")
