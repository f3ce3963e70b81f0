"""Sentences of the domain in the visitor's language, with moments as people say them: two minutes ago."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_timedelta

from server.domain.views import Sentence
from server.domain.wording import word_of
from server.web.admin.page import Visit


def spoken(visit: Visit, said: Sentence) -> str:
    """One sentence; facts that end in `_at` are moments, those that end in `_word` are words of ours."""
    facts = {name: _fact(visit, name, value) for name, value in said.facts.items()}
    if said.plural is None:
        return visit.words.gettext(said.message, **facts)
    return visit.words.ngettext(said.message, said.plural, said.count, **facts)


def ago(visit: Visit, at: int) -> str:
    """How long ago a moment (ms UTC) was."""
    passed = timedelta(milliseconds=min(at - visit.services.clock(), 0))
    return format_timedelta(passed, add_direction=True, locale=visit.locale)


def _fact(visit: Visit, name: str, value: object) -> object:
    if name.endswith("_at") and isinstance(value, int):
        return ago(visit, value)
    if name.endswith("_word"):
        return visit.words.gettext(word_of(value))
    return value
