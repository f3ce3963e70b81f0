"""Templates of answers: plain text with `{{ placeholders }}`, filled in once, so that a value stays text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from server.domain.errors import Invalid

PLACEHOLDERS = (
    "customer.name",
    "customer.salutation",
    "agent.name",
    "mailbox.name",
    "mailbox.address",
    "subject",
)
"""What every template may use, beside `field.<name>` for each custom field."""
FIELD = "field."
LONGEST = 10_000
_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_GREETINGS = {"de": "Guten Tag", "en": "Hello"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the placeholders stand for in one conversation; `fields` are the values by the field's name."""

    locale: str
    customer_name: str = ""
    agent_name: str = ""
    mailbox_name: str = ""
    mailbox_address: str = ""
    subject: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def used(text: str) -> tuple[str, ...]:
    """The placeholders of a text, each once, in order."""
    return tuple(dict.fromkeys(match[1].strip() for match in _PLACE.finditer(text)))


def checked_text(text: str, *, fields: Collection[str]) -> str:
    """The text as it may be kept; Invalid names the first placeholder that there is not. `fields` are names."""
    kept = "".join(c for c in text.replace("\r\n", "\n") if c.isprintable() or c in "\n\t").strip()
    if len(kept) > LONGEST:
        raise Invalid("A template may have %(limit)s characters.", limit=LONGEST)
    known = {*PLACEHOLDERS, *(FIELD + name for name in fields)}
    for name in used(kept):
        if name not in known:
            raise Invalid("There is no placeholder “%(placeholder)s”.", placeholder=name[:80])
    if "{{" in _PLACE.sub("", kept) or "}}" in _PLACE.sub("", kept):
        raise Invalid("A placeholder is written {{ like.this }}, in one line.")
    return kept


def rendered(text: str, facts: Facts) -> str:
    """The text with its placeholders filled in; what is not known stands there as it was written."""
    values = _values(facts)
    return _PLACE.sub(lambda place: values.get(place[1].strip(), place[0]), text)


def renamed(text: str, old: str, new: str) -> str:
    """The text with one placeholder called by its new name."""
    return _PLACE.sub(lambda place: f"{{{{ {new} }}}}" if place[1].strip() == old else place[0], text)


def _values(facts: Facts) -> Mapping[str, str]:
    greeting = _GREETINGS.get(facts.locale, _GREETINGS["en"])
    found = {
        "customer.name": facts.customer_name,
        "customer.salutation": f"{greeting} {facts.customer_name}".strip(),
        "agent.name": facts.agent_name,
        "mailbox.name": facts.mailbox_name,
        "mailbox.address": facts.mailbox_address,
        "subject": facts.subject,
        **{FIELD + name: value for name, value in facts.fields.items()},
    }
    return {name: _one_line(value) for name, value in found.items()}


def _one_line(value: str) -> str:
    """A value from outside as plain text: no line breaks and no marks that turn the direction of writing."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
