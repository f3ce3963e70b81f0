"""What happened, as sentences: every type of event, for the reader, for colleagues and for the service."""

from __future__ import annotations

import pytest

from server.domain import events
from server.domain.activity import describe
from server.domain.events import HIDDEN, Event
from server.domain.views import Sentence
from server.domain.vocabulary import Via

NAMES = {"agent:mia": "Mia", "agent:jonas": "Jonas", "team:b": "Buchhaltung"}
ME = "agent:jonas"
MIA = "agent:mia"
SYSTEM = "system"

EVENTS: dict[str, dict[str, object]] = {
    "conversation_created": {"mailboxes": ["m"]},
    "message_in": {"sender": "Petra"},
    "message_out": {"sender": "Mia B.", "agent": "mia", "proof": "dmarc"},
    "message_reported": {"sender": "Petra", "reply": True},
    "auto_reply_received": {"sender": "Petra"},
    "bounce": {"sender": "Mailer"},
    "message_copy_seen": {},
    "assigned": {"to": MIA, "before": None},
    "unassigned": {"before": MIA},
    "status_changed": {"to": "closed", "before": "open"},
    "snoozed": {"until": 5, "before": "open", "wake_on_reply": True},
    "woke": {"reason": "due"},
    "reopened": {"by": "message", "cycle": 2},
    "reopen_delayed": {"until": 5},
    "priority_changed": {"to": "high", "before": "normal"},
    "tag_added": {"tag": "neu"},
    "tag_removed": {"tag": "neu"},
    "field_changed": {"field": "f", "name": "Kundennummer", "kind": "text", "to": "4711", "before": ""},
    "visibility_changed": {"to": [ME]},
    "comment_added": {"comment": "k"},
    "comment_edited": {"comment": "k"},
    "comment_deleted": {"comment": "k"},
    "mentioned": {"comment": "k", "who": [ME]},
    "claimed": {"until": 5},
    "claim_released": {"by": "send", "who": MIA},
    "after_send": {"to": "closed"},
    "guard_shown": {"reasons": ["claimed"]},
    "guard_overridden": {"agent": MIA, "shown_at": 5},
    "mailbox_added": {"mailbox": "m"},
    "thread_conflict": {"other": "c2"},
    "id_conflict": {"message": "m"},
    "linked": {"kind": "continues", "other": "c2"},
    "unlinked": {"kind": "related", "other": "c2"},
    "merged": {"source": "c2", "automatic": True},
    "merged_into": {"target": "c2"},
    "unmerged": {"other": "c2"},
    "split": {"other": "c2", "messages": 1, "comments": 0},
    "moved": {"to": "m", "before": "n"},
    "sender_blocked": {"mailbox": "m"},
    "sender_unblocked": {"mailbox": "m"},
    "review_asked": {"reviewer": ME},
    "review_approved": {"author": ME},
    "review_returned": {"author": ME},
    "review_edited": {"author": ME},
    "review_used": {"author": ME},
    "review_withdrawn": {"author": ME},
    "retention_purged": {},
    "retention_reduced": {},
    "erased": {},
    "hold_changed": {"held": True},
    "handover": {"to": "team:b", "day": "2026-05-12", "due": 9},
    "macro_applied": {"macro": "m", "name": "Rechnung"},
    "undone": {"what": ["status"]},
    "followed": {"who": "mia"},
    "unfollowed": {"who": "mia"},
    "conversation_deleted": {},
    "facts_corrected": {"message": "m", "proof": "gmail"},
}


def say(kind: str, actor: str = MIA, /, **changes: object) -> Sentence | None:
    event = Event(kind, 1, actor, Via.GMAIL, {**EVENTS[kind], **changes})
    return describe(event, name=lambda party: NAMES.get(party, ""), you=ME)


def text(kind: str, actor: str = MIA, /, **changes: object) -> str:
    said = say(kind, actor, **changes)
    assert said is not None
    return said.message % said.facts


def test_every_type_of_the_table_is_known_here() -> None:
    column = (line[4:26] for line in (events.__doc__ or "").splitlines() if line.startswith("    "))
    assert {name for names in column for name in names.split()} == set(EVENTS)


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("by", [ME, MIA, SYSTEM, "import", "rule:r"])
def test_every_event_is_a_whole_sentence_or_hidden(kind: str, by: str) -> None:
    if kind in HIDDEN:
        assert say(kind, by) is None
    else:
        assert "%(" not in text(kind, by)


def test_the_reader_is_spoken_to() -> None:
    assert text("assigned", MIA) == "Mia took over"
    assert text("assigned", ME, to=ME) == "You took over"
    assert text("assigned", MIA, to=ME) == "Mia assigned this to you"
    assert text("assigned", ME) == "You assigned this to Mia"
    assert text("assigned", SYSTEM, to="team:b") == "Assigned to Buchhaltung automatically"
    assert text("message_out", SYSTEM, agent="jonas") == "You replied"


def test_words_and_times_are_left_to_the_renderer() -> None:
    closed = say("status_changed")
    assert closed is not None
    assert closed.facts == {"who": "Mia", "standing_word": "Done"}
    asleep = say("snoozed")
    assert asleep is not None
    assert asleep.facts["until_at"] == 5


def test_reasons_are_told() -> None:
    assert text("status_changed", SYSTEM, to="pending", reason="reply") == "Set to “Waiting” after the reply"
    assert text("unassigned", SYSTEM, reason="left") == "Mia can no longer be assignee here"
    assert text("woke", SYSTEM, reason="reply") == "Open again: a reply came"
    assert text("reopened", SYSTEM, by="bounce") == "Reopened because a mail could not be delivered"
    assert text("message_in", SYSTEM, confirmed=False) == "Petra wrote (sender not confirmed)"
    assert text("message_in", SYSTEM, participant_new=True) == "Petra wrote, new in this conversation"


def test_a_claim_names_whose_place_it_takes() -> None:
    assert text("claimed") == "Mia announced a reply"
    assert text("claimed", over="jonas") == "Mia is replying in your place"
    assert text("claimed", ME, over="mia") == "You are replying in place of Mia"


def test_somebody_who_is_gone_still_has_done_it() -> None:
    assert text("assigned", "agent:gone", to="agent:gone") == "? took over"


def test_a_type_of_a_newer_version_is_passed_over() -> None:
    assert describe(Event("not_known_yet", 1, MIA, Via.GMAIL), name=str, you=ME) is None
