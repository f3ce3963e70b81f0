"""Merging, parting again, splitting and moving: everything arrives once, and finds its way back."""

from __future__ import annotations

import itertools

import pytest

from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.vocabulary import Standing, Status
from server.usecases import comments, conversations, tidying
from server.usecases.comments import Draft
from server.usecases.showing import look
from tests.support.office import HOUR, NOW, Office, mail


def begun(office: Office, name: str, *, at: int = NOW, **more: str) -> str:
    return office.deliver(mail(name, at=at, **more)).conversation or ""  # type: ignore[arg-type]


def say(office: Office, conversation: str, text: str, who: str = "anna") -> None:
    comments.add_comment(office.inbox, office.asked(who), conversation=conversation, draft=Draft(text))


def said(office: Office, conversation: str) -> list[str]:
    view = look(office.inbox, office.inbox.directory.agents["anna"], conversation=conversation)
    return [one.text for one in view.comments]


def mails(office: Office, conversation: str) -> int:
    return len(office.inbox.messages.timelines([conversation])[0])


def test_a_merge_brings_everything_together_and_is_undone_without_loss(office: Office) -> None:
    one = begun(office, "a@x", at=NOW - HOUR)
    other = begun(office, "b@x", sender="eve@tal.example")
    say(office, one, "first")
    say(office, other, "second")
    conversations.add_tag(office.inbox, office.asked("ben"), conversation=one, tag="rechnung")
    before = office.events(one)
    done = tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    assert done.conversation.id == other
    assert done.conversation.tags == ("rechnung",)
    assert done.conversation.customer == "eve@tal.example"
    assert done.conversation.first_inbound_at == NOW - HOUR
    assert said(office, other) == ["first", "second"] == said(office, one)
    assert mails(office, other) == 2
    assert mails(office, one) == 0
    back = tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    assert back.other == one
    assert said(office, one) == ["first"]
    assert said(office, other) == ["second"]
    assert mails(office, other) == mails(office, one) == 1
    assert office.conversation(other).tags == ()
    assert office.conversation(one).tags == ("rechnung",)
    assert office.events(one) == [*before, "merged_into", "unmerged"]


def test_a_later_answer_goes_back_with_the_mail_it_answers(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    office.deliver(mail("a2@x", refers=("a@x",), at=NOW + HOUR))
    office.deliver(mail("a3@x", refers=("a@x", "a2@x"), at=NOW + 2 * HOUR))
    office.deliver(mail("b2@x", refers=("b@x",), at=NOW + HOUR, sender="eve@tal.example"))
    assert mails(office, other) == 5
    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    assert (mails(office, one), mails(office, other)) == (3, 2)
    late = office.deliver(mail("a4@x", refers=("a@x", "a3@x"), at=NOW + 3 * HOUR))
    assert late.conversation == one


def test_open_if_either_is_open(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x")
    seen, done = Standing.OPEN, Standing.CLOSED
    conversations.set_status(office.inbox, office.asked("anna"), conversation=other, to=done, seen=seen)
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    assert office.conversation(other).status is Status.OPEN
    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    assert office.conversation(other).status is Status.CLOSED


def test_merging_both_ways_and_again_makes_one(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x")
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    again = tidying.merge(office.inbox, office.asked("ben"), source=other, into=one)
    assert again.conversation.id == other
    assert mails(office, other) == 2


def test_an_id_leads_on_through_a_long_chain(office: Office) -> None:
    names = [begun(office, f"m{number}@x") for number in range(30)]
    for source, target in itertools.pairwise(names):
        tidying.merge(office.inbox, office.asked("anna"), source=source, into=target)
    assert office.conversation(names[0]).id == names[-1]
    view = look(office.inbox, office.inbox.directory.agents["anna"], conversation=names[0])
    assert view.id == names[-1]
    assert mails(office, names[-1]) == 30


def test_who_sees_one_of_them_alone_merges_nothing(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", to="hr@firma.example")
    with pytest.raises(NotFound):
        tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    with pytest.raises(Invalid):
        tidying.merge(office.inbox, office.asked("mona"), source=one, into=other)
    with pytest.raises(Forbidden):
        tidying.merge(office.inbox, office.asked("vera"), source=one, into=one)


def test_a_split_begins_anew_with_its_own_times(office: Office) -> None:
    whole = begun(office, "a@x", at=NOW - 2 * HOUR)
    office.deliver(mail("b@x", refers=("a@x",), at=NOW - HOUR, subject="Anderes"))
    office.deliver(mail("c@x", refers=("a@x", "b@x"), at=NOW))
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)
    new = office.conversation(done.other or "")
    assert new.first_inbound_at == NOW - HOUR
    assert new.subject == "Anderes"
    assert mails(office, whole) == 1
    assert mails(office, new.id) == 2
    first = office.deliver(mail("e@x", refers=("a@x",), at=NOW + 2))
    assert first.conversation == whole
    late = office.deliver(mail("d@x", refers=("a@x", "b@x", "c@x"), at=NOW + 1))
    assert late.conversation == new.id
    assert "thread_conflict" not in office.events(new.id)


def test_one_mail_alone_leaves(office: Office) -> None:
    whole = begun(office, "a@x", at=NOW - 2 * HOUR)
    office.deliver(mail("b@x", refers=("a@x",), at=NOW - HOUR))
    office.deliver(mail("c@x", refers=("a@x",), at=NOW))
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=False)
    assert mails(office, whole) == 2
    assert mails(office, done.other or "") == 1
    again = tidying.merge(office.inbox, office.asked("anna"), source=done.other or "", into=whole)
    assert mails(office, whole) == 3
    late = office.deliver(mail("d@x", refers=("b@x",), at=NOW + 1))
    assert late.conversation == again.conversation.id


def test_a_split_leaves_at_least_one_mail(office: Office) -> None:
    whole = begun(office, "a@x")
    key = office.inbox.conversations.digests.message("a@x")
    with pytest.raises(Invalid):
        tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)


def test_it_is_in_one_more_mailbox_by_whoever_works_in_both(office: Office) -> None:
    one = begun(office, "a@x")
    with pytest.raises(NotFound):
        tidying.move(
            office.inbox, office.asked("anna"), conversation=one, to="hr", seen="support", stays=True
        )
    tidying.move(office.inbox, office.asked("mona"), conversation=one, to="hr", seen="support", stays=True)
    assert office.conversation(one).mailboxes == ("support", "hr")
    assert office.events(one)[-1] == "mailbox_added"
    assert look(office.inbox, office.inbox.directory.agents["hanna"], conversation=one).id == one
    with pytest.raises(Invalid):
        tidying.move(
            office.inbox, office.asked("mona"), conversation=one, to="hr", seen="support", stays=True
        )


def test_a_moved_conversation_still_gets_its_answers(office: Office) -> None:
    one = begun(office, "a@x")
    conversations.take(office.inbox, office.asked("anna"), conversation=one, seen=None)
    with pytest.raises(NotFound):
        tidying.move(office.inbox, office.asked("anna"), conversation=one, to="hr", seen="support")
    done = tidying.move(office.inbox, office.asked("mona"), conversation=one, to="hr", seen="support")
    assert done.conversation.mailboxes == ("hr",)
    assert done.conversation.assignee is None
    late = office.deliver(mail("b@x", refers=("a@x",), at=NOW + 1))
    assert late.conversation == one
    with pytest.raises(NotFound):
        look(office.inbox, office.inbox.directory.agents["anna"], conversation=one)
