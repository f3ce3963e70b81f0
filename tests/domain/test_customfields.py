"""What a custom field takes, and what it makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.catalogue import Field, FieldKind
from server.domain.customfields import checked, shown_link
from server.domain.errors import Invalid


def field(kind: FieldKind) -> Field:
    return Field("f", "Vertrag", kind, ("A", "B") if kind is FieldKind.CHOICE else ())


TAKEN = [
    (FieldKind.TEXT, "  Viel \n Text\x00 ", "Viel Text"),
    (FieldKind.TEXT, "<b>", "<b>"),
    (FieldKind.NUMBER, "12", "12"),
    (FieldKind.NUMBER, "-3,50", "-3.50"),
    (FieldKind.NUMBER, "+1.5", "1.5"),
    (FieldKind.DATE, "2026-05-12", "2026-05-12"),
    (FieldKind.DATE, "1.5.2026", "2026-05-01"),
    (FieldKind.CHOICE, "B", "B"),
    (FieldKind.CHECKBOX, "on", "true"),
    (FieldKind.CHECKBOX, "Ja", "true"),
    (FieldKind.CHECKBOX, "false", ""),
    (FieldKind.LINK, "https://firma.example/a?b=c#d", "https://firma.example/a?b=c#d"),
    (FieldKind.LINK, "mailto:ada@wald.example", "mailto:ada@wald.example"),
]
REFUSED = [
    (FieldKind.TEXT, "x" * 501),
    (FieldKind.NUMBER, "zwölf"),
    (FieldKind.NUMBER, "1.234,56"),
    (FieldKind.NUMBER, "1e9"),
    (FieldKind.NUMBER, "\u0661"),
    (FieldKind.DATE, "2026-02-31"),
    (FieldKind.DATE, "31.2.2026"),
    (FieldKind.DATE, "12/05/2026"),
    (FieldKind.DATE, "20260512"),
    (FieldKind.CHOICE, "a"),
    (FieldKind.CHOICE, "C"),
    (FieldKind.CHECKBOX, "vielleicht"),
    (FieldKind.LINK, "http://firma.example"),
    (FieldKind.LINK, "javascript:alert(1)"),
    (FieldKind.LINK, "JaVaScRiPt:alert(1)"),
    (FieldKind.LINK, "data:text/html,x"),
    (FieldKind.LINK, "//firma.example"),
    (FieldKind.LINK, "https://"),
    (FieldKind.LINK, "https://bank.example@boese.example/"),
    (FieldKind.LINK, "https://firma.example/a b"),
    (FieldKind.LINK, 'https://firma.example/"onclick='),
    (FieldKind.LINK, "https:\\\\firma.example"),
    (FieldKind.LINK, "https://[::1"),
    (FieldKind.LINK, "mailto:ada@wald.example?bcc=eve@boese.example"),
    (FieldKind.LINK, "mailto:ada"),
    (FieldKind.LINK, "https://firma.example/" + "x" * 2000),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), TAKEN)
def test_what_is_taken(kind: FieldKind, typed: str, kept: str) -> None:
    assert checked(field(kind), typed) == kept


@pytest.mark.parametrize(("kind", "typed"), REFUSED)
def test_what_is_refused(kind: FieldKind, typed: str) -> None:
    with pytest.raises(Invalid):
        checked(field(kind), typed)


@pytest.mark.parametrize("kind", FieldKind)
def test_nothing_is_no_value(kind: FieldKind) -> None:
    assert checked(field(kind), " \t") == ""


@given(st.sampled_from(FieldKind), st.text(max_size=40))
def test_what_is_kept_is_taken_as_it_is(kind: FieldKind, typed: str) -> None:
    try:
        kept = checked(field(kind), typed)
    except Invalid:
        return
    assert checked(field(kind), kept) == kept
    assert kept.isprintable()


@given(st.text(max_size=60))
def test_a_link_that_is_shown_is_one_that_may_be_opened(stored: str) -> None:
    shown = shown_link(stored)
    assert shown is None or shown.lower().startswith(("https://", "mailto:"))
