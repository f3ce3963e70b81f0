"""Texts of comments and whom they mention."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.comments import LIMIT, clean, mentioned, mentions
from server.domain.errors import Invalid

NAMES = {
    "Jonas": "agent:j",
    "Jonas Weber": "agent:j",
    "Mia": "agent:m",
    "Buchhaltung": "team:b",
    "Jörg": "agent:x",
}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Jonas kannst du?", ("agent:j",)),
        ("@jonas weber, bitte", ("agent:j",)),
        ("(@Mia) und @Buchhaltung!", ("agent:m", "team:b")),
        ("@alle: Feierabend", ("all",)),
        ("@JÖRG", ("agent:x",)),
        ("@Miami ist weit", ()),
        ("mia@wald.example", ()),
        ("@Niemand", ()),
        ("@Mia @Mia", ("agent:m",)),
        ("@", ()),
    ],
)
def test_whom_a_text_mentions(text: str, who: tuple[str, ...]) -> None:
    assert mentioned(mentions(text, NAMES)) == who


@pytest.mark.parametrize("text", ["\u200b", "\u200d\ufe0f", "\u2060 \ufeff\n", "\u3164\u200e", "\u00ad"])
def test_a_comment_that_nobody_could_see_is_none(text: str) -> None:
    with pytest.raises(Invalid):
        clean(text)
    assert clean(f"{text}☕{text}").count("☕") == 1


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(list("@ JonasWeber MiaJörgẞİﬁ,."))))
def test_a_mention_stands_where_it_says(text: str) -> None:
    for mention in mentions(text, NAMES):
        assert text[mention.start] == "@"
        assert 0 <= mention.start < mention.end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_cleaned_text_stays_as_it_is(text: str) -> None:
    try:
        once = clean(text)
    except Invalid:
        return
    assert clean(once) == once
    once.encode()


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(Invalid):
        clean(" \n\t")
    with pytest.raises(Invalid):
        clean("x" * (LIMIT + 1))
    assert clean("a\r\nb\x00") == "a\nb"
