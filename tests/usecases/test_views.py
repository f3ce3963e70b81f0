"""Saved views: whose they are, who may share them, and that nobody sees more through one than by typing."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from server.domain.catalogue import SavedView, ViewSort
from server.domain.conversation import Conversation
from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.savedviews import FoundView
from server.domain.vocabulary import Standing, Via
from server.usecases.conversations import set_status
from server.usecases.settings.mailboxes import remove_mailbox
from server.usecases.settings.views import create_view, delete_view, view_of, views_of
from server.usecases.views import Shelf, drop_view, keep_view, look_at_view, share_view, views_for
from tests.store.counting import CountingClient
from tests.support.office import MINUTE, Office, mail
from tests.usecases.test_searching import store

UTC = ZoneInfo("UTC")
MINE = SavedView("", "Rechnungen", "rechnung")


def actor(who: str) -> Actor:
    return Actor("agent", Via.WEB, who)


def keep(office: Office, who: str, view: SavedView) -> SavedView:
    return keep_view(office.inbox, office.inbox.directory.agents[who], view)


def at_hand(office: Office, who: str) -> Shelf:
    inbox = office.inbox
    return views_for(inbox, inbox.directory.agents[who], actor=actor(who))


def names(office: Office, who: str) -> list[str]:
    return [one.name for one in at_hand(office, who).views]


def look(office: Office, who: str, view: str, after: str | None = None) -> FoundView:
    inbox = office.inbox
    return look_at_view(inbox, inbox.directory.agents[who], view=view, zone=UTC, after=after)


def deliver(office: Office, number: int) -> str:
    at = office.time[0] - (500 - number) * MINUTE
    done = office.deliver(mail(f"m{number}@wald.example", at=at, subject=f"Rechnung {number}"), at=at)
    assert done.conversation is not None
    return done.conversation


def test_ones_own_is_nobody_elses(office: Office) -> None:
    kept = keep(office, "anna", MINE)
    assert names(office, "anna") == ["Rechnungen"]
    assert names(office, "ben") == []
    with pytest.raises(NotFound):
        look(office, "ben", kept.id)
    with pytest.raises(NotFound):
        keep(office, "ben", SavedView(kept.id, "Meins", "x"))
    drop_view(office.inbox, office.inbox.directory.agents["ben"], kept.id)
    keep(office, "anna", SavedView(kept.id, "Alle Rechnungen", "rechnung status:open"))
    assert names(office, "anna") == ["Alle Rechnungen"]
    drop_view(office.inbox, office.inbox.directory.agents["anna"], kept.id)
    assert names(office, "anna") == []


@pytest.mark.parametrize("query", ["", "  ", "before:gestern", "status:vielleicht"])
def test_a_search_that_means_nothing_is_not_kept(office: Office, query: str) -> None:
    with pytest.raises(Invalid):
        keep(office, "anna", SavedView("", "Nichts", query))
    with pytest.raises(Invalid):
        create_view(office.inbox, SavedView("", "Nichts", query))


def test_a_name_is_taken_once(office: Office) -> None:
    keep(office, "anna", MINE)
    with pytest.raises(Invalid):
        keep(office, "anna", SavedView("", "rechnungen", "mahnung"))
    keep(office, "ben", MINE)


def test_only_who_manages_a_mailbox_shares_with_it(office: Office) -> None:
    kept = keep(office, "anna", MINE)
    assert not at_hand(office, "anna").sharing.possible
    inbox = office.inbox
    for boxes in (("support",), ()):
        with pytest.raises(Forbidden):
            share_view(inbox, inbox.directory.agents["anna"], kept.id, mailboxes=boxes, actor=actor("anna"))
    assert names(office, "anna") == ["Rechnungen"]
    hers = keep(office, "mona", MINE)
    assert dict(at_hand(office, "mona").sharing.mailboxes).keys() == {"hr", "support"}
    mona = office.inbox.directory.agents["mona"]
    with pytest.raises(Forbidden):
        share_view(office.inbox, mona, hers.id, mailboxes=(), actor=actor("mona"))
    share_view(office.inbox, mona, hers.id, mailboxes=("hr",), actor=actor("mona"))
    [shown] = at_hand(office, "mona").views
    assert (shown.own, shown.where) == (False, (office.inbox.directory.mailboxes["hr"].name,))
    assert names(office, "hanna") == ["Rechnungen"]
    assert names(office, "ben") == []
    assert view_of(office.inbox, hers.id, actor=actor("mona")).mailboxes == ("hr",)
    assert views_of(office.inbox, actor("mona"))
    delete_view(office.inbox, view_of(office.inbox, hers.id), actor=actor("mona"))
    assert names(office, "hanna") == []


def test_a_view_shows_each_what_they_may_see(office: Office) -> None:
    shared = create_view(office.inbox, SavedView("", "Alle", "rechnung"))
    found = deliver(office, 1)
    assert [row.id for row in look(office, "anna", shared.id).found.rows] == [found]
    for who in ("hanna", "lio", "otto"):
        assert look(office, who, shared.id).found.rows == ()


def test_me_is_whoever_looks(office: Office) -> None:
    shared = create_view(office.inbox, SavedView("", "Meine", "assignee:me"))
    assert look(office, "anna", shared.id).found.rows == look(office, "ben", shared.id).found.rows == ()


def test_another_order_is_paged_without_a_gap(office: Office) -> None:
    ids = [deliver(office, number) for number in range(45)]
    oldest = create_view(office.inbox, SavedView("", "Alt", "rechnung", ViewSort.OLDEST))
    seen: list[str] = []
    after: str | None = None
    while True:
        page = look(office, "anna", oldest.id, after)
        seen += [row.id for row in page.found.rows]
        after = page.found.after
        if after is None:
            break
    assert seen == ids
    assert page.among == 0
    waiting = create_view(office.inbox, SavedView("", "Wartend", "rechnung", ViewSort.WAITING))
    answered = ids[0]
    set_status(
        office.inbox, office.asked("anna"), conversation=answered, to=Standing.CLOSED, seen=Standing.OPEN
    )
    assert look(office, "anna", waiting.id).found.rows[0].id == ids[1]


def test_what_is_for_a_mailbox_that_goes_goes_with_it(office: Office) -> None:
    create_view(office.inbox, SavedView("", "Nur HR", "bewerbung", mailboxes=("hr",)))
    create_view(office.inbox, SavedView("", "Beide", "bewerbung", mailboxes=("hr", "support")))
    remove_mailbox(office.inbox, office.inbox.directory.mailboxes["hr"])
    assert [(one.name, one.mailboxes) for one in views_of(office.inbox, actor("mona"))] == [
        ("Beide", ("support",))
    ]


def test_the_list_is_one_round_trip(office: Office) -> None:
    keep(office, "anna", MINE)
    inbox = office.inbox
    client = CountingClient(inbox.conversations.store.client)
    store = replace(inbox.conversations.store, client=client)
    counted = replace(inbox, conversations=replace(inbox.conversations, store=store))
    views_for(counted, inbox.directory.agents["anna"], actor=actor("anna"))
    assert client.trips == 1


def test_where_more_is_found_than_is_sorted_it_is_said_how_much_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [deliver(office, number) for number in range(9)]
    oldest = create_view(office.inbox, SavedView("", "Alt", "rechnung", ViewSort.OLDEST))
    monkeypatch.setattr("server.usecases.views.SORTED", 6)
    page = look(office, "anna", oldest.id)
    assert page.among == 6
    assert [row.id for row in page.found.rows] == ids[3:]


def test_a_search_that_is_cut_short_goes_on_until_there_is_enough_to_sort(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(150):
        subject = "Rechnung falsch" if number else "Rechnung"
        at = office.time[0] + number * MINUTE
        store(office, Conversation(f"c{number:05d}", ("support",), subject=subject, created_at=at))
    monkeypatch.setattr("server.usecases.searching.ROUNDS", 1)
    monkeypatch.setattr("server.store.searching.BUDGET", 1)
    oldest = create_view(office.inbox, SavedView("", "Alt", "rechnung -falsch", ViewSort.OLDEST))
    page = look(office, "anna", oldest.id)
    assert ([row.id for row in page.found.rows], page.among) == (["c00000"], 0)
