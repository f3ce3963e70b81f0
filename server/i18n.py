"""Texts in the reader's language, from the catalogues in locales/; English is the source text."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"
SOURCE_LOCALE = "en"


class Translator:
    """Texts of one locale; parameters fill `%(name)s` placeholders."""

    def __init__(self, locale: str, catalogue: gettext.NullTranslations) -> None:
        self.locale = locale
        # A card asks for the same forty texts each time, and the library looks twice for each.
        self._one = lru_cache(maxsize=4096)(catalogue.gettext)
        self._many = catalogue.ngettext

    def gettext(self, message: str, /, **facts: object) -> str:
        """The text for a message id."""
        text = self._one(message) if message else ""
        return text % facts if facts else text

    def ngettext(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The text for a count; `%(n)s` is the count unless `facts` say otherwise."""
        return self._many(singular, plural, n) % {"n": n, **facts}


def translator(locale: str) -> Translator:
    """The translator for a locale such as `de`, `de-AT` or `de_CH`; English for one that we do not have."""
    return _loaded().get(locale.replace("_", "-").partition("-")[0].lower()) or _loaded()[SOURCE_LOCALE]


@cache
def words(locale: str) -> dict[str, str | list[str]]:
    """The catalogue of a locale as the task pane reads it: message id to text, or to its plural forms."""
    path = LOCALES / locale / "LC_MESSAGES" / "randnotiz.po"
    with path.open("rb") as source:
        entries = [entry for entry in read_po(source, locale=locale) if entry.id and entry.string]
    return {_first(entry.id): _forms(entry.string) for entry in entries}


def _first(message: str | Iterable[str]) -> str:
    return message if isinstance(message, str) else next(iter(message))


def _forms(text: str | Iterable[str] | None) -> str | list[str]:
    return text if isinstance(text, str) else list(text or ())


@cache
def _loaded() -> dict[str, Translator]:
    """Every catalogue, read once per process: a few milliseconds, and no compiled files to forget."""
    found = {path.parts[-3]: path for path in LOCALES.glob("*/LC_MESSAGES/randnotiz.po")}
    loaded = {locale: Translator(locale, _catalogue(path, locale)) for locale, path in found.items()}
    return {SOURCE_LOCALE: Translator(SOURCE_LOCALE, gettext.NullTranslations()), **loaded}


def _catalogue(path: Path, locale: str) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
