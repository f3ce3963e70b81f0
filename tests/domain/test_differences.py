"""What changed from one text to another: nothing is lost, and no text takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.differences import Kind, differences

words = st.lists(st.sampled_from(["der", "Preis", "ist", "ok", ".", "\n", "<b>", " "])).map(" ".join)


@given(words, words)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(one.text for one in found if one.kind is not Kind.ADDED) == before
    assert "".join(one.text for one in found if one.kind is not Kind.REMOVED) == after


def test_words_are_compared() -> None:
    found = differences("Guten Tag, der Preis ist 5 Euro.", "Guten Tag, der Preis ist 6 Euro.")
    assert [(one.kind, one.text) for one in found] == [
        (Kind.KEPT, "Guten Tag, der Preis ist "),
        (Kind.REMOVED, "5 "),
        (Kind.ADDED, "6 "),
        (Kind.KEPT, "Euro."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 10_000, "b " + "a " * 9_990 + "b"),
        (" ".join(str(i % 7) for i in range(9_000)), " ".join(str(i % 7) for i in range(9_000, 0, -1))),
        ("x" * 20_000, "y" * 20_000),
        ("\n" * 20_000, " \n" * 10_000),
    ],
)
def test_a_monotonous_text_takes_no_time(before: str, after: str) -> None:
    started = time.perf_counter()
    differences(before, after)
    assert time.perf_counter() - started < 1
