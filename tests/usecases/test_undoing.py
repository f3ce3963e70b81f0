"""One's own last act can be taken back for half a minute, and never what somebody else changed since."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Invalid
from server.domain.vocabulary import Priority, Standing
from server.store.commit import Write
from server.usecases import comments, conversations, handing
from server.usecases.comments import Draft
from server.usecases.handing import Handing
from server.usecases.undoing import undo
from tests.support.office import Office, mail

DAY = 86_400_000
Act = Callable[[Office, str], int]


def _act(result: object) -> int:
    made = result.undo  # type: ignore[attr-defined]
    assert made is not None
    return int(made.act)


def assign(office: Office, name: str) -> int:
    seen = office.conversation(name).assignee
    return _act(
        conversations.assign(office.inbox, office.asked("anna"), conversation=name, to="agent:ben", seen=seen)
    )


def close(office: Office, name: str) -> int:
    seen = office.conversation(name).standing
    asked = office.asked("anna")
    return _act(
        conversations.set_status(office.inbox, asked, conversation=name, to=Standing.CLOSED, seen=seen)
    )


def spam(office: Office, name: str) -> int:
    seen = office.conversation(name).standing
    asked = office.asked("anna")
    return _act(conversations.set_status(office.inbox, asked, conversation=name, to=Standing.SPAM, seen=seen))


def snooze(office: Office, name: str) -> int:
    seen, until = office.conversation(name).standing, 9_000_000_000_000
    asked = office.asked("anna")
    return _act(
        conversations.snooze(
            office.inbox, asked, conversation=name, until=until, wake_on_reply=False, seen=seen
        )
    )


def urgent(office: Office, name: str) -> int:
    seen = office.conversation(name).priority
    asked = office.asked("anna")
    return _act(
        conversations.set_priority(office.inbox, asked, conversation=name, to=Priority.URGENT, seen=seen)
    )


def tag(office: Office, name: str) -> int:
    return _act(conversations.add_tag(office.inbox, office.asked("anna"), conversation=name, tag="vip"))


def untag(office: Office, name: str) -> int:
    return _act(conversations.remove_tag(office.inbox, office.asked("anna"), conversation=name, tag="alt"))


def hand(office: Office, name: str) -> int:
    wanted = Handing("agent:ben", None, "bitte", office.conversation(name).assignee)
    return _act(handing.hand_over(office.inbox, office.asked("anna"), conversation=name, handing_over=wanted))


ACTS: dict[str, Act] = {one.__name__: one for one in (assign, close, spam, snooze, urgent, tag, untag, hand)}


def nothing(office: Office, name: str) -> None:
    """Nobody does anything."""


def said(office: Office, name: str) -> None:
    comments.add_comment(office.inbox, office.asked("ben"), conversation=name, draft=Draft("ich schaue"))


def taken(office: Office, name: str) -> None:
    seen = office.conversation(name).assignee
    conversations.take(office.inbox, office.asked("mona"), conversation=name, seen=seen)


def waits(office: Office, name: str) -> None:
    seen = office.conversation(name).standing
    to = Standing.OPEN if seen in (Standing.SPAM, Standing.CLOSED) else Standing.PENDING
    conversations.set_status(office.inbox, office.asked("mona"), conversation=name, to=to, seen=seen)


def lowered(office: Office, name: str) -> None:
    seen = office.conversation(name).priority
    conversations.set_priority(
        office.inbox, office.asked("mona"), conversation=name, to=Priority.LOW, seen=seen
    )


def retagged(office: Office, name: str) -> None:
    asked, inbox = office.asked("mona"), office.inbox
    if "alt" in office.conversation(name).tags:
        conversations.remove_tag(inbox, asked, conversation=name, tag="vip")
    else:
        conversations.add_tag(inbox, asked, conversation=name, tag="alt")


BETWEEN: dict[str, tuple[Callable[[Office, str], None], frozenset[str]]] = {
    "nothing": (nothing, frozenset()),
    "said": (said, frozenset()),
    "taken": (taken, frozenset({"assign", "hand"})),
    "waits": (waits, frozenset({"close", "spam", "snooze"})),
    "lowered": (lowered, frozenset({"urgent"})),
    "retagged": (retagged, frozenset({"tag", "untag"})),
}


def state(record: Conversation) -> dict[str, object]:
    """What an act may change, and undoing must bring back."""
    names = (
        "assignee",
        "standing",
        "snoozed_until",
        "wake_on_reply",
        "priority",
        "closed_at",
        "waiting_since",
    )
    more = ("due_at", "handed_by", "handed_at", "settled_at", "cycle", "resolved_at")
    found = {name: getattr(record, name) for name in (*names, *more)}
    return found | {"tags": set(record.tags)}


def begun(office: Office) -> str:
    name = office.deliver(mail("one@x")).conversation
    assert name is not None
    conversations.add_tag(office.inbox, office.asked("ben"), conversation=name, tag="alt")
    return name


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("act", ACTS)
def test_what_nobody_changed_since_goes_back_and_nothing_else(office: Office, act: str, between: str) -> None:
    name = begun(office)
    before = state(office.conversation(name))
    moment = ACTS[act](office, name)
    left = state(office.conversation(name))
    happened, in_the_way = BETWEEN[between]
    happened(office, name)
    since = state(office.conversation(name))
    asked = office.asked("anna")
    if act in in_the_way:
        with pytest.raises((Conflict, Invalid)):
            undo(office.inbox, asked, conversation=name, act=moment)
        assert state(office.conversation(name)) == since
        return
    undo(office.inbox, asked, conversation=name, act=moment)
    now = state(office.conversation(name))
    for field, value in now.items():
        expected = before[field] if left[field] == since[field] else since[field]
        assert value == expected, field
    assert office.events(name)[-1] == "undone"


def test_undoing_twice_is_undoing_once(office: Office) -> None:
    name = begun(office)
    moment = close(office, name)
    for _ in range(2):
        shown = undo(office.inbox, office.asked("anna"), conversation=name, act=moment)
        assert shown.standing is Standing.OPEN
    assert office.events(name).count("undone") == 1


def test_only_ones_own_act_and_only_the_last(office: Office) -> None:
    name = begun(office)
    moment = close(office, name)
    with pytest.raises(Invalid):
        undo(office.inbox, office.asked("ben"), conversation=name, act=moment)
    urgent(office, name)
    with pytest.raises(Invalid):
        undo(office.inbox, office.asked("anna"), conversation=name, act=moment)
    assert office.conversation(name).standing is Standing.CLOSED


def test_after_its_time_nothing_is_undone(office: Office) -> None:
    name = begun(office)
    moment = close(office, name)
    store, keys = office.inbox.conversations.store, office.inbox.conversations.keys
    assert 0 < store.read([("PTTL", keys.undo("anna", name))])[0] <= 30_000
    store.commit(request=None, checks=[], writes=[Write("DEL", keys.undo("anna", name))])
    with pytest.raises(Invalid, match="30 seconds"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=moment)


def test_an_assignee_who_lost_the_right_does_not_come_back(office: Office) -> None:
    name = begun(office)
    conversations.assign(office.inbox, office.asked("mona"), conversation=name, to="agent:ben", seen=None)
    conversations.assign(
        office.inbox, office.asked("anna"), conversation=name, to="agent:mona", seen="agent:ben"
    )
    moment = office.conversation(name).human_act_at
    members = office.inbox.directory.mailboxes["support"].members
    office.set("support", members={who: m for who, m in members.items() if who != "ben"})
    with pytest.raises(Invalid, match="Ben"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=moment)
