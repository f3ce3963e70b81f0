"""What strangers type, and how the pages of the settings are asked for one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marshmallow import Schema, fields

from server.web.admin.page import Page
from server.web.admin.pages import PAGES

HOSTILE = "=1+1\"'><script>x()</script><img src=x onerror=x()>{{ 7*191 }}{% raw %}${7*191}%(x)s\\"
"""Breaks out of attributes, texts, templates, translations and spreadsheets, wherever something forgets to quote."""
RAW = ("<script>x()", "<img src=x", "1\"'>", "1337")
"""What must stand in no page."""

KNOWN = {
    "mailbox": "support",
    "agent": "evil",
    "team": "team",
    "tag": "tag",
    "field": "field",
    "template": "template",
    "token": "token",
    "webhook": "webhook",
}
GETS = [page for page in PAGES if page.method == "GET"]
POSTS = [page for page in PAGES if page.method == "POST"]


def path_of(page: Page, **other: str) -> str:
    """The path of a page about the hostile things."""
    known = {**KNOWN, **other}
    path = re.sub(r"<any\((\w+),\w+\):\w+>", r"\1", page.path)
    return re.sub(r"<(\w+)>", lambda found: known.get(found[1], other.get("rest", "nosuch")), path)


def filled(schema: type[Schema] | None, text: str) -> dict[str, str | list[str]]:
    """A form with the same text in every field; a mapping has one key."""
    found: dict[str, str | list[str]] = {}
    for name, field in (schema() if schema else Schema()).fields.items():
        if isinstance(field, fields.Mapping):
            found[f"{name}:evil"] = text
        else:
            found[name] = [text] if isinstance(field, fields.List) else text
    return found


def nested(schema: Schema) -> Iterator[Schema]:
    """A schema and all those inside it."""
    yield schema
    for field in schema.fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from nested(inner.schema)
