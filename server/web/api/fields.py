"""Fields and the base of every schema: what is not described is refused, wherever it stands (DECISIONS G6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

LATEST = 253_402_300_799_999
"""The last millisecond of the year 9999: no clock shows a later one."""


class Closed(Schema):
    """A schema that knows all its fields."""

    class Meta:
        """Refuses any other field."""

        unknown = RAISE


class Flag(fields.Boolean):
    """True or false, and nothing that only looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> bool:
        del attr, data, more
        if not isinstance(value, bool):
            raise ValidationError("Not a boolean.")
        return value


def text(longest: int = 998, *, shortest: int = 0, **more: Any) -> fields.String:
    """A text of so many characters."""
    return fields.String(validate=validate.Length(shortest, longest), **more)


def moment(**more: Any) -> fields.Integer:
    """A moment in ms UTC."""
    metadata = {"description": "ms since 1970, UTC", "format": "int64"}
    return fields.Integer(strict=True, validate=validate.Range(0, LATEST), metadata=metadata, **more)


def count(**more: Any) -> fields.Integer:
    """A number of things."""
    return fields.Integer(strict=True, validate=validate.Range(min=0), **more)
