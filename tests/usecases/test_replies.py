"""Before a reply goes out: who is warned of what, and what an allowed send does."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from server.domain.errors import NotFound
from server.domain.guard import Reason
from server.domain.vocabulary import Mode, Standing
from server.store.commit import Store
from server.store.conversations import Conversations
from server.store.keys import Keys
from server.store.messages import Messages
from server.usecases import comments, conversations
from server.usecases.comments import Draft as Comment
from server.usecases.composing import choose_after_send
from server.usecases.presence import beat
from server.usecases.replies import AFTER_SEND, By, Draft, SendCheck, announce, answering, check, composing
from server.usecases.showing import look
from tests.store.counting import CountingClient
from tests.support.office import HOUR, MINUTE, Office, mail

QUESTION = "q-1@wald.example"
DRAFT = Draft(f"<{QUESTION}>", "exchange-1")


@pytest.fixture
def now(office: Office) -> Office:
    """An office whose mail comes in at the store's own time."""
    office.time[0] = time.time_ns() // 1_000_000
    return office


def question(office: Office) -> str:
    done = office.deliver(mail(QUESTION, at=office.time[0]))
    assert done.conversation is not None
    return done.conversation


def looked(office: Office, agent: str, conversation: str) -> None:
    beat(office.inbox, office.inbox.directory.agents[agent], conversation=conversation, mode=Mode.VIEWING)


def checked(office: Office, agent: str, draft: Draft = DRAFT) -> SendCheck:
    return check(office.inbox, office.asked(agent), draft)


def reasons(done: SendCheck) -> list[Reason]:
    return [one.reason for one in done.warned]


def test_nothing_new_means_send(now: Office) -> None:
    conversation = question(now)
    looked(now, "anna", conversation)
    assert checked(now, "anna") == SendCheck(conversation)


def test_a_colleagues_reply_since_the_last_look_warns_with_name_and_time(now: Office) -> None:
    conversation = question(now)
    looked(now, "anna", conversation)
    answer = mail("a-1@firma.example", sender="ben@firma.example", to="ada@wald.example", refers=(QUESTION,))
    now.deliver(answer, sent_by="ben", at=now.time[0])
    done = checked(now, "anna")
    assert reasons(done) == [Reason.REPLIED]
    assert done.sentences[0].facts == {"who": "Ben", "sent_at": now.time[0]}
    assert "guard_shown" in now.events(conversation)
    looked(now, "anna", conversation)
    assert checked(now, "anna").warned == ()


def test_ones_own_reply_does_not_warn(now: Office) -> None:
    conversation = question(now)
    answer = mail("a-2@firma.example", sender="anna@firma.example", to="ada@wald.example", refers=(QUESTION,))
    now.deliver(answer, sent_by="anna", at=now.time[0])
    assert checked(now, "anna") == SendCheck(conversation)


def test_a_colleagues_claim_warns_whatever_was_seen(now: Office) -> None:
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    looked(now, "anna", conversation)
    assert reasons(checked(now, "anna")) == [Reason.CLAIMED]


def test_an_unseen_comment_of_a_colleague_warns_and_is_quoted(now: Office) -> None:
    conversation = question(now)
    looked(now, "anna", conversation)
    comments.add_comment(
        now.inbox, now.asked("ben"), conversation=conversation, draft=Comment("bitte Variante B")
    )
    done = checked(now, "anna")
    assert reasons(done) == [Reason.COMMENTED]
    assert done.sentences[0].facts["text"] == "bitte Variante B"


def test_two_sends_within_seconds_meet(now: Office) -> None:
    conversation = question(now)
    for agent in ("anna", "ben"):
        looked(now, agent, conversation)
    assert checked(now, "anna").warned == ()
    assert reasons(checked(now, "ben")) == [Reason.SENDING]
    assert reasons(checked(now, "anna")) == [Reason.SENDING], "who was warned may be sending too"


def test_somebody_who_writes_a_reply_warns(now: Office) -> None:
    conversation = question(now)
    ben = now.inbox.directory.agents["ben"]
    beat(now.inbox, ben, conversation=conversation, mode=Mode.COMPOSING)
    assert reasons(checked(now, "anna")) == [Reason.COMPOSING]


@pytest.mark.parametrize(("after", "standing"), list(AFTER_SEND.items()))
def test_an_allowed_send_ends_the_claim_and_does_what_was_chosen(
    now: Office, after: str, standing: Standing | None
) -> None:
    conversation = question(now)
    anna = now.inbox.directory.agents["anna"]
    conversations.claim(now.inbox, now.asked("anna"), conversation=conversation, seen=None)
    announce(now.inbox, anna, draft=DRAFT, after_send=after)
    assert checked(now, "anna").warned == ()
    stored = now.conversation(conversation)
    assert stored.claimed_by is None
    assert stored.standing is (standing or Standing.OPEN)


def test_a_draft_without_reply_id_is_found_by_the_intent_then_by_exchange(now: Office) -> None:
    conversation = question(now)
    anna, ben = (now.inbox.directory.agents[name] for name in ("anna", "ben"))
    announce(now.inbox, anna, draft=DRAFT)
    blind = Draft("", "exchange-1")
    assert answering(now.inbox, anna, DRAFT).by is By.IN_REPLY_TO
    assert answering(now.inbox, anna, blind).by is By.INTENT
    assert answering(now.inbox, ben, blind).by is By.EXCHANGE
    assert answering(now.inbox, ben, blind).conversation.id == conversation


