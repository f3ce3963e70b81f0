"""Pages from their templates: escaped, in the visitor's language, with moments in their zone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from flask import request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from server.domain.emergencies import seen_by
from server.domain.errors import Conflict, RandnotizError
from server.domain.listviews import EmergencyView
from server.domain.wording import word_of
from server.web import errors
from server.web.admin.forms import Refused
from server.web.admin.icons import icon
from server.web.admin.navigation import Entry, entries
from server.web.admin.page import Visit
from server.web.services import Translate

BASE = "/admin"
TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
PARTS = {"admin.css": "text/css", "admin.js": "text/javascript"}
TOKENS = Path(__file__).parents[3] / "addin" / "tokens.css"
"""Colours and sizes, the same as in the task pane."""


def rendered(
    template: str, visit: Visit, facts: Mapping[str, object], *, notice: str = "", here: str = ""
) -> str:
    """One page; `notice` is said once on top, `here` is where the page can be asked for again."""
    common: dict[str, Any] = {
        "visit": visit,
        "locale": visit.locale,
        "notice": notice,
        "here": here or request.path,
        "menu": menu(visit, here or request.path),
        "trouble": trouble(visit),
        "emergencies": _emergencies(visit),
        "typed": lambda name, value="": visit.typed.get(name, [_text(value)])[0],
        **_words(visit.words),
        **_formats(visit),
    }
    return _environment().get_template(template).render({**common, **facts})


def href(path: str, *parts: str) -> str:
    """The address of a page of ours: its path below /admin, then parts that are quoted."""
    return BASE + path + "".join("/" + quote(part, safe="") for part in parts)


def menu(visit: Visit, here: str) -> list[Entry]:
    """The entries of the navigation that are for this visitor, the one they are at marked."""
    return entries(visit, here.removeprefix(BASE))


def trouble(visit: Visit) -> str:
    """What refused the form that is shown again, in the visitor's language; empty where nothing did."""
    return said(visit.error, visit.words) if visit.error else ""


def said(error: RandnotizError, words: Translate) -> str:
    """What an error tells a person."""
    told = errors.told(error)
    facts = {
        name: words.gettext(word_of(value)) if name.endswith("_word") else value
        for name, value in told.facts.items()
    }
    return words.gettext(told.message, **facts)


def _emergencies(visit: Visit) -> Sequence[EmergencyView]:
    """Who reads a mailbox of the visitor's in an emergency, or did lately."""
    if visit.inbox is None or visit.agent is None:
        return ()
    return seen_by(visit.inbox.directory, visit.agent.id, visit.inbox.clock())


def is_conflict(error: RandnotizError | None) -> bool:
    """Whether somebody else was faster."""
    return isinstance(error, Conflict)


def marks_fields(error: RandnotizError | None) -> bool:
    """Whether what is wrong stands beside the fields."""
    return isinstance(error, Refused)


@cache
def content(name: str) -> bytes:
    """A style or script as it is sent; a style begins with the tokens."""
    own = (STATIC / name).read_bytes()
    return TOKENS.read_bytes() + own if name.endswith(".css") else own


@cache
def part(name: str) -> str:
    """The address of a style or script: another one when its content changes, so that it may be kept for long."""
    return f"{BASE}/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        href=href, icon=icon, part=part, is_conflict=is_conflict, marks_fields=marks_fields, initials=initials
    )
    return environment


def _words(words: Translate) -> dict[str, Callable[..., Markup]]:
    """Texts for templates: they and their facts are escaped, unless a fact is markup already."""

    def gettext(message: str, /, **facts: object) -> Markup:
        text = escape(words.gettext(message))
        return text % facts if facts else text

    def ngettext(singular: str, plural: str, n: int, /, **facts: object) -> Markup:
        held = {name: f"%({name})s" for name in ("n", *facts)}
        return escape(words.ngettext(singular, plural, n, **held)) % {"n": n, **facts}

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _formats(visit: Visit) -> dict[str, Callable[..., str]]:
    locale, zone = visit.locale, _zone(visit)

    def at(ms: int) -> datetime:
        return datetime.fromtimestamp(ms / 1000, UTC).astimezone(zone)

    def moment(ms: int) -> str:
        return f"{format_date(at(ms), 'medium', locale)} {format_time(at(ms), 'short', locale=locale)}"

    def stamp(ms: int) -> str:
        return format_datetime(at(ms), "yyyy-MM-dd'T'HH:mm:ssXXX", locale="en")

    return {
        "moment": moment,
        "day": lambda ms: format_date(at(ms), "medium", locale),
        "stamp": stamp,
        "number": lambda value: format_decimal(value, locale=locale),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _zone(visit: Visit) -> ZoneInfo:
    own = visit.agent.zone if visit.agent else None
    return ZoneInfo(own or (visit.inbox.directory.workspace.zone if visit.inbox else "UTC"))


def initials(name: str) -> str:
    """Two letters that stand for a person in a list."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
