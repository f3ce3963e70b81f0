"""Fields and the base of every schema: what is not described is refused, wherever it stands (DECISIONS G6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

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


class Whole(fields.Integer):
    """A whole number; 5.0 is one, as JSON knows no other kind of number."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> int:
        del attr, data, more
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise ValidationError("Not a whole number.")
        return int(value)


class Either(Closed):
    """A schema of which exactly one of the fields in `alternatives` is given."""

    alternatives: ClassVar[tuple[str, ...]] = ()

    @validates_schema
    def one_of_them(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse several, and none."""
        if sum(name in data for name in self.alternatives) != 1:
            raise ValidationError("Give exactly one of them.", self.alternatives[0])


def text(longest: int = 998, *, shortest: int = 0, **more: Any) -> fields.String:
    """A text of so many characters."""
    return fields.String(validate=validate.Length(shortest, longest), **more)


def moment(**more: Any) -> Whole:
    """A moment in ms UTC."""
    metadata = {"description": "ms since 1970, UTC", "format": "int64"}
    return Whole(validate=validate.Range(0, LATEST), metadata=metadata, **more)


def count(**more: Any) -> Whole:
    """A number of things."""
    return Whole(validate=validate.Range(min=0), **more)
