"""Templates: placeholders that are known, values that stay text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import Invalid
from server.domain.templates import PLACEHOLDERS, Facts, checked_text, renamed, rendered, used

FACTS = Facts(
    "de", "Petra Huber", "Mia Berger", "Support", "support@firma.example", "Rechnung", {"Vertrag Nr": "A-1"}
)


def test_every_placeholder_is_filled() -> None:
    text = " | ".join(f"{{{{ {name} }}}}" for name in (*PLACEHOLDERS, "field.Vertrag Nr"))
    assert rendered(checked_text(text, fields=["Vertrag Nr"]), FACTS) == (
        "Petra Huber | Guten Tag Petra Huber | Mia Berger | Support | support@firma.example | Rechnung | A-1"
    )


@pytest.mark.parametrize(
    ("locale", "name", "said"),
    [
        ("de", "", "Guten Tag"),
        ("de", "Ada Wald", "Guten Tag Ada Wald"),
        ("en", "Ada Wald", "Hello Ada Wald"),
        ("en", "", "Hello"),
        ("fr", "Ada", "Hello Ada"),
    ],
)
def test_the_salutation_is_of_the_language_and_does_without_a_name(locale: str, name: str, said: str) -> None:
    facts = replace(FACTS, locale=locale, customer_name=name)
    assert rendered("{{customer.salutation}}", facts) == said


def test_a_placeholder_that_there_is_not_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        checked_text("Hallo {{ customer.name }}, {{ customer.iban }}", fields=[])
    assert refused.value.facts == {"placeholder": "customer.iban"}


@pytest.mark.parametrize(
    "text", ["{{ customer.name", "customer.name }}", "{{ customer\n.name }}", "{{{{ subject }}"]
)
def test_half_a_placeholder_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_text(text, fields=[])


def test_a_text_has_an_end() -> None:
    with pytest.raises(Invalid):
        checked_text("x" * 10_001, fields=[])


def test_what_a_value_says_is_not_looked_at_again() -> None:
    facts = replace(FACTS, customer_name="{{ agent.name }}", subject="<b>\r\n\r\nBcc: eve\u202e")
    assert rendered("{{ customer.name }} {{ subject }}", facts) == "{{ agent.name }} <b> Bcc: eve"


@given(st.text(max_size=80))
def test_a_value_never_brings_lines_or_placeholders_with_it(value: str) -> None:
    text = rendered("a {{ subject }} b", replace(FACTS, subject=value))
    assert len(text.splitlines()) == 1
    assert text.startswith("a ")
    assert text.endswith(" b")


def test_a_field_keeps_its_place_under_a_new_name() -> None:
    text = "{{field.Alt}} {{ field.Alter }} {{ subject }}"
    assert renamed(text, "field.Alt", "field.Neu") == "{{ field.Neu }} {{ field.Alter }} {{ subject }}"
    assert used(text) == ("field.Alt", "field.Alter", "subject")
