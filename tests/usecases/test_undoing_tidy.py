"""A merge, a split and a move of just now are taken back like any other act, and only by who did it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.drafts import Review
from server.domain.errors import Conflict, Invalid
from server.domain.vocabulary import Role, Standing
from server.domain.workspace import Member
from server.store.commit import Write
from server.usecases import comments, composing, conversations, handing, review, tidying
from server.usecases.comments import Draft
from server.usecases.handing import Handing
from server.usecases.inspection import inspect
from server.usecases.tidying import Tidied
from server.usecases.undoing import undo
from tests.support.office import HOUR, NOW, Office, mail


def begun(office: Office, name: str, **more: object) -> str:
    return office.deliver(mail(name, **more)).conversation or ""  # type: ignore[arg-type]


def say(office: Office, conversation: str, text: str) -> None:
    comments.add_comment(office.inbox, office.asked("ben"), conversation=conversation, draft=Draft(text))


def mails(office: Office, conversation: str) -> int:
    return len(office.inbox.messages.timelines([conversation])[0])


def act_of(done: Tidied) -> int:
    view = tidying.shown(done, done.inbox.directory.agents["anna"], comments=10)
    assert view.undo is not None
    assert view.undo.until == view.undo.act + 30_000
    return view.undo.act


def merged(office: Office) -> tuple[str, str, int]:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    done = tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    return one, other, act_of(done)


def parted(office: Office, who: str = "anna") -> tuple[str, str, int]:
    whole = begun(office, "a@x", at=NOW - HOUR)
    office.deliver(mail("b@x", refers=("a@x",)))
    say(office, whole, "dazu")
    seen, to = Standing.OPEN, Standing.CLOSED
    conversations.set_status(office.inbox, office.asked("ben"), conversation=whole, to=to, seen=seen)
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked(who), conversation=whole, message=key, later=True)
    return whole, done.other or "", act_of(done)


def moved(office: Office) -> tuple[str, int]:
    members = office.inbox.directory.mailboxes["hr"].members
    office.set("hr", members={**members, "anna": Member(Role.AGENT)})
    name = begun(office, "a@x")
    conversations.take(office.inbox, office.asked("ben"), conversation=name, seen=None)
    done = tidying.move(office.inbox, office.asked("anna"), conversation=name, to="hr", seen="support")
    return name, act_of(done)


def sound(office: Office) -> bool:
    return not list(inspect(office.inbox, repair=False, progress=lambda _: None))


def test_a_merge_of_just_now_goes_back(office: Office) -> None:
    one, other, act = merged(office)
    say(office, other, "seither")
    for _ in range(2):
        assert undo(office.inbox, office.asked("anna"), conversation=other, act=act).id == other
    assert (mails(office, one), mails(office, other)) == (1, 1)
    assert office.events(other).count("unmerged") == 1
    assert sound(office)


def test_a_split_of_just_now_goes_back_as_if_it_had_never_left(office: Office) -> None:
    whole, part, act = parted(office)
    before = office.conversation(whole)
    assert office.conversation(part).standing is Standing.OPEN
    for _ in range(2):
        undo(office.inbox, office.asked("anna"), conversation=whole, act=act)
    after = office.conversation(whole)
    assert office.conversation(part).id == whole
    assert (mails(office, whole), mails(office, part)) == (2, 0)
    assert (after.standing, after.links, after.cut_from) == (Standing.CLOSED, (), ())
    assert after.closed_at == before.closed_at
    assert office.events(whole).count("undone") == 1
    assert sound(office)
    later = office.deliver(mail("c@x", refers=("b@x",), at=NOW + 2 * HOUR))
    assert office.conversation(later).id == whole


def test_a_split_where_somebody_has_worked_since_stays(office: Office) -> None:
    whole, part, act = parted(office)
    say(office, part, "ich kümmere mich")
    with pytest.raises(Invalid, match="split off"):
        undo(office.inbox, office.asked("anna"), conversation=whole, act=act)
    assert (mails(office, whole), mails(office, part)) == (1, 1)
    assert sound(office)


def test_a_move_of_just_now_goes_back_with_its_assignee(office: Office) -> None:
    name, act = moved(office)
    assert office.conversation(name).assignee is None
    undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    after = office.conversation(name)
    assert (after.mailboxes, after.moved_from, after.assignee) == (("support",), (), "agent:ben")
    assert sound(office)


def test_a_move_that_was_moved_on_stays(office: Office) -> None:
    name, act = moved(office)
    tidying.move(office.inbox, office.asked("mona"), conversation=name, to="support", seen="hr")
    with pytest.raises(Conflict):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    assert office.conversation(name).mailboxes == ("support",)


def test_a_move_back_needs_the_right_in_the_old_mailbox_too(office: Office) -> None:
    name, act = moved(office)
    office.set("support", managers_tidy=True)
    with pytest.raises(Exception, match=r"manager|role|does not exist|need"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    assert office.conversation(name).mailboxes == ("hr",)


@pytest.mark.parametrize("what", ["merge", "split"])
def test_only_who_did_it_and_only_for_half_a_minute(office: Office, what: str) -> None:
    name, act = merged(office)[1:] if what == "merge" else parted(office)[::2]
    with pytest.raises(Invalid):
        undo(office.inbox, office.asked("mona"), conversation=name, act=act)
    store, keys = office.inbox.conversations.store, office.inbox.conversations.keys
    assert 0 < store.read([("PTTL", keys.undo("anna", name))])[0] <= 30_000
    store.commit(writes=[Write("DEL", keys.undo("anna", name))])
    with pytest.raises(Invalid, match="30 seconds"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)


def test_a_merge_carries_what_is_planned_and_its_undoing_takes_it_back(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    for name in (one, other):
        conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:ben", seen=None)
    day = datetime.now(UTC).date() + timedelta(days=3)
    given = Handing("agent:ben", day, "bitte", "agent:ben")
    handing.hand_over(office.inbox, office.asked("mona"), conversation=one, handing_over=given)
    due = office.conversation(one).due_at
    assert due is not None
    composing.choose_after_send(office.inbox, office.asked("ben"), conversation=one, to=Standing.CLOSED)
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    joint = office.conversation(other)
    assert (joint.due_at, joint.handed_by) == (due, "mona")
    assert joint.intended["ben"].to is Standing.CLOSED
    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    assert (office.conversation(other).due_at, office.conversation(other).intended) == (None, {})
    assert office.conversation(one).due_at == due
    assert office.conversation(one).intended["ben"].to is Standing.CLOSED
    assert sound(office)


def test_a_due_day_of_somebody_else_is_not_carried(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    day = datetime.now(UTC).date() + timedelta(days=3)
    handing.hand_over(
        office.inbox,
        office.asked("mona"),
        conversation=one,
        handing_over=Handing("agent:ben", day, "bitte", None),
    )
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    assert office.conversation(other).due_at is None


def test_a_draft_of_the_one_that_goes_is_in_the_way_and_one_of_the_other_stays(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    review.ask_review(
        office.inbox, office.asked("anna"), conversation=one, text="Hallo", reviewer="agent:ben", seen=None
    )
    with pytest.raises(Invalid, match="draft"):
        tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    tidying.merge(office.inbox, office.asked("anna"), source=other, into=one)
    assert isinstance(office.conversation(one).review, Review)
