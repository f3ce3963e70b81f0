"""Raw mail headers: how they are handed around, looked up and turned into text that is safe to store."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

Headers = Sequence[tuple[str, str]]
"""Fields top to bottom as received: names as spelled, values raw (bytes as UTF-8 with surrogateescape)."""

_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_Q_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


class Indexed(tuple[tuple[str, str], ...]):  # noqa: SLOT001  # what is cached needs a place
    """Fields that know their names: to read one mail some fifty headers are looked for."""

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[str]]:
        """Name in lower case -> the values, unfolded and stripped."""
        found: dict[str, list[str]] = {}
        for spelled, value in self:
            found.setdefault(spelled.strip().lower(), []).append(unfolded(value))
        return found


def values(headers: Headers, name: str) -> list[str]:
    """All values of one header, top to bottom, unfolded and stripped."""
    if isinstance(headers, Indexed):
        return list(headers.by_name.get(name.lower(), ()))
    wanted, length = name.lower(), len(name)
    return [
        unfolded(value)
        for spelled, value in headers
        if len(spelled) >= length and spelled.strip().lower() == wanted
    ]


def first(headers: Headers, name: str) -> str | None:
    """The topmost value of a header, or None where the header is absent."""
    return next(iter(values(headers, name)), None)


def unfolded(value: str) -> str:
    """One line: every fold (line break and the blanks after it) becomes one space."""
    return _FOLD.sub(" ", value).strip() if "\n" in value or "\r" in value else value.strip()


def decoded(value: str, *, limit: int = 998) -> str:
    """Readable text of a raw value: encoded words resolved (RFC 2047), then `plain`, then cut at `limit`."""
    text = unfolded(value)
    return plain("".join(_resolved(text)) if "=?" in text else text)[:limit].rstrip()


def plain(text: str) -> str:
    """Text without control characters and lone surrogates, blanks collapsed; bidirectional marks stay data.

    A byte that was not UTF-8 (a lone surrogate of surrogateescape) is read as Latin-1: that is what such
    headers nearly always are.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_storable(char) for char in text)
    return " ".join(text.split())


def _resolved(value: str) -> Iterator[str]:
    """The value in pieces, neighbouring encoded words of one charset joined before they are decoded."""
    at, charset, pending = 0, "", b""
    for word in _ENCODED.finditer(value):
        between = value[at : word.start()]
        if pending and (between.strip() or word[1].lower() != charset):
            yield _text(pending, charset)
            pending = b""
        if between.strip() or at == 0:
            yield between
        charset = word[1].lower()
        pending += _payload(word[2], word[3])
        at = word.end()
    if pending:
        yield _text(pending, charset)
    yield value[at:]


def _payload(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape" if _escaped(text) else "replace")
    if encoding in "qQ":
        return _Q_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw.replace(b"_", b" "))
    try:
        return base64.b64decode(raw.rstrip(b"=") + b"==")
    except binascii.Error:
        return raw


def _escaped(text: str) -> bool:
    return all(not "\ud800" <= char <= "\udfff" or "\udc80" <= char <= "\udcff" for char in text)


def _text(raw: bytes, charset: str) -> str:
    name = charset.partition("*")[0]
    if name not in _NO_CHARSETS:
        try:
            return raw.decode(name, "replace")
        except (LookupError, ValueError):
            pass
    return raw.decode("utf-8", "surrogateescape")


def _storable(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        char, code = chr(code - 0xDC00), code - 0xDC00
    if code in (0x09, 0x0A, 0x0D, 0x2028, 0x2029):
        return " "
    if code < 0x20 or 0x7F <= code <= 0x9F:
        return ""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else char
