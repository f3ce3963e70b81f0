"""Whoever asks what is stored about them is told everything, and nothing about others' conversations."""

from __future__ import annotations

import orjson
import pytest

from server.domain.auditlog import Audited
from server.domain.errors import Forbidden
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store import auditlog
from server.usecases.privacy.finding import about, exported
from tests.usecases.privacy.conftest import ADDRESS, ENCODED, Traced
from tests.usecases.privacy.test_erasing import BOSS, erased


def test_everything_is_found(traced: Traced) -> None:
    found = {str(one.facts["id"]): one.facts for one in about(traced.office.inbox, ADDRESS, actor=BOSS)}
    roles = {name: facts["role"] for name, facts in found.items()}
    assert roles == {traced.own: "customer", traced.other: "named", traced.copied: "participant"}
    assert len(found[traced.own]["messages"]) == 2  # type: ignore[arg-type]
    assert found[traced.own]["fields"] == {"kunde": "Kundin-4711"}
    assert len(found[traced.other]["comments"]) == 1  # type: ignore[arg-type]
    assert "Baum" not in str(found)


def test_it_is_one_document(traced: Traced) -> None:
    document = orjson.loads(b"".join(exported(traced.office.inbox, ENCODED, actor=BOSS)))
    assert document["address"] == ENCODED
    assert [one["kind"] for one in document["found"]] == ["conversation"] * 3


def test_that_somebody_asked_is_known_but_not_about_whom(traced: Traced) -> None:
    office = traced.office
    about(office.inbox, ADDRESS, actor=BOSS)
    ((_, line),) = auditlog.page(office.workspaces.store, office.inbox.conversations.keys, count=1)
    assert (line.kind, line.by.party) == (Audited.EXPORTED, "agent:mona")
    assert "quittenbaum" not in str(line)
    with pytest.raises(Forbidden):
        about(office.inbox, ADDRESS, actor=Actor("agent", Via.WEB, "anna"))


def test_after_an_erasure_there_is_nothing(traced: Traced) -> None:
    erased(traced.office)
    assert list(about(traced.office.inbox, ADDRESS, actor=BOSS)) == []


def test_somebody_who_works_here_finds_their_record(traced: Traced) -> None:
    first = next(about(traced.office.inbox, "anna@firma.example", actor=BOSS))
    assert (first.kind, first.facts["name"]) == ("agent", "Anna")
