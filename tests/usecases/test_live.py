"""Changes as they happen: who hears of what, with which cursor, and who never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import Unavailable
from server.domain.vocabulary import Mode, Role, Standing
from server.domain.workspace import Member
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from server.usecases.hearing import Heard
from server.usecases.live import POLL_S, WAITING, Listener, Live, changes
from server.usecases.presence import beat, leave
from tests.support.office import Office, mail


def heard(listener: Listener, *, wait: float = 5.0) -> list[Heard]:
    """Everything that comes until it is quiet for a moment; the first thing may take a while."""
    found: list[Heard] = []
    while more := listener.take(0.5 if found else wait):
        found += more
    return found


def nothing(listener: Listener) -> bool:
    """Whether nothing comes in several readings of the streams."""
    return heard(listener, wait=4 * POLL_S) == []


def kinds(found: list[Heard]) -> list[str]:
    return [one.kind for one in found]


@pytest.fixture
def live(office: Office) -> Live:
    return Live(office.workspaces)


def conversation(office: Office) -> str:
    done = office.deliver(mail("q@wald.example"))
    assert done.conversation is not None
    return done.conversation


def test_a_colleague_hears_who_did_what(office: Office, live: Live) -> None:
    name = conversation(office)
    listener = live.listen(office.inbox, "ben", after=None)
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    [one] = heard(listener)
    assert (one.kind, one.conversation, one.types, one.by_name) == ("change", name, ("assigned",), "Anna")


def test_who_does_not_see_it_hears_nothing(office: Office, live: Live) -> None:
    name = conversation(office)
    others = [live.listen(office.inbox, who, after=None) for who in ("hanna", "otto", "lio")]
    ben = live.listen(office.inbox, "ben", after=None)
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft("geheim"))
    anna = office.inbox.directory.agents["anna"]
    beat(office.inbox, anna, conversation=name, mode=Mode.COMPOSING)
    assert {"change", "presence"} == set(kinds(heard(ben)))
    assert all(nothing(listener) for listener in others)


def test_who_loses_access_hears_only_that_it_is_gone(office: Office, live: Live) -> None:
    name = conversation(office)
    conversations.assign(office.inbox, office.asked("anna"), conversation=name, to="agent:otto", seen=None)
    listener = live.listen(office.inbox, "otto", after=None)
    conversations.assign(
        office.inbox, office.asked("anna"), conversation=name, to="agent:ben", seen="agent:otto"
    )
    [one] = heard(listener)
    assert (one.kind, one.conversation, one.types, one.by_name) == ("gone", name, (), "")


def test_a_removed_member_is_told_to_look_anew_and_hears_nothing_more(office: Office, live: Live) -> None:
    name = conversation(office)
    listener, other = (live.listen(office.inbox, who, after=None) for who in ("ben", "anna"))
    members = dict(office.inbox.directory.mailboxes["support"].members)
    del members["ben"]
    office.set("support", members=members)
    assert kinds(heard(listener)) == ["reset"]
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    assert kinds(heard(other)) == ["change"]
    assert nothing(listener)
    assert not listener.over


def test_who_is_no_agent_any_more_has_nothing_to_listen_to(office: Office, live: Live) -> None:
    listener, other = (live.listen(office.inbox, who, after=None) for who in ("ben", "anna"))
    ben = office.inbox.directory.agents["ben"]
    office.workspaces.directories.put(office.id, replace(ben, deactivated_at=1), before=ben)
    assert kinds(heard(listener)) == ["reset"]
    assert listener.over
    assert nothing(other)


def test_nobody_listens_to_a_workspace_that_was_deleted(
    office: Office, live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    listener = live.listen(office.inbox, "ben", after=None)
    office.workspaces.directories.forget(office.id)
    assert kinds(heard(listener)) == ["reset"]
    assert listener.over
    assert live.count == 0
    live.leave(listener)
    assert not caplog.records


def test_a_cursor_brings_what_was_missed_and_nothing_older(office: Office, live: Live) -> None:
    name = conversation(office)
    first = live.listen(office.inbox, "ben", after=None)
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    [taken] = heard(first)
    live.leave(first)
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft("eins"))
    again = live.listen(office.inbox, "ben", after=taken.cursor)
    # What comes on the seam between catching up and reading on may come twice.
    assert {one.types for one in heard(again)} == {("comment_added",)}


def test_a_cursor_from_before_the_stream_begins_means_start_afresh(office: Office, live: Live) -> None:
    name = conversation(office)
    _, cursor, _ = changes(office.workspaces, office.inbox, "ben", after=None)
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    office.workspaces.store.client.execute_command(
        "XTRIM", office.inbox.conversations.keys.events, "MAXLEN", 0
    )
    conversations.set_status(
        office.inbox,
        office.asked("anna"),
        conversation=name,
        to=Standing.PENDING,
        seen=Standing.OPEN,
    )
    found, onward, afresh = changes(office.workspaces, office.inbox, "ben", after=cursor)
    assert (found, afresh) == ([], True)
    assert changes(office.workspaces, office.inbox, "ben", after=onward) == ([], onward, False)
    assert kinds(heard(live.listen(office.inbox, "ben", after=cursor)))[:1] == ["reset"]


def test_polling_hears_the_same(office: Office) -> None:
    name = conversation(office)
    _, cursor, afresh = changes(office.workspaces, office.inbox, "ben", after=None)
    assert not afresh
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    found, onward, _ = changes(office.workspaces, office.inbox, "ben", after=cursor)
    assert [one.types for one in found] == [("assigned",)]
    assert changes(office.workspaces, office.inbox, "ben", after=onward)[0] == []


def test_comings_and_goings_are_told_but_not_ones_own(office: Office, live: Live) -> None:
    name = conversation(office)
    anna = office.inbox.directory.agents["anna"]
    mine, other = (live.listen(office.inbox, who, after=None) for who in ("anna", "ben"))
    beat(office.inbox, anna, conversation=name, mode=Mode.VIEWING)
    assert kinds(heard(other)) == ["presence"]
    leave(office.inbox, anna, conversation=name, mode=Mode.VIEWING)
    assert kinds(heard(other)) == ["presence"]
    assert nothing(mine)


def test_a_slow_listener_is_told_to_start_afresh() -> None:
    listener = Listener("w", "anna")
    for number in range(WAITING + 1):
        listener.tell(Heard("change", f"{number}-0_0-0"))
    assert kinds(heard(listener)) == ["reset"]


def test_listeners_are_capped(office: Office) -> None:
    live = Live(office.workspaces, cap=1)
    first = live.listen(office.inbox, "anna", after=None)
    with pytest.raises(Unavailable):
        live.listen(office.inbox, "ben", after=None)
    live.leave(first)
    assert live.count == 0
    live.listen(office.inbox, "ben", after=None)


def test_nobody_takes_the_places_of_all(office: Office) -> None:
    live = Live(office.workspaces, cap=4)
    for _ in range(2):
        live.listen(office.inbox, "anna", after=None)
    with pytest.raises(Unavailable):
        live.listen(office.inbox, "anna", after=None)
    assert live.listen(office.inbox, "ben", after=None).agent == "ben"


def test_a_light_member_hears_once_they_are_mentioned(office: Office, live: Live) -> None:
    name = conversation(office)
    office.set(
        "support", members={**office.inbox.directory.mailboxes["support"].members, "lio": Member(Role.LIGHT)}
    )
    listener = live.listen(office.inbox, "lio", after=None)
    comments.add_comment(
        office.inbox, office.asked("anna"), conversation=name, draft=Draft("@Lio schau bitte")
    )
    assert kinds(heard(listener)) == ["change"]
