"""Custom fields: only those of its mailboxes, only values that fit, and never over somebody's head."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.catalogue import Field, FieldKind
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.usecases import conversations
from server.usecases.showing import look
from tests.support.office import Office, mail

FIELDS = (
    Field("due", "Frist", FieldKind.DATE, position=2),
    Field("number", "Kundennummer", FieldKind.TEXT, position=1),
    Field("kind", "Art", FieldKind.CHOICE, ("Rechnung", "none"), ("support",), 3),
    Field("pay", "Gehalt", FieldKind.NUMBER, (), ("hr",), 4),
)


@pytest.fixture
def name(office: Office) -> str:
    for field in FIELDS:
        office.workspaces.directories.put(office.id, field, before=None)
    return office.deliver(mail("a@wald.example")).conversation or ""


def fill(office: Office, name: str, /, who: str = "anna", **values: tuple[str, str]) -> Any:
    return conversations.set_fields(office.inbox, office.asked(who), conversation=name, values=values)


def shown(office: Office, name: str, who: str = "ben") -> dict[str, str]:
    found = look(office.inbox, office.inbox.directory.agents[who], conversation=name)
    return {one.name: one.value for one in found.fields}


def test_the_fields_of_its_mailboxes_stand_in_the_teams_order(office: Office, name: str) -> None:
    assert list(shown(office, name).items()) == [("Kundennummer", ""), ("Frist", ""), ("Art", "")]


def test_several_are_set_at_once_or_none(office: Office, name: str) -> None:
    fill(office, name, number=("4711", ""), due=("30.11.2026", ""))
    assert shown(office, name) == {"Kundennummer": "4711", "Frist": "2026-11-30", "Art": ""}
    assert office.events(name)[-2:] == ["field_changed", "field_changed"]
    with pytest.raises(Invalid, match="Frist"):
        fill(office, name, number=("4712", "4711"), due=("bald", "2026-11-30"))
    assert shown(office, name)["Kundennummer"] == "4711"
    fill(office, name, number=("", "4711"))
    assert "number" not in office.conversation(name).fields


@pytest.mark.parametrize("field", ["pay", "nothing", ""])
def test_a_field_of_another_mailbox_does_not_exist(office: Office, name: str, field: str) -> None:
    with pytest.raises(NotFound):
        conversations.set_fields(
            office.inbox, office.asked("anna"), conversation=name, values={field: ("1", "")}
        )


@pytest.mark.parametrize(("who", "error"), [("vera", Forbidden), ("lio", NotFound), ("hanna", NotFound)])
def test_only_who_works_there_fills_them(office: Office, name: str, who: str, error: Any) -> None:
    with pytest.raises(error):
        fill(office, name, who, number=("1", ""))


def test_of_two_who_write_the_slower_one_is_told_who_was_faster(office: Office, name: str) -> None:
    fill(office, name, number=("4711", ""))
    with pytest.raises(Conflict) as told:
        fill(office, name, "ben", number=("4712", ""))
    facts = told.value.facts
    assert (facts["field"], facts["who"], facts["field_name"]) == ("field:number", "Anna", "Kundennummer")
    assert shown(office, name)["Kundennummer"] == "4711"
    fill(office, name, "ben", number=("4711", ""))  # the same is no conflict
    fill(office, name, "ben", number=("4712", "4711"))
    assert shown(office, name)["Kundennummer"] == "4712"


def test_who_touches_nothing_changes_nothing(office: Office, name: str) -> None:
    before = office.conversation(name).version
    fill(office, name)
    assert office.conversation(name).version == before