def test_who_does_not_see_the_conversation_learns_nothing(now: Office) -> None:
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    assert checked(now, "hanna") == SendCheck(None)
    with pytest.raises(NotFound):
        answering(now.inbox, now.inbox.directory.agents["hanna"], DRAFT)
    with pytest.raises(NotFound):
        announce(now.inbox, now.inbox.directory.agents["hanna"], draft=DRAFT)


def test_the_guard_can_be_switched_off(now: Office) -> None:
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    now.set("support", duplicate_guard=False)
    assert checked(now, "anna") == SendCheck(conversation)


def test_a_check_costs_two_round_trips(now: Office, store: Store, workspace: str) -> None:
    conversation = question(now)
    looked(now, "anna", conversation)
    asked, client = now.asked("anna"), CountingClient(store.client)
    counted = Store(client)
    keys, digests = Keys(workspace), now.inbox.conversations.digests
    records = Conversations(counted, keys, digests)
    inbox = replace(now.inbox, conversations=records, messages=Messages(counted, keys, records))
    assert check(inbox, asked, DRAFT) == SendCheck(conversation)
    assert client.trips == 2


def answered_by_ben(now: Office) -> None:
    reply = mail(
        "b-1@firma.example",
        sender="ben@firma.example",
        to="ada@wald.example",
        refers=(QUESTION,),
        at=now.time[0],
    )
    now.deliver(reply, sent_by="ben")


def test_beginning_a_draft_is_not_looking_at_what_came_meanwhile(now: Office) -> None:
    conversation = question(now)
    looked(now, "anna", conversation)
    answered_by_ben(now)
    composing(now.inbox, now.inbox.directory.agents["anna"], DRAFT)
    assert Reason.REPLIED in reasons(checked(now, "anna"))


def test_who_does_not_see_it_is_not_there_and_warns_nobody(now: Office) -> None:
    conversation = question(now)
    hanna = now.inbox.directory.agents["hanna"]
    composing(now.inbox, hanna, DRAFT)
    assert checked(now, "hanna") == SendCheck(None)
    looked(now, "anna", conversation)
    assert checked(now, "anna") == SendCheck(conversation)
    [here] = now.workspaces.store.read([("HKEYS", now.inbox.conversations.keys.presence(conversation))])
    assert here == ["anna"]


def test_a_workspace_without_presence_still_warns_of_a_reply_that_is_on_its_way(now: Office) -> None:
    conversation = question(now)
    before = now.inbox.directory.workspace
    now.workspaces.directories.change_workspace(before, replace(before, presence="off"))
    looked(now, "ben", conversation)
    checked(now, "anna")
    assert reasons(checked(now, "ben")) == [Reason.SENDING]
    assert look(now.inbox, now.inbox.directory.agents["ben"], conversation=conversation).presence == ()


def sent(now: Office, who: str, *, at: int, name: str = "r-1@firma.example") -> None:
    """A reply of a colleague is seen."""
    reply = mail(name, sender=f"{who}@firma.example", to="ada@wald.example", refers=(QUESTION,))
    now.deliver(reply, sent_by=who, at=at)


def warned(now: Office) -> str:
    """Ben claims, so Anna is warned as she sends."""
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    assert reasons(checked(now, "anna")) == [Reason.CLAIMED]
    return conversation


def test_answering_anyway_is_told_once_the_mail_is_seen(now: Office) -> None:
    conversation = warned(now)
    assert "guard_overridden" not in now.events(conversation)
    now.time[0] += 5_000
    sent(now, "anna", at=now.time[0])
    assert now.events(conversation).count("guard_overridden") == 1
    sent(now, "anna", at=now.time[0], name="r-2@firma.example")
    assert now.events(conversation).count("guard_overridden") == 1
    assert now.conversation(conversation).claimed_by == "ben"


@pytest.mark.parametrize(("who", "after"), [("ben", 5_000), ("anna", -HOUR), ("anna", HOUR)])
def test_what_was_not_sent_in_spite_of_it_is_not_told(now: Office, who: str, after: int) -> None:
    conversation = warned(now)
    now.time[0] += max(after, 0)
    sent(now, who, at=now.time[0] + min(after, 0))
    assert "guard_overridden" not in now.events(conversation)


def test_who_waited_and_was_let_send_did_not_override(now: Office) -> None:
    conversation = warned(now)
    conversations.release_claim(now.inbox, now.asked("ben"), conversation=conversation)
    assert checked(now, "anna").warned == ()
    now.time[0] += 5_000
    sent(now, "anna", at=now.time[0])
    assert "guard_overridden" not in now.events(conversation)


def test_what_was_chosen_for_after_sending_waits_for_a_mail_that_goes_out_in_spite_of_a_warning(
    now: Office,
) -> None:
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    announce(now.inbox, now.inbox.directory.agents["anna"], draft=DRAFT, after_send="closed")
    assert reasons(checked(now, "anna")) == [Reason.CLAIMED]
    assert now.conversation(conversation).standing is Standing.OPEN
    now.time[0] += 5_000
    sent(now, "anna", at=now.time[0])
    assert now.conversation(conversation).standing is Standing.CLOSED


def test_a_colleagues_reply_that_is_noticed_late_is_theirs_and_settles_their_claim(now: Office) -> None:
    conversation = question(now)
    conversations.claim(now.inbox, now.asked("ben"), conversation=conversation, seen=None)
    choose_after_send(now.inbox, now.asked("ben"), conversation=conversation, to=Standing.CLOSED)
    now.time[0] += MINUTE
    sent(now, "ben", at=now.time[0])
    record = now.conversation(conversation)
    assert (record.claimed_by, record.standing, record.intended) == (None, Standing.CLOSED, {})
    assert (record.first_response_by, record.closed_by) == ("ben", "ben")
