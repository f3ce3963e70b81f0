"""Reviewing an answer before it is sent: its life as one table, and who may take which step.

The author writes and uses, whom they asked approves, returns or changes. Only one draft lives in a conversation.
Nothing here can send anything: an approved text is put into a reply by a person's own client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain import policy
from server.domain.conversation import Change, Conversation, by_hand, event, expect, unchanged
from server.domain.drafts import Draft, Review, ReviewState, Step, clean
from server.domain.errors import Forbidden, Invalid
from server.domain.events import Actor
from server.domain.vocabulary import Act
from server.domain.workspace import Directory

LIFE: Mapping[tuple[ReviewState | None, Step], ReviewState | None] = {
    (None, Step.ASK): ReviewState.ASKED,
    (ReviewState.ASKED, Step.ASK): ReviewState.ASKED,
    (ReviewState.ASKED, Step.APPROVE): ReviewState.APPROVED,
    (ReviewState.ASKED, Step.RETURN): ReviewState.RETURNED,
    (ReviewState.ASKED, Step.EDIT): ReviewState.EDITED,
    (ReviewState.ASKED, Step.WITHDRAW): None,
    (ReviewState.RETURNED, Step.ASK): ReviewState.ASKED,
    (ReviewState.RETURNED, Step.WITHDRAW): None,
    (ReviewState.EDITED, Step.ASK): ReviewState.ASKED,
    (ReviewState.EDITED, Step.APPROVE): ReviewState.APPROVED,
    (ReviewState.EDITED, Step.EDIT): ReviewState.EDITED,
    (ReviewState.EDITED, Step.USE): None,
    (ReviewState.EDITED, Step.WITHDRAW): None,
    (ReviewState.APPROVED, Step.ASK): ReviewState.ASKED,
    (ReviewState.APPROVED, Step.USE): None,
    (ReviewState.APPROVED, Step.WITHDRAW): None,
}
"""(how it stands, step) -> how it stands then; None: there is no draft. What is not named cannot be done."""

_FOR_REVIEWERS = frozenset({Step.APPROVE, Step.RETURN, Step.EDIT})
_TOLD = {
    Step.APPROVE: "review_approved",
    Step.RETURN: "review_returned",
    Step.EDIT: "review_edited",
    Step.USE: "review_used",
    Step.WITHDRAW: "review_withdrawn",
}
EVENTS = ("review_asked", *_TOLD.values())
"""The types of events that a review leaves."""


def steps(directory: Directory, agent: str, conversation: Conversation) -> frozenset[Step]:
    """Every step that the agent may take now."""
    if not policy.may(directory, agent, Act.REVIEW, conversation):
        return frozenset()
    found = conversation.review
    possible = {step for state, step in LIFE if state == (found.state if found else None)}
    if found is None:
        return frozenset(possible)
    mine = possible - _FOR_REVIEWERS if _owns(directory, agent, conversation, found) else set()
    asked = possible & _FOR_REVIEWERS if _is_asked(directory, agent, found) else set()
    return frozenset(mine | asked)


def may_review(directory: Directory, party: str, conversation: Conversation, *, author: str) -> bool:
    """Whether somebody can be asked: they must see it and be one who answers; a team needs such a member (A4)."""
    kind, _, key = party.partition(":")
    if kind == "agent":
        return key != author and policy.may(directory, key, Act.REVIEW, conversation)
    team = directory.teams.get(key) if kind == "team" else None
    return team is not None and any(
        may_review(directory, f"agent:{one}", conversation, author=author) for one in team.members
    )


def reviewers(directory: Directory, conversation: Conversation, review: Review) -> tuple[str, ...]:
    """The agents who can review it now, by id."""
    kind, _, key = review.reviewer.partition(":")
    team = directory.teams.get(key)
    asked = (key,) if kind == "agent" else team.members if team else ()
    fits = (one for one in asked if may_review(directory, f"agent:{one}", conversation, author=review.author))
    return tuple(fits)


def ask(
    conversation: Conversation,
    directory: Directory,
    *,
    text: str,
    reviewer: str,
    seen: int | None,
    actor: Actor,
    at: int,
) -> Change:
    """Put a draft before somebody, or one's own draft anew, provided it is still the one that was seen (None: none)."""
    _require(conversation, directory, Step.ASK, seen, actor)
    agent = str(actor.id)
    if not may_review(directory, reviewer, conversation, author=agent):
        raise Invalid("%(who)s cannot review this.", who=directory.name_of(reviewer) or "?")
    made = Review(agent, reviewer, ReviewState.ASKED, conversation.version + 1, at)
    after = by_hand(conversation, actor, at, review=made)
    told = event("review_asked", actor, at, reviewer=reviewer)
    return Change(after, (told,), draft=Draft(clean(text)))


def edit(
    conversation: Conversation,
    directory: Directory,
    *,
    text: str,
    before: Draft,
    seen: int | None,
    actor: Actor,
    at: int,
) -> Change:
    """Write as reviewer what should be sent instead; the author's own text stays beside it."""
    made = step(conversation, directory, Step.EDIT, seen=seen, actor=actor, at=at)
    text = clean(text)
    if text == before.final:
        raise Invalid("You have not changed anything. Approve the draft if it is right.")
    return replace(made, draft=Draft(before.text, "" if text == before.text else text))


def step(
    conversation: Conversation,
    directory: Directory,
    what: Step,
    *,
    seen: int | None,
    actor: Actor,
    at: int,
) -> Change:
    """Take a step that needs no text, provided the draft is still the one that was seen."""
    found = _require(conversation, directory, what, seen, actor)
    if found is None:
        raise Invalid("There is no draft here any more.")
    state = LIFE[found.state, what]
    told = event(_TOLD[what], actor, at, author=f"agent:{found.author}")
    left = replace(found, state=state, version=conversation.version + 1) if state else None
    return Change(by_hand(conversation, actor, at, review=left), (told,))


def expire(conversation: Conversation, *, actor: Actor, at: int, due_at: int | None) -> Change:
    """Take away the draft of what was settled long ago (`due_at`), which nobody will send any more."""
    if conversation.review is None or due_at is None or due_at > at:
        return unchanged(conversation)
    told = event("review_withdrawn", actor, at, author=f"agent:{conversation.review.author}")
    return Change(replace(conversation, review=None), (told,))


def _require(
    conversation: Conversation, directory: Directory, what: Step, seen: int | None, actor: Actor
) -> Review | None:
    """The review as it stands; Conflict if another was seen, Forbidden or Invalid if the step is not free."""
    found = conversation.review
    expect("review", seen=seen, current=found.version if found else None)
    if what in steps(directory, str(actor.id), conversation):
        return found
    if (found.state if found else None, what) not in LIFE:
        raise _not_now(what)
    if what in _FOR_REVIEWERS:
        raise Forbidden("Only who was asked to review this draft can do that.")
    raise Forbidden("Only the author of this draft can do that.")


def _not_now(what: Step) -> Invalid:
    if what is Step.USE:
        return Invalid("This draft has not been approved yet.")
    return Invalid("This draft cannot be changed like that any more.")


def _owns(directory: Directory, agent: str, conversation: Conversation, review: Review) -> bool:
    """The author; where they can no longer answer here, everybody who can, so that no draft stays behind."""
    return review.author == agent or not policy.may(directory, review.author, Act.REVIEW, conversation)


def _is_asked(directory: Directory, agent: str, review: Review) -> bool:
    mine = {f"agent:{agent}", *(f"team:{team}" for team in directory.teams_of(agent))}
    return agent != review.author and review.reviewer in mine
