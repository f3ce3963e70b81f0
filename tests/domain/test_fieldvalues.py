"""The fields of a conversation, and giving one a value."""

from __future__ import annotations

import pytest

from server.domain.catalogue import Field, FieldKind
from server.domain.conversation import Conversation
from server.domain.errors import Conflict
from server.domain.fieldvalues import fields_in, set_field
from server.domain.workspace import Directory, Workspace
from tests.support.records import by

NUMBER = Field("n", "Nummer", position=2)
TICK = Field("t", "Haken", FieldKind.CHECKBOX, mailboxes=("hr",), position=1)
RECORD = Conversation("c", ("support",))


def test_a_field_without_mailboxes_is_everywhere() -> None:
    directory = Directory(Workspace("w", "W"), fields={"n": NUMBER, "t": TICK})
    assert fields_in(directory, ["support"]) == (NUMBER,)
    assert fields_in(directory, ["support", "hr"]) == (TICK, NUMBER)


def test_a_value_is_set_with_what_it_was_before_and_taken_away() -> None:
    made = set_field(RECORD, field=NUMBER, value=" 4711 ", seen="", actor=by("anna"), at=5)
    assert (made.after.fields, made.after.touched) == ({"n": "4711"}, True)
    assert made.events[0].data == {"field": "n", "name": "Nummer", "kind": "text", "to": "4711", "before": ""}
    gone = set_field(made.after, field=NUMBER, value="", seen="4711", actor=by("anna"), at=6)
    assert gone.after.fields == {}


def test_the_same_value_is_no_change_whatever_was_seen() -> None:
    made = set_field(RECORD, field=TICK, value="ja", seen="", actor=by("anna"), at=5)
    again = set_field(made.after, field=TICK, value="true", seen="", actor=by("ben"), at=6)
    assert again.events == ()


def test_who_saw_something_else_is_refused() -> None:
    made = set_field(RECORD, field=NUMBER, value="1", seen="", actor=by("anna"), at=5)
    with pytest.raises(Conflict) as refused:
        set_field(made.after, field=NUMBER, value="2", seen="", actor=by("ben"), at=6)
    assert refused.value.facts["field"] == "field:n"
