"""Inputs of the settings' forms as a browser sends them: texts, ticks, lists in one box, numbers left empty."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

from server.domain.views import Sentence

LONGEST = 998
LONGEST_AREA = 20_000
MISSING: Final = Sentence("This is missing.").message
TOO_LONG: Final = Sentence("This is too long.").message
NO_NUMBER: Final = Sentence("This is a whole number.").message
TOO_SMALL: Final = Sentence("This number is too small.").message
TOO_LARGE: Final = Sentence("This number is too large.").message
NOT_LISTED: Final = Sentence("Please choose one from the list.").message
ONCE: Final = Sentence("This was sent twice.").message

_APART = re.compile(r"[\s,;]+")
_WRONG: dict[str, Any] = {"required": MISSING, "invalid": ONCE, "null": MISSING, "invalid_utf8": MISSING}


class Line(fields.String):
    """One line of text, without spaces around it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any) -> str:
        return str(super()._deserialize(value, attr, data, **more)).strip()


class Tick(fields.Boolean):
    """A checkbox: sent when ticked, absent when not."""

    def __init__(self, **more: Any) -> None:
        super().__init__(load_default=False, error_messages={"invalid": NOT_LISTED}, **more)


class Words(fields.Field[tuple[str, ...]]):
    """Several short texts in one box, apart by commas, spaces or lines."""

    apart = _APART

    def __init__(self, **more: Any) -> None:
        super().__init__(error_messages=_WRONG, **more)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> tuple[str, ...]:
        del attr, data, more
        if not isinstance(value, str):
            raise ValidationError(ONCE)
        if len(value) > LONGEST_AREA:
            raise ValidationError(TOO_LONG)
        found = tuple(dict.fromkeys(filter(None, (text.strip() for text in self.apart.split(value)))))
        if self.required and not found:
            raise ValidationError(MISSING)
        return found


class Lines(Words):
    """Several texts in one box, one on each line."""

    apart = re.compile(r"[\r\n]+")


class Number(fields.Field[int | None]):
    """A whole number that may be left empty unless it is required, from `least` to `most`."""

    def __init__(self, least: int, most: int, **more: Any) -> None:
        more = more if more.get("required") else {"load_default": None, **more}
        super().__init__(error_messages=_WRONG, **more)
        self._least, self._most = least, most

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **more: Any
    ) -> int | None:
        del attr, data, more
        text = str(value).strip()
        if not text and self.required:
            raise ValidationError(MISSING)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise ValidationError(NO_NUMBER)
        if int(text) < self._least:
            raise ValidationError(TOO_SMALL)
        if int(text) > self._most:
            raise ValidationError(TOO_LARGE)
        return int(text)


def line(longest: int = LONGEST, *, needed: bool = False) -> Line:
    """A line of at most so many characters; where it is needed, not an empty one."""
    more: dict[str, Any] = {"required": True} if needed else {"load_default": ""}
    return Line(validate=_sized(longest, needed=needed), error_messages=_WRONG, **more)


def area(longest: int = LONGEST_AREA) -> fields.String:
    """A text of several lines."""
    return fields.String(load_default="", validate=_sized(longest), error_messages=_WRONG)


def one_of(choices: Sequence[str], *, default: str | None = None) -> fields.String:
    """One of these words; `default` where none was sent, else it is needed."""
    more: dict[str, Any] = {"required": True} if default is None else {"load_default": default}
    return fields.String(
        validate=validate.OneOf(list(choices), error=NOT_LISTED), error_messages=_WRONG, **more
    )


def several() -> fields.List[str]:
    """Whatever was ticked or sent under one name, in its order."""
    return fields.List(fields.String(validate=_sized(LONGEST)), load_default=list)


def _sized(longest: int, *, needed: bool = False) -> Any:
    limits: list[Any] = [validate.Length(max=longest, error=TOO_LONG)]
    return [validate.Length(min=1, error=MISSING), *limits] if needed else limits
