"""Message-IDs: one canonical text per id, and the ids a mail may join (PRODUCT R5, DECISIONS D5)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from server.domain.addresses import addresses_in
from server.domain.mailheaders import Headers, unfolded, values
from server.domain.mailsyntax import without_comments

LONGEST_ID = 998
"""Bytes of UTF-8; a longer id is known by its digest."""

NEWEST_REFERENCES = 50

_BRACKETED = re.compile(r"<([^<>]*)>")
_BLANKS = re.compile(r"\s+")
_ADDRESS_HEADERS = ("From", "Sender", "Reply-To", "To", "Cc")


def canonical(raw: str) -> str | None:
    r"""The one text an id is known by, or None where the value holds no id.

    Unfolded, comments dropped, blanks removed, one pair of `<>` stripped; upper and lower case stay. What
    cannot be stored as text (control characters, bytes that are not UTF-8) is written as `\xNN`, so that
    two different ids stay different. More than 998 bytes: "digest:" and the SHA-256 of that text.
    """
    bracketed = next((inner for inner in _BRACKETED.findall(raw) if inner.strip()), None)
    if bracketed is None:
        bracketed = re.sub("[<>]", "", without_comments(unfolded(raw)))
    return _bounded(_storable(_BLANKS.sub("", bracketed))) or None


def lowered(message_id: str) -> str:
    """The alias under which an id is still found after a gateway changed its case (PRODUCT R5.1)."""
    return message_id.lower()


def candidates(headers: Headers) -> tuple[str, ...]:
    """The canonical ids this mail may join, nearest first: In-Reply-To, then References right to left."""
    return tuple(dict.fromkeys(replied_to(headers) + references(headers)))


def replied_to(headers: Headers) -> tuple[str, ...]:
    """The ids of In-Reply-To; beside free text only what looks like an id counts (PRODUCT R5.3)."""
    found = [token for value in values(headers, "In-Reply-To") for token in _replied_tokens(value)]
    return _without_addresses(_joinable(found[:NEWEST_REFERENCES]), headers)


def references(headers: Headers) -> tuple[str, ...]:
    """The ids of References, the newest first: the newest 50 and the very first one (DECISIONS D5)."""
    found = [token for value in values(headers, "References") for token in _tokens(value)]
    kept = found if len(found) <= NEWEST_REFERENCES else [found[0], *found[-NEWEST_REFERENCES:]]
    return _without_addresses(_joinable(reversed(kept)), headers)


def synthetic(headers: Headers) -> str:
    """The stand-in id of a mail that has none: "synth:" and a digest (PRODUCT R5.7).

    Of the Received fields the bottom-most counts, the first stop of the mail: it is the same in all copies.
    """
    digest = hashlib.sha256()
    for name, at in (("From", 0), ("Date", 0), ("Subject", 0), ("Received", -1)):
        found = values(headers, name) or [""]
        value = found[at].encode("utf-8", "surrogatepass")
        digest.update(len(value).to_bytes(8, "big") + value)
    return "synth:" + digest.hexdigest()


def _tokens(value: str) -> list[str]:
    """Bracketed ids; in a header without any, its value if that is a single word."""
    return _BRACKETED.findall(value) or _bare(value)


def _bare(value: str) -> list[str]:
    words = re.sub("[<>,;]", " ", without_comments(value)).split()
    return words if len(words) == 1 else []


def _replied_tokens(value: str) -> list[str]:
    text = without_comments(value)
    around = _BRACKETED.sub(" ", text).replace(",", " ").replace(";", " ").split()
    if all("@" in word for word in around):
        return _tokens(value)
    opens_with_id = text.startswith("<")
    found = _BRACKETED.findall(text)
    return [token for at, token in enumerate(found) if (opens_with_id and at == 0) or _looks_like_id(token)]


def _looks_like_id(token: str) -> bool:
    """Addresses of people are short and have few digits; ids carry a time, a counter or random text."""
    local = token.rpartition("@")[0]
    return "$" in local or len(local) >= 24 or sum(char.isdigit() for char in local) >= 6


def _joinable(tokens: Iterable[str]) -> tuple[str, ...]:
    """Canonical and distinct; an id without "@" joins nothing (`References: <yes>` of git send-email)."""
    found = (canonical(f"<{token}>") for token in tokens if "@" in token.strip().strip("@"))
    return tuple(dict.fromkeys(token for token in found if token))


def _without_addresses(found: tuple[str, ...], headers: Headers) -> tuple[str, ...]:
    """Some mailers put an address where an id belongs; joining on it would join all mail of that person."""
    if not found:
        return found
    parties = {a.address for name in _ADDRESS_HEADERS for a in addresses_in(values(headers, name))}
    return tuple(token for token in found if token.lower() not in parties)


def _storable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(ord(char)) if _is_unstorable(ord(char)) else char for char in text)


def _is_unstorable(code: int) -> bool:
    return code < 0x20 or 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF


def _escaped(code: int) -> str:
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\x{code:02x}"


def _bounded(text: str) -> str:
    raw = text.encode("utf-8")
    return text if len(raw) <= LONGEST_ID else "digest:" + hashlib.sha256(raw).hexdigest()
