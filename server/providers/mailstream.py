"""Bytes of mail files: lines of any kind, the mails of an mbox, and header fields; bodies pass unseen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import BinaryIO

from server.domain.mailheaders import Headers

CHUNK = 65_536
LONGEST_LINE = 1_048_576
LARGEST_HEAD = 1_048_576
"""Bytes of header that are kept of one mail: twice what Gmail accepts."""

_SEPARATOR = re.compile(rb"From .*\d{1,2}:\d{2}(:\d{2})?.*\d{4}")
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_KNOWN = frozenset({"message-id", "from", "to", "subject", "date", "received", "references", "in-reply-to"})


def lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file without their ends (LF, CRLF, or CR alone) and without a byte order mark."""
    chunk = file.read(CHUNK).removeprefix(b"\xef\xbb\xbf")
    end = b"\r" if b"\n" not in chunk and b"\r" in chunk else b"\n"
    rest = b""
    while chunk:
        *whole, rest = (rest + chunk).split(end)
        yield from (line.removesuffix(b"\r") for line in whole)
        if len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
        chunk = file.read(CHUNK)
    if rest:
        yield rest


def is_separator(line: bytes) -> bool:
    """The line that starts a mail in an mbox: "From ", somebody, and a date with time and year."""
    return line.startswith(b"From ") and _SEPARATOR.match(line[:500]) is not None


def heads(mbox: Iterable[bytes]) -> Iterator[tuple[list[bytes], int]]:
    """The header lines of each mail of an mbox, with the bytes the whole mail takes.

    Strict, so that "From " in a text splits nothing: the line before is blank, the line itself holds a date,
    the next one is a header.
    """
    head: list[bytes] | None = None
    size, kept, in_head, after_blank = 0, 0, False, True
    for line, following in pairwise(chain(mbox, [b""])):
        if after_blank and is_separator(line) and _opens_head(following):
            if head is not None:
                yield head, size
            head, size, kept, in_head = [], 0, 0, True
        elif head is not None and in_head:
            in_head = bool(line) and kept <= LARGEST_HEAD
            kept += len(line)
            if in_head:
                head.append(line)
        size += len(line) + 1
        after_blank = not line.strip()
    if head is not None:
        yield head, size


def head(mail: Iterable[bytes]) -> list[bytes]:
    """The header lines of a single mail; blank lines and a separator before them are passed over."""
    found: list[bytes] = []
    kept = 0
    for line in mail:
        if not found and (not line.strip() or line.startswith(b"From ")):
            continue
        kept += len(line)
        if not line or kept > LARGEST_HEAD or not (found or _FIELD.match(line)):
            break
        found.append(line)
    return found


def fields(head_lines: Iterable[bytes]) -> Headers | None:
    """The header fields of a mail, top to bottom; None where not one of them belongs to mail.

    A line that is no field is passed over together with its continuations.
    """
    found: list[tuple[str, list[bytes]]] = []
    in_field = False
    for line in head_lines:
        field = _FIELD.match(line)
        if line[:1] in (b" ", b"\t"):
            if in_field:
                found[-1][1].append(line)
            continue
        in_field = field is not None
        if field is not None:
            found.append((field[1].decode("ascii"), [line[field.end() :].lstrip()]))
    if not any(name.lower() in _KNOWN for name, _ in found):
        return None
    return [(name, b"\n".join(parts).decode("utf-8", "surrogateescape")) for name, parts in found]


def _opens_head(line: bytes) -> bool:
    return line.startswith(b">From ") or _FIELD.match(line) is not None
