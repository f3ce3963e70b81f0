"""Which list a mail came through (RFC 2919, RFC 2369)."""

from __future__ import annotations

import re

from server.domain.mailheaders import Headers, plain, values

_LIST_ID = re.compile(r"<([^<>]+)>[^<>]*$")


def list_ids(headers: Headers) -> tuple[str, ...]:
    """The ids of all List-ID headers, lower-cased; some senders leave the brackets out."""
    found = (plain(value) for value in values(headers, "List-ID"))
    inner = (match[1] if (match := _LIST_ID.search(value)) else value for value in found)
    return tuple(dict.fromkeys(text.strip().lower() for text in inner if text.strip()))
