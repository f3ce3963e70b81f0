"""What a custom field may hold: whatever is typed becomes the one text that is kept, or is refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from server.domain.catalogue import Field, FieldKind
from server.domain.errors import Invalid

LONGEST = 500
LONGEST_LINK = 2_000
YES = "true"
_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,15})?", re.ASCII)
_GERMAN_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TICKED = frozenset({"true", "yes", "on", "1", "ja"})
_EMPTY = frozenset({"", "false", "no", "off", "0", "nein"})
_ADDRESS = re.compile(r"[^\s@?&#%]+@[^\s@?&#%]+")


def checked(field: Field, typed: str) -> str:
    """The value as it is kept; "" is none. A number has a point, a date is ISO 8601, a ticked box is `true`."""
    value = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    longest = LONGEST_LINK if field.kind is FieldKind.LINK else LONGEST
    if len(value) > longest:
        raise Invalid("“%(field)s” may have %(limit)s characters.", field=field.name, limit=longest)
    return _KINDS[field.kind](field, value) if value else ""


def shown_link(value: str) -> str | None:
    """The value as an address that a client may open, or None; what was stored is not believed (B4)."""
    return value if _is_link(value) else None


def _text(field: Field, value: str) -> str:
    del field
    return value


def _number(field: Field, value: str) -> str:
    if not _NUMBER.fullmatch(value):
        raise Invalid("“%(field)s” is a number, such as 12 or 3.5.", field=field.name)
    return value.replace(",", ".").removeprefix("+")


def _date(field: Field, value: str) -> str:
    german = _GERMAN_DATE.fullmatch(value)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # such as the 31st of February
    raise Invalid("“%(field)s” is a date, such as 2026-05-12.", field=field.name)


def _choice(field: Field, value: str) -> str:
    if value not in field.choices:
        raise Invalid("“%(value)s” is not one of the choices of “%(field)s”.", value=value, field=field.name)
    return value


def _checkbox(field: Field, value: str) -> str:
    if value.lower() in _TICKED:
        return YES
    if value.lower() in _EMPTY:
        return ""
    raise Invalid("“%(field)s” is ticked or not.", field=field.name)


def _link(field: Field, value: str) -> str:
    if not _is_link(value):
        raise Invalid(
            "“%(field)s” is a link that begins with https:// or mailto:, without spaces.", field=field.name
        )
    return value


def _is_link(value: str) -> bool:
    if (
        len(value) > LONGEST_LINK
        or not value.isprintable()
        or any(c.isspace() or c in "<>\"'\\`" for c in value)
    ):
        return False
    scheme, _, rest = value.partition(":")
    if scheme.lower() == "mailto":
        return bool(_ADDRESS.fullmatch(rest))
    try:
        parts = urlsplit(value)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False


_KINDS: Mapping[FieldKind, Callable[[Field, str], str]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHECKBOX: _checkbox,
    FieldKind.LINK: _link,
}
