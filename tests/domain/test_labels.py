"""Tags and priority."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Invalid
from server.domain.labels import TAG_LENGTH, TAGS, add_tag, remove_tag, set_priority, tag_name
from server.domain.vocabulary import Priority
from tests.support.records import by

PLAIN = Conversation("c", ("support",))


@pytest.mark.parametrize(
    ("raw", "name"), [(" #Rechnung ", "rechnung"), ("neuer\nKunde", "neuer kunde"), ("Ä", "ä")]
)
def test_a_tag_has_one_way_to_be_written(raw: str, name: str) -> None:
    assert tag_name(raw) == name


@settings(deadline=None)
@given(st.text())
def test_a_tag_is_short_and_printable_or_refused(raw: str) -> None:
    try:
        name = tag_name(raw)
    except Invalid:
        return
    assert 0 < len(name) <= TAG_LENGTH
    assert name.isprintable()
    assert tag_name(name) == name


def test_tags_are_put_once_and_taken_off_once() -> None:
    one = add_tag(PLAIN, tag="Eins", actor=by("anna"), at=1).after
    assert add_tag(one, tag="eins", actor=by("ben"), at=2).events == ()
    none = remove_tag(one, tag="eins", actor=by("ben"), at=3).after
    assert none.tags == ()
    assert remove_tag(none, tag="eins", actor=by("ben"), at=4).events == ()


def test_a_conversation_carries_so_many_tags() -> None:
    record = PLAIN
    for number in range(TAGS):
        record = add_tag(record, tag=f"t{number}", actor=by("anna"), at=1).after
    with pytest.raises(Invalid):
        add_tag(record, tag="more", actor=by("anna"), at=1)


def test_priority_is_guarded_by_what_was_seen() -> None:
    high = set_priority(PLAIN, to=Priority.HIGH, seen=Priority.NORMAL, actor=by("anna"), at=1).after
    with pytest.raises(Conflict):
        set_priority(high, to=Priority.LOW, seen=Priority.NORMAL, actor=by("ben"), at=2)
    assert set_priority(high, to=Priority.HIGH, seen=Priority.LOW, actor=by("ben"), at=2).events == ()
