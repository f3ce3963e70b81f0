"""Templates of answers: plain text with `{{ placeholders }}`, filled in once, so that a value stays text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
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
LONGEST_VALUE = 300
"""What one placeholder may become at most: a subject of a thousand characters is no sentence."""
_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_LINK = re.compile(r"https://[^\s<>\"'`\\{}]{1,400}[^\s<>\"'`\\{}.,;:!?)\]]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
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
    """The text with its placeholders filled in; what is not known or empty stands there as it was written."""
    values = _values(facts)
    return _PLACE.sub(lambda place: values.get(place[1].strip(), place[0]), text)


def rendered_html(text: str, facts: Facts) -> str:
    """The same as paragraphs for a mail in HTML: closed elements only, so that what stands around it stays whole.

    Links are made of https addresses that the template itself writes; a value from outside stays mere text.
    """
    values = _values(facts)
    blocks = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.strip()))
    return "".join(f"<p>{_block(block, values)}</p>" for block in blocks if block.strip())


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
    return {name: line for name, value in found.items() if (line := _one_line(value))}


def _block(block: str, values: Mapping[str, str]) -> str:
    filled = _pieces(_PLACE, block, lambda place: _value(place, values), _linked)
    return filled.replace("\n", "<br>")


def _value(place: re.Match[str], values: Mapping[str, str]) -> str:
    name = place[1].strip()
    if name not in values:
        return html.escape(place[0])
    shown = html.escape(values[name])
    return f"<bdi>{shown}</bdi>" if _RIGHT_TO_LEFT.search(shown) else shown


def _linked(text: str) -> str:
    def anchor(link: re.Match[str]) -> str:
        return f'<a href="{html.escape(link[0])}">{html.escape(link[0])}</a>'

    return _pieces(_LINK, text, anchor, html.escape)


def _pieces(
    pattern: re.Pattern[str], text: str, found: Callable[[re.Match[str]], str], rest: Callable[[str], str]
) -> str:
    """The text with what the pattern finds made into one thing, and what lies between into another."""
    made, done = "", 0
    for match in pattern.finditer(text):
        made += rest(text[done : match.start()]) + found(match)
        done = match.end()
    return made + rest(text[done:])


def _one_line(value: str) -> str:
    """A value from outside as plain text: no line breaks and no marks that turn the direction of writing."""
    text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1].rstrip() + "…"
