"""What the receiving host found out about the sender: Authentication-Results (RFC 8601)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from server.domain.mailheaders import Headers, values
from server.domain.mailsyntax import without_comments

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_EQUALS = re.compile(r" ?= ?")
_METHOD = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z0-9-]+)", re.IGNORECASE)
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Result:
    """One method with its result and properties, all lower-cased ("dmarc", "pass", {"header.from": …})."""

    method: str
    result: str
    properties: Mapping[str, str]


def results_of(headers: Headers, *, receivers: Collection[str]) -> tuple[Result, ...]:
    """The results of the topmost Authentication-Results that one of the `receivers` wrote.

    A host puts its own on top and must remove older ones in its name (RFC 8601, section 5), so anything
    lower, or in another name, may be the sender's invention.
    """
    trusted = {receiver.lower() for receiver in receivers}
    for value in values(headers, "Authentication-Results"):
        authserv_id, *statements = _statements(value)
        if (authserv_id.split() or [""])[0].lower() in trusted:
            return tuple(result for result in map(_result, statements) if result)
    return ()


def _statements(value: str) -> list[str]:
    """The parts between semicolons, without comments; quoted text loses its quotes and what could split."""
    bare = _QUOTED.sub(lambda match: re.sub(r"[\s;=\\]", "", match[1]), without_comments(value[:_LONGEST]))
    return bare.split(";")


def _result(statement: str) -> Result | None:
    method = _METHOD.match(statement)
    if method is None:
        return None
    words = _EQUALS.sub("=", " ".join(statement[method.end() :].lower().split())).split()
    pairs = (word.partition("=") for word in words)
    found = {name: text for name, _, text in pairs if "." in name}
    return Result(method=method[1].lower(), result=method[2].lower(), properties=found)
