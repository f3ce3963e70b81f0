"""Who is warned of what before a reply goes out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.claims import claim
from server.domain.comments import Comment
from server.domain.conversation import CLAIM_LEASE, Conversation
from server.domain.drafts import Review, ReviewState
from server.domain.events import Event
from server.domain.guard import QUOTED, Reason, Situation, Warned, warnings
from server.domain.presenting import Here
from server.domain.vocabulary import Mode, Via
from tests.support.records import by

NAMES = {"agent:anna": "Anna", "agent:ben": "Ben", "agent:mona": "Mona"}
QUIET = Situation(1_000, "anna", Conversation("c", ("support",)), (), (), ())


def warned(now: Situation) -> list[tuple[Reason, object]]:
    """Each reason with whom it names."""
    return [(one.reason, one.said.facts["who"]) for one in found(now)]


def found(now: Situation) -> tuple[Warned, ...]:
    return warnings(now, name=lambda party: NAMES.get(party, ""))


def sent(agent: str | None, *, at: int = 900, **data: object) -> Event:
    facts = {"message": "m", "sender": "Büro", **data} | ({"agent": agent} if agent else {})
    return Event("message_out", at, agent or "import", Via.JOB, facts)


def commented(author: str, text: str = "bitte Variante B", *, name: str = "k1") -> tuple[Event, Comment]:
    event = Event("comment_added", 950, author, Via.OUTLOOK, {"comment": name})
    return event, Comment(name, author, 950, text)


def held(agent: str, at: int) -> Conversation:
    return claim(QUIET.conversation, seen=None, actor=by(agent), at=at).after


def test_nothing_new_means_send() -> None:
    assert found(QUIET) == ()


def test_only_the_newest_reply_of_others_counts() -> None:
    now = replace(QUIET, unseen=(sent("agent:ben"), sent("agent:mona", at=910), sent("agent:anna", at=920)))
    assert warned(now) == [(Reason.REPLIED, "Mona")]
    assert found(now)[0].said.facts["sent_at"] == 910


def test_a_reply_known_by_its_sender_alone_names_the_sender() -> None:
    assert warned(replace(QUIET, unseen=(sent(None),))) == [(Reason.REPLIED, "Büro")]


def hearsay(said_by: str | None, *, reply: bool = True) -> Event:
    facts = {"message": "m", "sender": "Ben Kurz", "reply": reply or None, "said_by": said_by}
    return Event("message_reported", 905, "agent:mona", Via.OUTLOOK, facts)


def test_a_reply_known_only_from_a_colleagues_outlook_is_said_to_be_so() -> None:
    [one] = found(replace(QUIET, unseen=(hearsay("ben"),)))
    assert one.reason is Reason.REPLIED
    assert one.said.facts == {"who": "Ben Kurz", "sent_at": 905, "witness": "Mona"}
    assert "Outlook" in one.said.message


def test_a_reply_that_is_proved_leaves_no_room_for_hearsay() -> None:
    now = replace(QUIET, unseen=(hearsay(None), sent("agent:ben"), hearsay("mona")))
    assert warned(now) == [(Reason.REPLIED, "Ben")]


@pytest.mark.parametrize("event", [hearsay("anna"), hearsay(None, reply=False)])
def test_ones_own_reply_and_a_customers_mail_are_no_hearsay(event: Event) -> None:
    assert found(replace(QUIET, unseen=(event,))) == ()


@pytest.mark.parametrize(
    "event",
    [
        sent("agent:anna"),
        sent("agent:ben", aside=True),
        Event("message_in", 900, "import", Via.JOB, {"message": "m"}),
    ],
)
def test_what_is_no_colleagues_answer_does_not_warn(event: Event) -> None:
    assert found(replace(QUIET, unseen=(event,))) == ()


@pytest.mark.parametrize("state", ReviewState)
def test_a_draft_that_waits_for_its_reviewer_warns(state: ReviewState) -> None:
    record = replace(QUIET.conversation, review=Review("anna", "agent:ben", state, 3, 900))
    told = [] if state is ReviewState.APPROVED else [(Reason.REVIEWING, "Ben")]
    assert warned(replace(QUIET, conversation=record)) == told
    assert found(replace(QUIET, sender="ben", conversation=record)) == ()


def test_a_claim_warns_for_as_long_as_it_holds() -> None:
    at = QUIET.at - CLAIM_LEASE
    assert warned(replace(QUIET, conversation=held("ben", at + 1))) == [(Reason.CLAIMED, "Ben")]
    assert found(replace(QUIET, conversation=held("ben", at))) == ()
    assert found(replace(QUIET, conversation=held("anna", QUIET.at))) == ()


@pytest.mark.parametrize(
    ("mode", "reason"), [(Mode.SENDING, Reason.SENDING), (Mode.COMPOSING, Reason.COMPOSING)]
)
def test_who_writes_or_sends_warns_others_once(mode: Mode, reason: Reason) -> None:
    here = tuple(Here(agent, "outlook", mode, 1) for agent in ("anna", "ben", "mona"))
    assert warned(replace(QUIET, presence=here)) == [(reason, "Ben")]
    assert warned(replace(QUIET, presence=here, named=False)) == [(reason, "")]


def test_looking_warns_nobody() -> None:
    assert found(replace(QUIET, presence=(Here("ben", "gmail", Mode.VIEWING, 1),))) == ()


def test_a_claim_speaks_for_the_writing_that_comes_with_it() -> None:
    here = (Here("ben", "gmail", Mode.COMPOSING, 1),)
    now = replace(QUIET, conversation=held("ben", QUIET.at), presence=here)
    assert warned(now) == [(Reason.CLAIMED, "Ben")]


def test_the_newest_unseen_comment_of_others_is_quoted() -> None:
    known = [commented("agent:ben", "alt", name="k0"), commented("agent:mona", "neu\n\nhier", name="k1")]
    own = commented("agent:anna", name="k2")
    events, comments = zip(*known, own, strict=True)
    now = replace(QUIET, unseen=events, comments=comments)
    assert warned(now) == [(Reason.COMMENTED, "Mona")]
    assert found(now)[0].said.facts["text"] == "neu hier"


def test_a_comment_that_was_seen_or_deleted_does_not_warn() -> None:
    event, comment = commented("agent:ben")
    assert found(replace(QUIET, comments=(comment,))) == ()
    assert found(replace(QUIET, unseen=(event,), comments=(replace(comment, deleted_at=960),))) == ()


@pytest.mark.parametrize(("length", "quoted"), [(QUOTED, QUOTED), (QUOTED + 1, QUOTED), (9_000, QUOTED)])
def test_a_long_comment_is_quoted_in_part(length: int, quoted: int) -> None:
    event, comment = commented("agent:ben", "x" * length)
    [one] = found(replace(QUIET, unseen=(event,), comments=(comment,)))
    assert len(str(one.said.facts["text"])) == quoted
    assert str(one.said.facts["text"]).endswith("…") is (length > QUOTED)


def test_the_most_serious_comes_first() -> None:
    event, comment = commented("agent:ben")
    here = tuple(
        Here(agent, "outlook", mode, 1) for agent, mode in (("ben", Mode.SENDING), ("mona", Mode.COMPOSING))
    )
    now = replace(QUIET, unseen=(event, sent("agent:ben")), comments=(comment,), presence=here)
    assert [reason for reason, _ in warned(now)] == [
        Reason.REPLIED,
        Reason.SENDING,
        Reason.COMPOSING,
        Reason.COMMENTED,
    ]
