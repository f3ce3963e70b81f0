"""Dates as they stand in mail headers, in ms since the epoch, UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from server.domain.mailheaders import Headers, values
from server.domain.mailsyntax import without_comments

_YEAR_BELOW_1000 = re.compile(r"[A-Za-z]{3,9}\s+0\d{3}\b")
_LONGEST_DATE = 200
_LARGEST_OFFSET = 86_400


def date_of(value: str | None) -> int | None:
    """The moment a Date value names, or None where it names none after 1970; no zone means UTC."""
    if not value or _YEAR_BELOW_1000.search(value[:_LONGEST_DATE]):
        return None
    try:
        fields = parsedate_tz(without_comments(value[:_LONGEST_DATE]))
        return _moment(fields) if fields else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def received_at(headers: Headers) -> int | None:
    """When the first host took the mail in: the bottom-most readable Received (DECISIONS C2)."""
    stamps = (date_of(value.rpartition(";")[2].strip()) for value in reversed(values(headers, "Received")))
    return next((stamp for stamp in stamps if stamp is not None), None)


def _moment(fields: tuple[int, int, int, int, int, int, int, int, int, int | None]) -> int | None:
    year, month, day, hour, minute, second = fields[:6]
    offset = fields[9] or 0
    if abs(offset) > _LARGEST_OFFSET:
        offset = 0
    moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC) - timedelta(seconds=offset)
    at = int(moment.timestamp()) * 1000
    return at if at > 0 else None
