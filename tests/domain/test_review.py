"""The life of a draft as a table: every step from every state, by everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import review
from server.domain.conversation import Conversation
from server.domain.drafts import LIMIT, Draft, Review, ReviewState, Step
from server.domain.errors import Conflict, Forbidden, Invalid
from server.domain.events import Actor
from server.domain.presenting import review_view
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team, Workspace

AT = 1_000
STATES = (None, *ReviewState)
NEXT: dict[ReviewState | None, dict[Step, ReviewState | None]] = {
    None: {Step.ASK: ReviewState.ASKED},
    ReviewState.ASKED: {
        Step.ASK: ReviewState.ASKED,
        Step.APPROVE: ReviewState.APPROVED,
        Step.RETURN: ReviewState.RETURNED,
        Step.EDIT: ReviewState.EDITED,
        Step.WITHDRAW: None,
    },
    ReviewState.RETURNED: {Step.ASK: ReviewState.ASKED, Step.WITHDRAW: None},
    ReviewState.EDITED: {
        Step.ASK: ReviewState.ASKED,
        Step.APPROVE: ReviewState.APPROVED,
        Step.EDIT: ReviewState.EDITED,
        Step.USE: None,
        Step.WITHDRAW: None,
    },
    ReviewState.APPROVED: {Step.ASK: ReviewState.ASKED, Step.USE: None, Step.WITHDRAW: None},
}
REVIEWERS_STEPS = {Step.APPROVE, Step.RETURN, Step.EDIT}


def directory() -> Directory:
    people = {name: Agent(name, name.title(), (f"{name}@firma.example",)) for name in ("a", "r", "t", "v")}
    roles = {"a": Role.AGENT, "r": Role.MANAGER, "t": Role.AGENT, "v": Role.VIEWER}
    box = Mailbox("m", "M", ("m@firma.example",), {name: Member(role) for name, role in roles.items()})
    teams = {"desk": Team("desk", "Desk", ("a", "t", "v")), "readers": Team("readers", "Readers", ("v",))}
    return Directory(Workspace("w", "W"), 1, people, teams, {"m": box})


def conversation(state: ReviewState | None, reviewer: str = "agent:r") -> Conversation:
    found = Review("a", reviewer, state, 3, 1) if state else None
    return Conversation(id="c", mailboxes=("m",), version=7, review=found)


def actor(agent: str) -> Actor:
    return Actor("agent", Via.GMAIL, agent)


def taken(record: Conversation, step: Step, who: str, seen: int | None) -> Conversation:
    everybody, by = directory(), actor(who)
    if step is Step.ASK:
        made = review.ask(record, everybody, text="Hallo", reviewer="agent:r", seen=seen, actor=by, at=AT)
    elif step is Step.EDIT:
        made = review.edit(
            record, everybody, text="Besser", before=Draft("Hallo"), seen=seen, actor=by, at=AT
        )
    else:
        made = review.step(record, everybody, step, seen=seen, actor=by, at=AT)
    return made.after


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", Step)
def test_the_life_of_a_draft(state: ReviewState | None, step: Step) -> None:
    record = conversation(state)
    seen = record.review.version if record.review else None
    who = "r" if step in REVIEWERS_STEPS else "a"
    if step not in NEXT[state]:
        with pytest.raises(Invalid):
            taken(record, step, who, seen)
        return
    after = taken(record, step, who, seen).review
    assert (after.state if after else None) is NEXT[state][step]
    assert after is None or after.version == 8, "another than before, and than that of any other draft"


@pytest.mark.parametrize("state", ReviewState)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("who", ["a", "r", "t", "v"])
def test_who_may_take_a_step(state: ReviewState, step: Step, who: str) -> None:
    record = conversation(state)
    right = who == ("r" if step in REVIEWERS_STEPS else "a")
    free = step in NEXT[state] and right
    assert (step in review.steps(directory(), who, record)) == free
    if step in NEXT[state] and not right:
        with pytest.raises(Forbidden):
            taken(record, step, who, 3)


@pytest.mark.parametrize("state", STATES)
def test_a_step_needs_to_have_seen_the_draft_as_it_is(state: ReviewState | None) -> None:
    with pytest.raises(Conflict):
        taken(conversation(state), Step.ASK, "a", 2)


def test_nobody_approves_their_own_even_in_a_team() -> None:
    record = conversation(ReviewState.ASKED, "team:desk")
    assert Step.APPROVE not in review.steps(directory(), "a", record)
    assert Step.APPROVE in review.steps(directory(), "t", record)
    assert Step.APPROVE not in review.steps(directory(), "v", record), "a viewer answers nobody"


@pytest.mark.parametrize(
    ("reviewer", "can"),
    [
        ("agent:r", True),
        ("agent:a", False),
        ("agent:v", False),
        ("team:desk", True),
        ("team:readers", False),
        ("agent:nobody", False),
        ("team:nobody", False),
        ("", False),
    ],
)
def test_whom_one_can_ask(reviewer: str, can: bool) -> None:
    assert review.may_review(directory(), reviewer, conversation(None), author="a") == can


def test_who_is_not_on_the_list_cannot_be_asked() -> None:
    record = replace(conversation(None), restricted_to=("a", "t"))
    assert not review.may_review(directory(), "agent:r", record, author="a")
    assert review.may_review(directory(), "agent:t", record, author="a")


def test_a_draft_whose_author_left_can_be_used_by_colleagues() -> None:
    everybody = directory()
    box = everybody.mailboxes["m"]
    members = {name: member for name, member in box.members.items() if name != "a"}
    left = replace(everybody, mailboxes={"m": replace(box, members=members)})
    assert review.steps(left, "t", conversation(ReviewState.APPROVED)) == {Step.ASK, Step.USE, Step.WITHDRAW}


def test_the_authors_text_stays_beside_the_reviewers() -> None:
    record = conversation(ReviewState.ASKED)
    made = review.edit(
        record, directory(), text="Besser", before=Draft("Hallo"), seen=3, actor=actor("r"), at=AT
    )
    assert made.draft == Draft("Hallo", "Besser")
    with pytest.raises(Invalid):
        review.edit(
            record, directory(), text=" Hallo ", before=Draft("Hallo"), seen=3, actor=actor("r"), at=AT
        )


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "x" * (LIMIT + 1)])
def test_a_draft_says_something_within_its_limit(text: str) -> None:
    with pytest.raises(Invalid):
        review.ask(
            conversation(None), directory(), text=text, reviewer="agent:r", seen=None, actor=actor("a"), at=AT
        )


def test_a_review_that_nobody_can_do_is_said_to_be_so() -> None:
    waiting = conversation(ReviewState.ASKED)
    assert not review_view(directory(), "a", waiting).blocked
    assert review_view(directory(), "a", replace(waiting, restricted_to=("a", "t"))).blocked
