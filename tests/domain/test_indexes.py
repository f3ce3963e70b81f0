"""The lists a conversation stands in (C3, A4)."""

from __future__ import annotations

from hypothesis import given, settings

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.indexes import Place, places, score, timers
from server.domain.vocabulary import Standing, Status
from server.domain.workspace import Directory
from server.usecases.inspection import listed
from tests.support.records import AGENTS, directories, records


@settings(deadline=None)
@given(records())
def test_it_stands_in_one_list_of_its_standing_in_each_mailbox(record: Conversation) -> None:
    found = places(record, sender="s")
    for box in ("support", "hr"):
        lists = [p.name for p in found if p[:2] == ("mailbox", box) and p.name in set(Standing)]
        shown = box in record.mailboxes and record.restricted_to is None
        assert lists == ([record.standing.value] if shown else [])


@settings(deadline=None)
@given(records())
def test_a_restricted_one_stands_in_no_mailbox(record: Conversation) -> None:
    if record.restricted_to is not None:
        found = places(record, sender="s")
        assert not [p for p in found if p.kind == "mailbox"]
        assert {p.key for p in found if p.name == "restricted"} == set(record.restricted_to)


@settings(deadline=None)
@given(records())
def test_only_open_ones_without_assignee_are_unassigned(record: Conversation) -> None:
    unassigned = [p for p in places(record, sender="s") if p.name == "unassigned"]
    free = record.standing is Standing.OPEN and record.assignee is None and record.restricted_to is None
    assert bool(unassigned) == free


@settings(deadline=None)
@given(directories(), records())
def test_whoever_sees_it_finds_it_in_a_list(directory: Directory, record: Conversation) -> None:
    found = places(record, sender="s")
    for agent in AGENTS:
        if policy.sees(directory, agent, record):
            assert listed(directory, agent, record)
            assert _places_of(directory, agent, record) & set(found)


def test_the_order_of_lists() -> None:
    waiting = Conversation("c", ("support",), waiting_since=5, last_message_at=9)
    assert score(waiting) == 5
    assert score(Conversation("c", ("support",), last_message_at=9)) == 9
    assert score(Conversation("c", ("support",), snoozed_until=7)) == 7
    assert score(Conversation("c", ("support",), status=Status.CLOSED, closed_at=3)) == 3


def test_a_merged_one_stands_nowhere() -> None:
    merged = Conversation("c", ("support",), merged_into="d", snoozed_until=4, claimed_until=5)
    assert places(merged, sender="s") == {}
    assert timers(merged) == {}


def _places_of(directory: Directory, agent: str, record: Conversation) -> set[Place]:
    """Every list that an agent may be shown."""
    if record.restricted_to is not None:
        return {Place("agent", agent, "restricted")}
    boxes = [b.id for b, m in directory.memberships(agent) if not policy.limited(m)]
    mine = {Place("agent", agent, "granted")}
    mine |= {Place("team", team, "granted") for team in directory.teams_of(agent)}
    return mine | {Place("mailbox", box, record.standing.value) for box in boxes}
