"""A hand-over is one step: assignee, day and word, and it stands first among what the receiver has."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.listviews import Queue
from server.domain.vocabulary import Standing
from server.store.conversations import Reader, Wanted
from server.usecases import comments, conversations, counts, following, queues
from server.usecases.comments import Draft
from server.usecases.handing import Handing, hand_over
from tests.support.office import NOW, Office, mail

SOON = datetime.now(UTC).date() + timedelta(days=3)


def begun(office: Office, message: str = "one@x", at: int = NOW) -> str:
    name = office.deliver(mail(message), at=at).conversation
    assert name is not None
    return name


def give(office: Office, name: str, *, by: str = "anna", **wanted: object) -> None:
    seen = office.conversation(name).assignee
    asked = Handing(**{"to": "agent:ben", "seen": seen, **wanted})  # type: ignore[arg-type]
    hand_over(office.inbox, office.asked(by), conversation=name, handing_over=asked)


def test_everything_comes_in_one_commit(office: Office) -> None:
    name = begun(office)
    version = office.conversation(name).version
    give(office, name, due=SOON, text="Preis prüfen, @Mona weiß mehr")
    record = office.conversation(name)
    assert record.version == version + 1
    assert (record.assignee, record.handed_by) == ("agent:ben", "anna")
    assert record.due_at is not None
    end = datetime.fromtimestamp(record.due_at / 1000, ZoneInfo(office.inbox.directory.workspace.zone))
    assert end.date() == SOON + timedelta(days=1)
    assert (end.hour, end.minute) == (0, 0)
    assert office.events(name)[-4:] == ["assigned", "handover", "comment_added", "mentioned"]


def mine(office: Office, who: str = "ben") -> list[str]:
    agent = office.inbox.directory.agents[who]
    return [row.id for row in queues.queue(office.inbox, agent, queue=Queue.MINE).rows]


def test_it_stands_first_until_it_is_looked_at(office: Office) -> None:
    names = [begun(office, f"m{n}@x", NOW - 9000 + n) for n in range(3)]
    for name in names[:2]:
        conversations.assign(office.inbox, office.asked("anna"), conversation=name, to="agent:ben", seen=None)
    give(office, names[2])
    assert mine(office) == [names[2], names[0], names[1]]
    office.inbox.conversations.open(names[2], Wanted(), Reader("ben", "gmail"))
    assert mine(office) == names


def test_a_team_is_told_and_the_giver_is_not(office: Office) -> None:
    name = begun(office)
    give(office, name, to="team:desk")
    told = {
        who: [row.id for row in queues.queue(office.inbox, agent, queue=Queue.MENTIONS).rows]
        for who, agent in office.inbox.directory.agents.items()
    }
    assert told["otto"] == [name]
    assert told["anna"] == []


def test_what_a_team_was_given_stands_first_with_its_members_until_they_look(office: Office) -> None:
    names = [begun(office, f"m{n}@x", NOW - 9000 + n) for n in range(2)]
    conversations.take(office.inbox, office.asked("anna"), conversation=names[0], seen=None)
    give(office, names[1], by="ben", to="team:desk")
    assert mine(office, "anna") == [names[1], names[0]]
    assert mine(office, "otto") == [names[1]]
    assert mine(office, "ben") == []
    anna = office.inbox.directory.agents["anna"]
    assert (
        counts.home(office.inbox, anna).mine == queues.queue(office.inbox, anna, queue=Queue.MINE).total == 2
    )
    office.inbox.conversations.open(names[1], Wanted(), Reader("anna", "gmail"))
    assert mine(office, "anna") == [names[0]]
    assert counts.home(office.inbox, anna).mine == 1
    conversations.take(office.inbox, office.asked("anna"), conversation=names[1], seen="team:desk")
    assert mine(office, "otto") == []


def test_only_who_works_there_can_be_given_it(office: Office) -> None:
    name = begun(office)
    for to in ("agent:vera", "agent:lio", "agent:hanna", "agent:nobody"):
        with pytest.raises(Invalid):
            give(office, name, to=to)
    with pytest.raises(Forbidden):
        give(office, name, by="vera")
    assert office.conversation(name).assignee is None


def test_who_was_slower_is_told(office: Office) -> None:
    name = begun(office)
    conversations.take(office.inbox, office.asked("mona"), conversation=name, seen=None)
    with pytest.raises(Conflict):
        give(office, name, seen=None, text="bitte")
    assert office.conversation(name).assignee == "agent:mona"


@pytest.mark.parametrize("day", [SOON - timedelta(days=9), date(9999, 1, 1)])
def test_a_day_that_cannot_be_meant_is_refused(office: Office, day: date) -> None:
    name = begun(office)
    with pytest.raises(Invalid):
        give(office, name, due=day)


def test_what_is_settled_is_not_due(office: Office) -> None:
    name = begun(office)
    give(office, name, due=SOON)
    shown = conversations.set_status(
        office.inbox, office.asked("ben"), conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )
    assert shown.due_at is None
    assert shown.handed_by is None


def test_followers_have_a_list_of_their_own(office: Office) -> None:
    names = [begun(office, f"m{n}@x", NOW - 9000 + n) for n in range(3)]
    for name in names:
        assert following.follow(office.inbox, office.asked("vera"), conversation=name).following
    vera = office.inbox.directory.agents["vera"]
    page = queues.queue(office.inbox, vera, queue=Queue.FOLLOWED)
    assert [row.id for row in page.rows] == names[::-1]
    assert counts.home(office.inbox, vera).followed == 3
    following.unfollow(office.inbox, office.asked("vera"), conversation=names[1])
    assert counts.home(office.inbox, vera).followed == 2


def test_a_light_member_follows_what_they_were_shown_and_keeps_seeing_it(office: Office) -> None:
    name = begun(office)
    lio = office.inbox.directory.agents["lio"]
    with pytest.raises(NotFound):
        following.follow(office.inbox, office.asked("lio"), conversation=name)
    draft = Draft("@Lio kannst du helfen?")
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=draft)
    following.follow(office.inbox, office.asked("lio"), conversation=name)
    assert [row.id for row in queues.queue(office.inbox, lio, queue=Queue.FOLLOWED).rows] == [name]
    assert counts.home(office.inbox, lio).followed == 1
    assert not following.unfollow(office.inbox, office.asked("lio"), conversation=name).following
