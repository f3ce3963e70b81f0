"""Tags that are agreed on: their changes reach every conversation, confidential ones too, come what may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.administering import OPERATOR
from server.domain.catalogue import SavedView, Tag
from server.domain.conversation import Change, event
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.ownviews import own_read, own_views
from server.usecases import conversations
from server.usecases.inspection import inspect
from server.usecases.queues import known_tags
from server.usecases.settings import reworking
from server.usecases.settings.reworking import rework
from server.usecases.settings.storing import version_of
from server.usecases.settings.tags import change_tag, create_tag, delete_tag, merge_tag, tag_use, tags_of
from server.usecases.settings.views import create_view, view_of, views_of
from server.usecases.views import keep_view
from tests.support.office import Office, mail

MONA = Actor("agent", Via.WEB, "mona")


def tagged(office: Office, *tags: str, number: int = 0, to: str = "support@firma.example") -> str:
    """A conversation that carries some tags."""
    name = office.deliver(mail(f"{'-'.join(tags)}-{number}@x", to=to)).conversation or ""
    for tag in tags:
        conversations.add_tag(office.inbox, office.asked("mona"), conversation=name, tag=tag)
    return name


def restrict(office: Office, name: str) -> None:
    record = office.conversation(name)
    told = event("visibility_changed", MONA, office.time[0], to=["agent:mona"])
    change = Change(replace(record, restricted_to=("mona",)), (told,))
    office.inbox.conversations.commit(record, change, request=None)


def sound(office: Office) -> bool:
    return not list(inspect(office.inbox, repair=False, progress=lambda _: None))


def test_a_new_name_reaches_every_conversation_also_confidential_ones(office: Office) -> None:
    tag = create_tag(office.inbox, Tag("", "#Rechnung"))
    assert tag.name == "rechnung"
    names = [tagged(office, "vip", "rechnung", number=number) for number in range(3)]
    hidden = tagged(office, "rechnung", number=9)
    restrict(office, hidden)
    before = office.conversation(names[0])
    assert tag_use(office.inbox, "rechnung") == 3
    change_tag(office.inbox, replace(tag, name="Finanzen"))
    assert [office.conversation(name).tags for name in names] == [("vip", "finanzen")] * 3
    assert office.conversation(hidden).tags == ("finanzen",)
    after = office.conversation(names[0])
    assert (after.touched, after.human_act_at) == (before.touched, before.human_act_at)
    assert office.events(names[0])[-2:] == ["tag_removed", "tag_added"]
    assert sound(office)


def test_searches_that_are_kept_follow_the_name(office: Office) -> None:
    tag = create_tag(office.inbox, Tag("", "rechnung", mailboxes=("support",)))
    anna, hanna = (office.inbox.directory.agents[who] for who in ("anna", "hanna"))
    mine = keep_view(office.inbox, anna, SavedView("", "Meine", "-tag:Rechnung rechnung status:open"))
    foreign = keep_view(office.inbox, hanna, SavedView("", "Ihre", "tag:rechnung"))
    shared = create_view(office.inbox, SavedView("", "Alle", 'tag:"rechnung"', mailboxes=("support",)))
    change_tag(office.inbox, replace(tag, name="offene Posten"))
    assert [one.query for one in views_of(office.inbox, OPERATOR)] == ['tag:"offene posten"']
    assert own(office, "anna") == {mine.id: '-tag:"offene posten" rechnung status:open'}
    assert own(office, "hanna") == {foreign.id: "tag:rechnung"}, "another mailbox has a tag of its own"
    into = create_tag(office.inbox, Tag("", "posten"))
    merge_tag(office.inbox, "offene posten", into)
    assert view_of(office.inbox, shared.id).query == "tag:posten"


def own(office: Office, who: str) -> dict[str, str]:
    """The queries of somebody's own views."""
    of = office.inbox.conversations
    return {one.id: one.query for one in own_views(of.store.read([own_read(of.keys, who)])[0])}


def test_two_tags_become_one_and_nobody_carries_it_twice(office: Office) -> None:
    into = create_tag(office.inbox, Tag("", "rechnung"))
    both, one = tagged(office, "invoice", "rechnung"), tagged(office, "invoice")
    assert merge_tag(office.inbox, "invoice", into) == 2
    assert office.conversation(both).tags == office.conversation(one).tags == ("rechnung",)
    with pytest.raises(Invalid):
        merge_tag(office.inbox, "rechnung", into)


