"""Is somebody about to answer twice: what a sender should know before a reply goes out (PRODUCT O4, DECISIONS F1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.comments import Comment
from server.domain.conversation import Conversation
from server.domain.drafts import ReviewState
from server.domain.events import Event
from server.domain.presenting import Here
from server.domain.views import Sentence
from server.domain.vocabulary import Mode

QUOTED = 120
"""Characters of a comment that a warning quotes."""


class Reason(StrEnum):
    """Why a sender is warned."""

    REPLIED = "replied"
    SENDING = "sending"
    CLAIMED = "claimed"
    COMPOSING = "composing"
    COMMENTED = "commented"
    REVIEWING = "reviewing"


@dataclass(frozen=True, slots=True)
class Warned:
    """One reason with the sentence that says it."""

    reason: Reason
    said: Sentence


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known at the moment of sending; `unseen` are events, `comments` those, since the sender last looked.

    `named` says whether the workspace lets presence name people (D6); without a name `who` is empty.
    """

    at: int
    sender: str
    conversation: Conversation
    unseen: Sequence[Event]
    comments: Sequence[Comment]
    presence: Sequence[Here]
    named: bool = True


def warnings(now: Situation, *, name: Callable[[str], str]) -> tuple[Warned, ...]:
    """Everything the sender should know, the most serious first; nothing means send."""
    found = [
        *(_replied(now, name) or _reported(now, name)),
        *_present(now, name, Mode.SENDING),
        *_claimed(now, name),
    ]
    if not any(one.reason is Reason.CLAIMED for one in found):
        found += _present(now, name, Mode.COMPOSING)
    return (*found, *_reviewing(now, name), *_commented(now, name))


def _replied(now: Situation, name: Callable[[str], str]) -> list[Warned]:
    answers = [e for e in now.unseen if e.type == "message_out" and not e.data.get("aside")]
    sent = [e for e in answers if e.data.get("agent") != f"agent:{now.sender}"]
    if not sent:
        return []
    last = sent[-1]
    who = name(str(last.data.get("agent") or "")) or str(last.data.get("sender") or "")
    said = Sentence(
        "%(who)s already replied to this mail at %(sent_at)s. Please check before you send.",
        {"who": who, "sent_at": last.at},
    )
    return [Warned(Reason.REPLIED, said)]


def _reported(now: Situation, name: Callable[[str], str]) -> list[Warned]:
    """A reply known only from somebody's own client is said to be so (DECISIONS A6)."""
    answers = [e for e in now.unseen if e.type == "message_reported" and e.data.get("reply")]
    sent = [e for e in answers if e.data.get("said_by") != now.sender]
    if not sent:
        return []
    last = sent[-1]
    facts = {"who": str(last.data.get("sender") or ""), "sent_at": last.at, "witness": name(last.by) or "?"}
    said = Sentence(
        "%(who)s replied at %(sent_at)s, according to %(witness)s’s Outlook. Please check before you send.",  # noqa: RUF001  # an apostrophe
        facts,
    )
    return [Warned(Reason.REPLIED, said)]


def _claimed(now: Situation, name: Callable[[str], str]) -> list[Warned]:
    holder = now.conversation.claimant(now.at)
    if holder is None or holder == now.sender:
        return []
    facts = {"who": name(f"agent:{holder}"), "claimed_at": now.conversation.claimed_at or now.at}
    return [Warned(Reason.CLAIMED, Sentence("%(who)s announced a reply at %(claimed_at)s.", facts))]


_DOING = {
    Mode.SENDING: (Reason.SENDING, Sentence("%(who)s is sending a reply right now.")),
    Mode.COMPOSING: (Reason.COMPOSING, Sentence("%(who)s is writing a reply right now.")),
}


def _present(now: Situation, name: Callable[[str], str], mode: Mode) -> list[Warned]:
    reason, said = _DOING[mode]
    who = [here.agent for here in now.presence if here.mode is mode and here.agent != now.sender]
    return [
        Warned(reason, Sentence(said.message, {"who": name(f"agent:{agent}") if now.named else ""}))
        for agent in who[:1]
    ]


_REVIEWS = {
    ReviewState.ASKED: Sentence("%(who)s is still reviewing a draft of this reply."),
    ReviewState.RETURNED: Sentence("%(who)s returned the draft of this reply."),
    ReviewState.EDITED: Sentence("%(who)s changed the draft of this reply."),
}


def _reviewing(now: Situation, name: Callable[[str], str]) -> list[Warned]:
    """A draft that was not approved: what goes out now goes out without its reviewer's word."""
    review = now.conversation.review
    if review is None or review.state not in _REVIEWS or review.reviewer == f"agent:{now.sender}":
        return []
    said = _REVIEWS[review.state]
    return [Warned(Reason.REVIEWING, Sentence(said.message, {"who": name(review.reviewer)}))]


def _commented(now: Situation, name: Callable[[str], str]) -> list[Warned]:
    added = {e.data.get("comment") for e in now.unseen if e.type == "comment_added"}
    new = [
        c for c in now.comments if c.id in added and c.author != f"agent:{now.sender}" and not c.deleted_at
    ]
    if not new:
        return []
    last = new[-1]
    text = " ".join(last.text.split())
    quoted = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    facts = {"who": name(last.author), "written_at": last.at, "text": quoted}
    return [
        Warned(
            Reason.COMMENTED, Sentence("New internal comment by %(who)s (%(written_at)s): “%(text)s”.", facts)
        )
    ]
