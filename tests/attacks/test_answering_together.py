"""What is done to two conversations takes the right to both, and what was done to one never reaches another."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from server.domain.catalogue import Field
from server.domain.errors import Forbidden, Invalid
from server.domain.views import ConversationView
from server.domain.vocabulary import Role, Standing
from server.domain.workspace import Mailbox, Member
from server.store.gmail import Mapped
from server.usecases import conversations, linking, tidying
from server.usecases.searching import search
from server.usecases.showing import show
from server.usecases.undoing import undo
from tests.support.office import Office, mail

SUPPORT, HR = "support@firma.example", "hr@firma.example"


def begun(office: Office, name: str, to: str = SUPPORT, **more: object) -> str:
    return office.deliver(mail(name, to=to, **more)).conversation or ""  # type: ignore[arg-type]


def let(office: Office, mailbox: str, **roles: Role) -> None:
    members = office.inbox.directory.mailboxes[mailbox].members
    office.set(mailbox, members={**members, **{who: Member(role) for who, role in roles.items()}})


def close(office: Office, who: str, name: str) -> ConversationView:
    asked = office.asked(who)
    return conversations.set_status(
        office.inbox, asked, conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )


def test_undoing_reaches_no_conversation_into_which_somebody_merged_it_since(office: Office) -> None:
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    act = close(office, "anna", one).undo
    close(office, "ben", other)
    tidying.merge(office.inbox, office.asked("ben"), source=one, into=other)
    assert act is not None
    before = office.conversation(other)
    with pytest.raises(Invalid, match="cannot be undone"):
        undo(office.inbox, office.asked("anna"), conversation=one, act=act.act)
    assert office.conversation(other) == before


@pytest.mark.parametrize("from_there", [False, True])
def test_a_link_takes_the_right_to_both(office: Office, from_there: bool) -> None:
    let(office, "hr", anna=Role.VIEWER)
    pair = (begun(office, "a@x"), begun(office, "b@x", HR))
    one, other = reversed(pair) if from_there else pair
    with pytest.raises(Forbidden):
        linking.link(office.inbox, office.asked("anna"), conversation=one, other=other, kind="related")
    let(office, "support", mona=Role.AGENT)
    linking.link(office.inbox, office.asked("mona"), conversation=one, other=other, kind="related")
    with pytest.raises(Forbidden):
        linking.unlink(office.inbox, office.asked("anna"), conversation=one, other=other)
    assert all(office.conversation(name).links for name in pair)


def test_a_merge_is_undone_only_by_who_may_tidy_where_it_goes_back_to(office: Office) -> None:
    sales = Mailbox("sales", "Sales", ("sales@firma.example",), {"anna": Member(Role.AGENT)})
    office.workspaces.directories.put(office.id, sales, before=None)
    let(office, "sales", mona=Role.AGENT)
    one, other = begun(office, "a@x", f"{SUPPORT}, {HR}"), begun(office, "b@x", HR)
    tidying.merge(office.inbox, office.asked("mona"), source=one, into=other)
    tidying.move(office.inbox, office.asked("mona"), conversation=other, to="sales", seen="hr")
    assert office.conversation(other).mailboxes == ("sales", "support")
    with pytest.raises(Forbidden):
        tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    assert office.conversation(one).id == other
    let(office, "hr", anna=Role.AGENT)
    assert tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other).other == one


def test_what_stands_in_a_mailbox_that_was_left_is_counted_no_more(office: Office) -> None:
    let(office, "hr", anna=Role.AGENT)
    here, _ = begun(office, "a@x"), begun(office, "b@x", HR)
    stale, anna = office.inbox, office.inbox.directory.agents["anna"]
    digests = stale.conversations.digests
    mapped = Mapped(here, digests.message("a@x"), digests.sender("ada@wald.example"))
    before = show(stale, anna, mapped)
    members = dict(stale.directory.mailboxes["hr"].members)
    del members["anna"]
    office.set("hr", members=members)
    after = show(stale, anna, mapped)
    assert isinstance(before, ConversationView)
    assert isinstance(after, ConversationView)
    assert (before.previous_count, after.previous_count) == (1, 0)


def test_a_field_of_a_mailbox_of_others_is_no_field(office: Office) -> None:
    office.workspaces.directories.put(
        office.id, Field("f1", "Kündigungsgrund", mailboxes=("hr",)), before=None
    )
    anna, hanna = (office.inbox.directory.agents[one] for one in ("anna", "hanna"))
    zone = ZoneInfo("UTC")
    assert search(office.inbox, hanna, query="field.kündigungsgrund:x", zone=zone).rows == ()
    with pytest.raises(Invalid, match="no field"):
        search(office.inbox, anna, query="field.kündigungsgrund:x", zone=zone)
