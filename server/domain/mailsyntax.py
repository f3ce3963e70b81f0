"""Comments in structured mail headers (RFC 5322, section 3.2.2), found in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_QUOTED_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def without_comments(value: str) -> str:
    """The value with its comments cut out; quoted strings and `<…>` are left as they are."""
    return "".join(text for text, is_comment in segments(value) if not is_comment)


def segments(value: str) -> Iterator[tuple[str, bool]]:
    """Cut a value into (text, is_comment) runs; a parenthesis that is never closed is text."""
    if "(" not in value:
        yield value, False
        return
    closing = _closing(value)
    last_angle = value.rfind(">")
    start = at = 0
    while at < len(value):
        end = closing.get(at)
        if end is not None:
            yield value[start:at], False
            yield value[at + 1 : end], True
            start = at = end + 1
        elif value[at] == "<" and at < last_angle:
            at = value.index(">", at) + 1
        else:
            at = _after(value, at)
    yield value[start:], False


def _closing(value: str) -> Mapping[int, int]:
    """Where each opening parenthesis is closed; comments may be nested."""
    found: dict[int, int] = {}
    open_at: list[int] = []
    escaped = False
    for at, char in enumerate(value):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "(":
            open_at.append(at)
        elif char == ")" and open_at:
            found[open_at.pop()] = at
    return found


def _after(value: str, at: int) -> int:
    """Behind the quoted string or the quoted pair that begins here, or behind this one character."""
    if value[at] == "\\":
        return at + 2
    quoted = _QUOTED_STRING.match(value, at) if value[at] == '"' else None
    return quoted.end() if quoted else at + 1