def test_a_deleted_tag_is_on_no_conversation_and_in_no_picker(office: Office) -> None:
    create_tag(office.inbox, Tag("", "rechnung"))
    name = tagged(office, "rechnung")
    assert delete_tag(office.inbox, "rechnung") == 1
    record = office.conversation(name)
    assert record.tags == ()
    assert office.inbox.directory.tags == {}
    anna = office.inbox.directory.agents["anna"]
    assert known_tags(office.inbox, anna, record) == ()
    create_tag(office.inbox, Tag("", "rechnung"))


def test_whoever_is_killed_half_way_is_followed_by_the_worker(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = create_tag(office.inbox, Tag("", "rechnung"))
    names = [tagged(office, "rechnung", number=number) for number in range(5)]
    commits = iter(range(2))
    change = reworking._change

    def killed(*args: object) -> bool:
        if next(commits, None) is None:
            raise KeyboardInterrupt
        return change(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(reworking, "_change", killed)
    with pytest.raises(KeyboardInterrupt):
        change_tag(office.inbox, replace(tag, name="finanzen"))
    monkeypatch.undo()
    assert {office.conversation(name).tags for name in names} == {("rechnung",), ("finanzen",)}
    with pytest.raises(Invalid):
        create_tag(office.inbox, Tag("", "rechnung"))
    assert rework(office.inbox, limit=2) == 2
    assert rework(office.inbox) == 1
    assert {office.conversation(name).tags for name in names} == {("finanzen",)}
    rework(office.inbox)
    create_tag(office.inbox, Tag("", "rechnung"))


def test_what_is_on_its_way_goes_on_to_the_newer_name(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = create_tag(office.inbox, Tag("", "a"))
    name = tagged(office, "a")
    monkeypatch.setattr("server.usecases.settings.tags.rework", lambda *_, **__: 0)
    tag = change_tag(office.inbox, replace(tag, name="b"))
    change_tag(office.inbox, replace(tag, name="c"))
    monkeypatch.undo()
    while rework(office.inbox):
        pass
    assert office.conversation(name).tags == ("c",)


def test_a_name_is_agreed_on_once_and_a_seen_version_counts(office: Office) -> None:
    tag = create_tag(office.inbox, Tag("", "rechnung"))
    with pytest.raises(Invalid):
        create_tag(office.inbox, Tag("", "Rechnung"))
    with pytest.raises(Invalid):
        create_tag(office.inbox, Tag("", "  "))
    with pytest.raises(Invalid):
        create_tag(office.inbox, Tag("", "neu", mailboxes=("unknown",)))
    seen = version_of(tag)
    change_tag(office.inbox, replace(tag, meaning="Geld"), seen=seen)
    with pytest.raises(Conflict):
        change_tag(office.inbox, replace(tag, meaning="Gold"), seen=seen)


def test_a_manager_changes_what_is_for_their_mailboxes_alone(office: Office) -> None:
    office.set("hr", members={})
    own = create_tag(office.inbox, Tag("", "eigen", mailboxes=("support",)), actor=MONA)
    everybodys = create_tag(office.inbox, Tag("", "alle"))
    others = create_tag(office.inbox, Tag("", "fremd", mailboxes=("hr",)))
    tagged(office, "frei")
    assert [use.name for use in tags_of(office.inbox, MONA)] == ["alle", "eigen", "frei"]
    change_tag(office.inbox, replace(own, meaning="x"), actor=MONA)
    with pytest.raises(Forbidden):
        change_tag(office.inbox, replace(own, mailboxes=()), actor=MONA)
    with pytest.raises(Forbidden):
        delete_tag(office.inbox, everybodys.name, actor=MONA)
    with pytest.raises(NotFound):
        change_tag(office.inbox, replace(others, meaning="x"), actor=MONA)
    with pytest.raises((Forbidden, NotFound)):
        delete_tag(office.inbox, "frei", actor=Actor("agent", Via.WEB, "anna"))
    assert delete_tag(office.inbox, "frei", actor=MONA) == 1


def test_the_picker_offers_what_was_agreed_on_first(office: Office) -> None:
    name = tagged(office, "zuletzt", "vip")
    for tag in (Tag("", "vip"), Tag("", "angebot"), Tag("", "fremd", mailboxes=("hr",))):
        create_tag(office.inbox, tag)
    anna = office.inbox.directory.agents["anna"]
    assert known_tags(office.inbox, anna, office.conversation(name)) == ("angebot", "vip", "zuletzt")


def test_a_conversation_of_two_mailboxes_is_counted_once(office: Office) -> None:
    tagged(office, "rechnung", to="support@firma.example, hr@firma.example")
    assert tag_use(office.inbox, "rechnung") == 1
    assert [(use.name, use.count) for use in tags_of(office.inbox, MONA)] == [("rechnung", 1)]
