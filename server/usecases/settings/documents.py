"""What may stand in an exported document: whatever else stands there is refused with the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.domain.errors import Invalid
from server.usecases.settings.exporting import VERSION

TEXT, FLAG, NUMBER, MAYBE, MAYBE_TEXT = (
    "a text",
    "true or false",
    "a whole number",
    "a number or null",
    "a text or null",
)
TEXTS = [TEXT]
MEMBER = {"role": TEXT, "only_assigned": FLAG, "cap": MAYBE}
SHAPE: Mapping[str, Any] = {
    "version": NUMBER,
    "workspace": {
        "name": TEXT,
        "locale": TEXT,
        "zone": TEXT,
        "presence": TEXT,
        "subject_storage": TEXT,
        "retention_days": MAYBE,
        "counters_days": MAYBE,
        "reports_per_agent": FLAG,
        "search_comments": FLAG,
        "legal_text": TEXT,
    },
    "people": [{"name": TEXT, "emails": TEXTS, "locale": MAYBE_TEXT, "zone": MAYBE_TEXT, "admin": FLAG}],
    "teams": [{"name": TEXT, "members": TEXTS}],
    "mailboxes": [
        {
            "name": TEXT,
            "addresses": TEXTS,
            "own_list_ids": TEXTS,
            "locale": TEXT,
            "zone": TEXT,
            "reply_status": TEXT,
            "reply_assignee": TEXT,
            "reopen_days": NUMBER,
            "trust_references": FLAG,
            "managers_assign": FLAG,
            "managers_tidy": FLAG,
            "managers_block": FLAG,
            "viewers_comment": FLAG,
            "duplicate_guard": FLAG,
            "retention_days": MAYBE,
            "guideline": TEXT,
            "members": {"*": MEMBER},
            "confidential_for": TEXTS,
        }
    ],
    "tags": [{"name": TEXT, "meaning": TEXT, "mailboxes": TEXTS}],
    "fields": [{"name": TEXT, "kind": TEXT, "choices": TEXTS, "position": NUMBER, "mailboxes": TEXTS}],
    "templates": [{"name": TEXT, "texts": {"*": TEXT}, "mailboxes": TEXTS}],
    "macros": [{"name": TEXT, "steps": [{"do": TEXT, "value": TEXT}], "mailboxes": TEXTS}],
    "views": [{"name": TEXT, "query": TEXT, "sort": TEXT, "mailboxes": TEXTS}],
}
NEEDED = {"people": ("name", "emails"), "mailboxes": ("name", "addresses"), "views": ("name", "query")}


def checked_document(raw: object) -> Mapping[str, Any]:
    """The document, every section there; Invalid names the first thing that does not belong."""
    _check(raw, SHAPE, "")
    assert isinstance(raw, Mapping)
    if raw.get("version") != VERSION:
        raise Invalid(
            "This version cannot read settings of version %(version)s.", version=raw.get("version", "?")
        )
    made = {name: raw.get(name, {} if name == "workspace" else []) for name in SHAPE}
    for section, entries in made.items():
        for at, entry in enumerate(entries if isinstance(entries, list) else ()):
            for name in NEEDED.get(section, ("name",)):
                if not entry.get(name):
                    raise Invalid("%(path)s is missing.", path=f"{section}[{at}].{name}")
    return made


def _check(value: object, shape: Any, path: str) -> None:
    if isinstance(shape, Mapping):
        if not isinstance(value, Mapping):
            raise Invalid("%(path)s should be an object.", path=path or "The document")
        for name, inner in value.items():
            if name not in shape and "*" not in shape:
                raise Invalid("%(path)s is not known here.", path=f"{path}.{name}".lstrip("."))
            _check(inner, shape.get(name, shape.get("*")), f"{path}.{name}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Invalid("%(path)s should be a list.", path=path)
        for at, inner in enumerate(value):
            _check(inner, shape[0], f"{path}[{at}]")
    elif not _fits(value, shape):
        raise Invalid("%(path)s should be %(what)s.", path=path, what=shape)


def _fits(value: object, shape: str) -> bool:
    if shape in {MAYBE, MAYBE_TEXT} and value is None:
        return True
    if shape in {TEXT, MAYBE_TEXT}:
        return isinstance(value, str)
    if shape == FLAG:
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool)
