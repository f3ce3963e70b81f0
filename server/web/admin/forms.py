"""From a request to what a page's schemas make of it; whatever does not fit is named, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from flask import request
from marshmallow import Schema, ValidationError, fields
from werkzeug.exceptions import UnsupportedMediaType

from server.domain.errors import Invalid
from server.web.services import Translate

OURS = frozenset({"csrf", "seen"})
MEDIA = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
# What marshmallow adds between a field and its fault: places in lists, and the sides of a mapping.
BETWEEN = frozenset({"key", "value"})
UNKNOWN = "Unknown field."


class Refused(Invalid):
    """A form that its schema refuses; `faults` are in the visitor's language, by field."""

    code = "invalid_form"

    def __init__(self, message: str, faults: Mapping[str, list[str]]) -> None:
        super().__init__(message)
        self.faults = faults


class Sent(NamedTuple):
    """A form as it was typed, and as the schema takes it."""

    typed: Mapping[str, list[str]]
    raw: Mapping[str, Any]


class Nothing(Schema):
    """A form or an address without any field."""


def sent(schema: type[Schema] | None) -> Sent:
    """The form of this request; each name once, save where the schema has a list."""
    if request.mimetype not in MEDIA:
        raise UnsupportedMediaType
    typed = {name: values for name, values in request.form.lists() if name not in OURS}
    declared = schema().fields if schema else {}
    raw: dict[str, Any] = {}
    for name, values in typed.items():
        head, colon, key = name.partition(":")
        value = values if isinstance(declared.get(head), fields.List) or len(values) > 1 else values[0]
        if colon:
            raw.setdefault(head, {})[key] = value
        else:
            raw[name] = value
    raw.update({name: file.read() for name, file in request.files.items() if file.filename})
    return Sent(typed, raw)


def loaded(schema: type[Schema] | None, raw: Mapping[str, Any], words: Translate) -> Mapping[str, Any]:
    """What the schema makes of a form; Refused with every fault otherwise."""
    try:
        found: Mapping[str, Any] = (schema or Nothing)().load(raw)
    except ValidationError as error:
        faults: dict[str, list[str]] = {}
        for name, text in _faults(error.messages, ()):
            faults.setdefault(name, []).append(words.gettext(text))
        raise _refused(error.messages, faults) from None
    return found


def query(schema: type[Schema] | None, words: Translate) -> Mapping[str, Any]:
    """What stands behind the question mark, as the schema takes it."""
    declared = schema().fields if schema else {}
    raw = {
        name: values if isinstance(declared.get(name), fields.List) or len(values) > 1 else values[0]
        for name, values in request.args.lists()
    }
    return loaded(schema, raw, words)


def _refused(messages: Any, faults: Mapping[str, list[str]]) -> Refused:
    if isinstance(messages, dict) and any(texts == [UNKNOWN] for texts in messages.values()):
        return Refused("This form holds something that does not belong to it. Nothing was changed.", faults)
    return Refused("Nothing was saved yet. Please look at what is marked.", faults)


def _faults(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            step = () if isinstance(name, int) or (path and name in BETWEEN) else (str(name),)
            yield from _faults(inner, path + step)
    elif isinstance(messages, list):
        for text in messages:
            yield from _faults(text, path)
    else:
        yield ":".join(path), str(messages)
