"""The envelopes that Google expects, one per kind of entry point (GMAIL 2)."""

from __future__ import annotations

from collections.abc import Iterable

from cards.text import NOTHING, line
from cards.widgets import Json

_NOTICE = 300


def shown(card: Json) -> Json:
    """Answer a trigger: a mail was opened, or the home page."""
    return {"action": {"navigations": [{"pushCard": card}]}}


def updated(card: Json, notice: str | None = None) -> Json:
    """Answer a click with the same card afresh."""
    return _changed([{"updateCard": card}], notice)


def pushed(card: Json) -> Json:
    """Answer a click with another card on top; nothing has changed."""
    return {"renderActions": {"action": {"navigations": [{"pushCard": card}]}}}


def returned(card: Json, notice: str | None = None) -> Json:
    """Answer a click in a pushed card: back to the card below, afresh."""
    return _changed([{"pop": True}, {"updateCard": card}], notice)


def noticed(text: str) -> Json:
    """Answer a click with a line of text only, so that everything typed stays where it is."""
    return {"renderActions": {"action": {"notification": {"text": line(text, _NOTICE) or NOTHING}}}}


def suggested(items: Iterable[str]) -> Json:
    """Answer typing with what it could become."""
    return {"autoComplete": {"items": [{"text": line(text)} for text in items if line(text)]}}


def consent(scopes: Iterable[str]) -> Json:
    """Ask for scopes that the reader has not granted; Google repeats the event afterwards."""
    return {"requesting_google_scopes": {"scopes": list(scopes)}}


def _changed(navigations: list[Json], notice: str | None) -> Json:
    action: Json = {"navigations": navigations}
    if notice:
        action["notification"] = {"text": line(notice, _NOTICE)}
    return {"renderActions": {"action": action}, "stateChanged": True}
