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


def rooted(card: Json, notice: str | None = None) -> Json:
    """Answer a click in a card pushed on another one: back to the lowest card, afresh."""
    return _changed([{"popToRoot": True}, {"updateCard": card}], notice)


def noticed(text: str) -> Json:
    """Answer a click with a line of text only, so that everything typed stays where it is."""
    return {"renderActions": {"action": {"notification": {"text": line(text, _NOTICE) or NOTHING}}}}


def inserted(html: str, notice: str) -> Json:
    """Answer a click beside a draft: put this where the cursor stands in it (GMAIL 2.2)."""
    body = {"type": "IN_PLACE_INSERT", "insertContents": [{"content": html, "contentType": "MUTABLE_HTML"}]}
    answer = noticed(notice)
    answer["renderActions"]["hostAppAction"] = {
        "gmailAction": {"updateDraftActionMarkup": {"updateBody": body}}
    }
    return answer


def draft_opened(answer: Json, draft: str, thread: str, notice: str) -> Json:
    """Answer a click with a draft that was created in Gmail, opened, beside what else is answered (GMAIL 2.2)."""
    opened = {"draftId": draft, "draftThreadId": thread}
    answer["renderActions"]["hostAppAction"] = {"gmailAction": {"openCreatedDraftActionMarkup": opened}}
    answer["renderActions"]["action"]["notification"] = {"text": line(notice, _NOTICE)}
    return answer


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
