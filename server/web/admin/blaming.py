"""A refusal of a use case, put beside the field that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from server.domain.errors import Invalid
from server.web.admin.forms import Refused
from server.web.admin.page import Visit
from server.web.admin.rendering import said


@contextmanager
def blaming(visit: Visit, default: str = "", **fields: str) -> Iterator[None]:
    """Put what is Invalid beside a field: `fields` are field names by the fact that a refusal carries.

    A refusal without any of these facts goes to `default`, or stays above the form.
    """
    try:
        yield
    except Refused:
        raise
    except Invalid as error:
        name = next((field for fact, field in fields.items() if fact in error.facts), default)
        if not name:
            raise
        faults = {name: [said(error, visit.words)]}
        raise Refused("Nothing was saved yet. Please look at what is marked.", faults) from error
