"""Translations: chosen by locale, filled with parameters, and complete."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from server.i18n import LOCALES, translator
from tests.support.messages import used

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")


def catalogue(locale: str) -> Catalog:
    with (LOCALES / locale / "LC_MESSAGES" / "randnotiz.po").open("rb") as source:
        return read_po(source, locale=locale)


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def forms(value: object) -> list[str]:
    """The forms of a message: one, or one per plural form."""
    return (
        [value]
        if isinstance(value, str)
        else [str(form) for form in value]
        if isinstance(value, (tuple, list))
        else []
    )


def test_every_text_is_translated_to_german() -> None:
    german = catalogue("de")
    missing = []
    for text, file in used().items():
        found = german.get(text.message)
        strings = forms(found.string) if found else []
        if not strings or not all(strings) or (text.plural and len(strings) < german.num_plurals):
            missing.append(f"{file}:{text.line}: {text.message}")
    assert not missing, "not in server/locales/de (make messages, then translate):\n" + "\n".join(missing)


@pytest.mark.parametrize("locale", ["de", "en"])
def test_a_translation_has_the_placeholders_of_its_text(locale: str) -> None:
    for message in catalogue(locale):
        if not message.id:
            continue
        wanted = set[str]().union(*map(placeholders, forms(message.id)))
        for string in filter(None, forms(message.string)):
            # A singular may leave the count out: "eine Nachricht".
            assert placeholders(string) | {"%(n)s", "%(n)d", "%(count)s", "%(count)d"} >= wanted, message.id
            assert placeholders(string) <= wanted, message.id


def test_no_translation_is_marked_as_a_guess() -> None:
    assert not [message.id for message in catalogue("de") if message.id and message.fuzzy]


@pytest.mark.parametrize("locale", ["de", "de-AT", "de_CH", "DE"])
def test_german_is_found_by_any_of_its_names(locale: str) -> None:
    assert translator(locale).locale == "de"


@pytest.mark.parametrize("locale", ["en", "en-GB", "fr", "", "../../etc", "deu"])
def test_any_other_locale_reads_english(locale: str) -> None:
    assert translator(locale).locale == "en"


def test_parameters_fill_the_placeholders() -> None:
    english = translator("en")
    assert english.gettext("%(who)s took over", who="Ana %(x)s 100%") == "Ana %(x)s 100% took over"
    assert english.gettext("100 % sure") == "100 % sure"
    assert english.gettext("") == ""


def test_a_count_chooses_the_form() -> None:
    english = translator("en")
    assert [english.ngettext("%(n)s mail", "%(n)s mails", n) for n in (0, 1, 2)] == [
        "0 mails",
        "1 mail",
        "2 mails",
    ]
    assert english.ngettext("one", "%(n)s of %(all)s", 2, all=9) == "2 of 9"


def test_german_counts_in_two_forms() -> None:
    assert catalogue("de").num_plurals == 2
