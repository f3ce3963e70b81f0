"""“I'm replying”: a lease, not a lock (R11)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.claims import claim, expire, release, renew
from server.domain.conversation import CLAIM_LEASE, CLAIM_LIMIT, Conversation
from server.domain.errors import Conflict, Invalid
from server.domain.vocabulary import Status
from tests.support.records import AGENTS, by

FREE = Conversation("c", ("support",))


def held(agent: str = "anna", at: int = 0) -> Conversation:
    return claim(FREE, seen=None, actor=by(agent), at=at).after


def test_a_claim_holds_for_its_lease_and_no_longer() -> None:
    record = held(at=100)
    assert record.claimant(100 + CLAIM_LEASE - 1) == "anna"
    assert record.claimant(100 + CLAIM_LEASE) is None


def test_who_did_not_see_the_claim_is_told_who_replies() -> None:
    with pytest.raises(Conflict) as conflict:
        claim(held(), seen=None, actor=by("ben"), at=1)
    assert conflict.value.facts == {"field": "claim", "current": "anna"}


def test_who_saw_it_may_take_it_over_and_that_is_told() -> None:
    change = claim(held(), seen="anna", actor=by("ben"), at=1)
    assert change.after.claimant(1) == "ben"
    assert change.after.claim_fence == 2
    assert [e.type for e in change.events] == ["claim_released", "claimed"]
    assert change.events[0].data == {"by": "override", "who": "agent:anna"}
    assert change.events[1].data["over"] == "anna"


def test_activity_renews_up_to_an_hour() -> None:
    record, at = held(), 0
    for _ in range(100):
        at += CLAIM_LEASE // 2
        record = renew(record, actor=by("anna"), at=at).after
    assert record.claimed_until == CLAIM_LIMIT


def test_a_renewal_that_gains_little_writes_nothing() -> None:
    assert renew(held(), actor=by("anna"), at=1_000).events == ()


def test_only_the_holder_gives_it_back() -> None:
    assert release(held(), actor=by("ben"), at=1).events == ()
    assert release(held(), actor=by("anna"), at=1).after.claimed_by is None


def test_expiry_is_told_once_and_only_when_due() -> None:
    record = held()
    assert expire(record, actor=by("anna"), at=CLAIM_LEASE - 1).events == ()
    change = expire(record, actor=by("anna"), at=CLAIM_LEASE)
    assert change.events[0].data["by"] == "expiry"
    assert expire(change.after, actor=by("anna"), at=CLAIM_LEASE + 1).events == ()


@pytest.mark.parametrize("status", [Status.CLOSED, Status.SPAM])
def test_what_is_settled_cannot_be_claimed(status: Status) -> None:
    with pytest.raises(Invalid):
        claim(replace(FREE, status=status), seen=None, actor=by("anna"), at=1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(AGENTS), st.integers(0, CLAIM_LEASE * 2)), max_size=20))
def test_there_is_never_more_than_one_holder_and_the_fence_only_grows(steps: list[tuple[str, int]]) -> None:
    record, at, fences = FREE, 0, [0]
    for agent, wait in steps:
        at += wait
        holder = record.claimant(at)
        try:
            record = claim(record, seen=None, actor=by(agent), at=at).after
        except Conflict:
            assert holder not in (None, agent)
        else:
            assert record.claimant(at) == agent or at >= (record.claimed_at or 0) + CLAIM_LIMIT
        fences.append(record.claim_fence)
    assert fences == sorted(fences)
