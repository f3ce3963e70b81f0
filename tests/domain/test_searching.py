"""The language of the search box, and the words by which things are found."""

from __future__ import annotations

import pytest

from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.postings import marks, minute, position
from server.domain.searching import Kind, day_of, parse
from server.domain.searchwords import address_words, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "mueller"),
        ("Müller", "Muller"),
        ("STRASSE", "Straße"),
        ("Ångström", "angstrom"),
        ("Łódź", "lodz"),
        ("Pen\u0303a", "Peña"),
        ("ﬁnanz", "Finanz"),
        ("Søren", "soren"),
    ],
)
def test_a_word_is_found_however_it_is_written(one: str, other: str) -> None:
    assert words_of(one) == words_of(other) != []


def test_hostile_text_makes_words_without_signs() -> None:
    for text in (
        "a:b:c",
        "=open",
        "@agent",
        "#tag*",
        "x\u0000y",
        "\ud800 lone",
        "🎉 fest",
        "١٢٣ عربى",
        "界世 你好",
    ):
        for word in words_of(text):
            assert not set(word) & set(":=@#*;[( \u0000")


def test_words_of_an_address_say_whose_it_is() -> None:
    assert list(address_words("anna.kundin+x@mail.firma7.example")) == ["anna", "kundin", "mail", "firma7"]
    assert list(address_words("anna@gmail.com")) == ["anna"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("rechnung müller", [Kind.WORDS, Kind.WORDS]),
        ('status:offen tag:"zweite mahnung"', [Kind.STATUS, Kind.TAG]),
        ("von:a@b.de an:mich postfach:support", [Kind.FROM, Kind.ASSIGNEE, Kind.MAILBOX]),
        ("vor:31.01.2026 seit:2025", [Kind.BEFORE, Kind.AFTER]),
        ('"genau so" <a.b@c>', [Kind.PHRASE, Kind.MESSAGE]),
        ("re:invent 12:30", [Kind.WORDS, Kind.WORDS]),
        ("field.Kunde:4711 feld.Kunde:4711", [Kind.FIELD, Kind.FIELD]),
        ('"offen', [Kind.WORDS]),
        ("  ", []),
    ],
)
def test_pieces(text: str, kinds: list[Kind]) -> None:
    assert [piece.kind for piece in parse(text)] == kinds


def test_a_minus_leaves_out() -> None:
    assert [piece.without for piece in parse("-foo -tag:x bar-baz")] == [True, True, False]


@pytest.mark.parametrize("text", ["gestern", "2026-02-30", "32.01.2026", "0000", "2026-1-", "99999"])
def test_no_date(text: str) -> None:
    with pytest.raises(Invalid):
        day_of(text)


def test_order_of_places_is_the_order_of_time() -> None:
    moments = [0, 60_000, 1_700_000_000_000, 1_790_000_000_000, 3_500_000_000_000]
    assert [minute(at) for at in moments] == sorted(minute(at) for at in moments)
    assert position(Conversation("c1", ("m",), created_at=5, headed_at=60_000)) == "00001:c1"


def test_a_conversation_is_found_by_who_and_what_and_how_it_stands() -> None:
    record = Conversation(
        "c1",
        ("m",),
        subject="Re: Rechnung an der Straße",
        customer="bo@firma.example",
        customer_name="Bo Büchner",
        tags=("Zweite Mahnung",),
        assignee="agent:01abcdefghijkl",
        fields={"f": "K-17"},
    )
    assert set(marks(record)) == {
        *("=open", "@aefghijkl", "#zweite-mahnung", "rechnung", "strasse", "bo", "buchner", "firma", "17")
    }
