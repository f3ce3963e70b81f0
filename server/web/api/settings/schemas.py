"""What calls about settings have in common: versions of records, ids, days; nothing unnamed can be set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from server.web.api.fields import Closed, Whole, count, text

ID = 64
"""Characters of an id or a version at most."""


def ident(**more: Any) -> fields.String:
    """An id."""
    return text(ID, shortest=1, **more)


def one_of(words: Any, **more: Any) -> fields.String:
    """One of some words."""
    return fields.String(validate=validate.OneOf([str(word) for word in words]), **more)


def idents(**more: Any) -> fields.List[Any]:
    """Several ids."""
    return fields.List(ident(), validate=validate.Length(max=500), **more)


def days(span: range, **more: Any) -> Whole:
    """A number of days."""
    return Whole(validate=validate.Range(span.start, span.stop - 1), **more)


class Seen(Closed):
    """Which version of the record the caller saw."""

    seen = text(
        ID, shortest=1, required=True, metadata={"description": "The record's version as it was shown"}
    )


class SeenQuery(Seen):
    """The same behind the question mark, where a call has no content."""


class Change(Seen):
    """A change of a record: what is named becomes so, the rest stays; something must be named."""

    @validates_schema
    def something(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a change of nothing."""
        if not set(data) - {"seen"}:
            raise ValidationError("Name what is to change.")


class Record(Closed):
    """Any record as it is answered."""

    id = fields.String(required=True)
    version = fields.String(required=True, metadata={"description": "To be sent back as `seen`"})


class Held(Closed):
    """How many conversations something concerns."""

    conversations = count(required=True)
