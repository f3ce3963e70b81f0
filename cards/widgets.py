"""The few widgets that the cards are made of, as plain dicts; text is escaped here and nowhere else.

Fields in which Google renders HTML (text of paragraphs and rows, section headers) take any text and escape
it unless it is `Html`; all other fields show plain text and are only cleaned (GMAIL 3).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from cards.context import CardContext
from cards.text import NOTHING, clean, encodable, line, rich

Json = dict[str, Any]

INK: Final[Json] = {"red": 0.114, "green": 0.353, "blue": 0.569}
"""The colour of the one filled button of a state (DECISIONS H1)."""

PALE: Final[Json] = {"red": 0.91, "green": 0.94, "blue": 0.97}
"""The colour of a footer button that is not the primary one (DECISIONS E2)."""


_VALUE = 2_000


def action(context: CardContext, path: str, /, **parameters: str) -> Json:
    """Call one of our paths; what is typed elsewhere in the card stays (DECISIONS E3)."""
    pairs = [{"key": key, "value": encodable(value)} for key, value in parameters.items()]
    if context.form:
        pairs.append({"key": "form", "value": context.form})
    return {"action": {"function": context.base + path, "parameters": pairs, "persistValues": True}}


def link(url: str) -> Json:
    """Open a page in the reader's browser."""
    return {"openLink": {"url": url}}


def menu(items: Iterable[tuple[str, Json]]) -> Json:
    """Open a small menu of (label, click)."""
    return {
        "overflowMenu": {
            "items": [{"text": line(text) or NOTHING, "onClick": click} for text, click in items]
        }
    }


def known_icon(name: str) -> Json:
    """One of Google's own icons."""
    return {"knownIcon": name}


def own_icon(context: CardContext, name: str) -> Json:
    """One of our icons, legible on light and dark cards; words beside it say the same."""
    return {"iconUrl": f"{context.base}/static/card/{name}.png"}


def button(text: str, click: Json, *, filled: bool = False, alt: str = "") -> Json:
    """A button with words; `alt` is read aloud where the words are only a sign."""
    made: Json = {"text": line(text) or NOTHING, "onClick": click}
    if filled:
        made["color"] = INK
    if alt:
        made["altText"] = line(alt)
    return made


def buttons(*made: Json) -> Json:
    """Buttons side by side."""
    return {"buttonList": {"buttons": list(made)}}


def paragraph(text: str, *, max_lines: int = 0) -> Json:
    """Running text; above `max_lines` lines Google offers to show the rest."""
    made: Json = {"text": rich(text) or NOTHING}
    if max_lines:
        made["maxLines"] = max_lines
    return {"textParagraph": made}


def row(
    text: str,
    *,
    top: str = "",
    bottom: str = "",
    icon: Json | None = None,
    click: Json | None = None,
    beside: Json | None = None,
) -> Json:
    """A line with a label above or below it; `beside` is a button, a switch or an icon at its end."""
    made: Json = {"text": rich(text) or NOTHING, "wrapText": True}
    if top:
        made["topLabel"] = line(top)
    if bottom:
        made["bottomLabel"] = line(bottom)
    if icon:
        made["startIcon"] = icon
    if click:
        made["onClick"] = click
    if beside:
        made |= beside
    return {"decoratedText": made}


def leads_on(context: CardContext) -> Json:
    """The arrow at the end of a row that opens another card."""
    return {"endIcon": own_icon(context, "chevr")}


def way(text: str, click: Json, context: CardContext) -> Json:
    """A line that opens another card, and nothing more."""
    return row(text, click=click, beside=leads_on(context))


def switch(name: str, *, on: bool = False) -> Json:
    """A switch that sends "1" under its name when on."""
    return {"switchControl": {"name": name, "value": "1", "selected": on, "controlType": "SWITCH"}}


def field(
    name: str, label: str, *, suggest: Json | None = None, many_lines: bool = False, value: str = ""
) -> Json:
    """A text field, with what stands in it already; Google suggests only in fields of one line (DECISIONS E2)."""
    made: Json = {
        "name": name,
        "label": line(label),
        "type": "MULTIPLE_LINE" if many_lines else "SINGLE_LINE",
    }
    if suggest:
        made["autoCompleteAction"] = suggest["action"]
    if value:
        made["value"] = clean(value) if many_lines else line(value, _VALUE)
    return {"textInput": made}


def choice(
    name: str,
    label: str,
    items: Iterable[tuple[str, str, bool]],
    *,
    changed: Json | None = None,
    several: bool = False,
) -> Json:
    """A drop-down list of (value, text, selected), or check boxes; `changed` acts as soon as it changes."""
    made = [
        {"text": line(text) or NOTHING, "value": encodable(value), "selected": selected}
        for value, text, selected in items
    ]
    kind = "CHECK_BOX" if several else "DROPDOWN"
    chosen: Json = {"name": name, "label": line(label), "type": kind, "items": made}
    if changed:
        chosen["onChangeAction"] = changed["action"]
    return {"selectionInput": chosen}


def section(*widgets: Json, header: str = "", shown: int | None = None) -> Json:
    """Widgets that belong together; with `shown`, only so many stand open at first."""
    made: Json = {"widgets": list(widgets)}
    if header:
        made["header"] = rich(header)
    if shown is not None:
        made |= {"collapsible": True, "uncollapsibleWidgetsCount": shown}
    return made


def card(
    name: str, *, title: str, subtitle: str = "", sections: Iterable[Json], footer: Json | None = None
) -> Json:
    """A whole card; empty sections are left out."""
    header = {"title": line(title) or NOTHING}
    if subtitle:
        header["subtitle"] = line(subtitle)
    made: Json = {"name": name, "header": header, "sections": [one for one in sections if one["widgets"]]}
    if footer:
        made["fixedFooter"] = {"primaryButton": footer}
    return made


def day(name: str, label: str, value: date | None) -> Json:
    """A day to pick."""
    made: Json = {"name": name, "label": line(label), "type": "DATE_ONLY"}
    if value is not None:
        midnight = datetime(value.year, value.month, value.day, tzinfo=UTC)
        made["valueMsEpoch"] = str(int(midnight.timestamp()) * 1000)
    return {"dateTimePicker": made}


def date_time(name: str, label: str, start: datetime) -> Json:
    """A date and a time to pick, starting at a moment of the reader's own zone."""
    offset = start.utcoffset() or timedelta()
    return {
        "dateTimePicker": {
            "name": name,
            "label": line(label),
            "type": "DATE_AND_TIME",
            "valueMsEpoch": str(int(start.timestamp()) * 1000),
            "timezoneOffsetDate": offset // timedelta(minutes=1),
        }
    }
