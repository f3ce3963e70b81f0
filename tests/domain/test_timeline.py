"""Times and figures follow from all messages anew, in whatever order they became known (C2, R8)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.conversation import Conversation
from server.domain.timeline import Mark, Moment, summed
from server.domain.vocabulary import Status

FRESH = Conversation("c", ("support",))
moments = st.lists(
    st.builds(Moment, st.integers(1, 100), st.uuids().map(str), st.sampled_from(Mark)), max_size=12
)


@settings(deadline=None)
@given(moments, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(line: list[Moment], random: object) -> None:
    shuffled = list(line)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    in_steps = FRESH
    for end in range(1, len(shuffled) + 1):
        in_steps = summed(in_steps, shuffled[:end])
    at_once = summed(FRESH, line)
    assert in_steps.waiting_since == at_once.waiting_since
    assert in_steps.first_inbound_at == at_once.first_inbound_at
    assert in_steps.message_count == len(line)


@settings(deadline=None)
@given(moments)
def test_waiting_counts_from_the_oldest_unanswered(line: list[Moment]) -> None:
    last_answer = max((m.at for m in line if m.mark is Mark.TEAM), default=0)
    unanswered = [m.at for m in line if m.mark is Mark.CUSTOMER and m.at > last_answer]
    assert summed(FRESH, line).waiting_since == min(unanswered, default=None)


def test_the_first_response_is_the_sender_of_the_first_answer() -> None:
    line = [
        Moment(10, "q", Mark.CUSTOMER),
        Moment(20, "robot", Mark.OTHER),
        Moment(30, "a", Mark.TEAM, "anna"),
        Moment(40, "b", Mark.TEAM, "ben"),
    ]
    done = summed(FRESH, line)
    assert (done.first_response_at, done.first_response_by) == (30, "anna")


def test_what_the_team_began_has_no_first_response() -> None:
    began = [Moment(10, "q", Mark.CUSTOMER), Moment(30, "a", Mark.TEAM, "anna")]
    assert summed(FRESH, began).first_response_at == 30
    late = [Moment(5, "offer", Mark.TEAM, "ben"), *began]
    assert summed(summed(FRESH, began), late).first_response_at is None


def test_what_closed_keeps_its_first_response() -> None:
    closed = replace(
        FRESH, status=Status.CLOSED, resolved_at=50, first_response_at=30, first_response_by="anna"
    )
    late = [Moment(10, "q", Mark.CUSTOMER), Moment(20, "late", Mark.TEAM, "ben")]
    assert summed(closed, late).first_response_by == "anna"


def test_what_is_settled_waits_for_nobody() -> None:
    for status in (Status.CLOSED, Status.SPAM):
        assert summed(replace(FRESH, status=status), [Moment(1, "q", Mark.CUSTOMER)]).waiting_since is None
