"""Taking something back reveals nothing: what was said meanwhile was said to those who saw it then (DECISIONS A3)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.domain.errors import Invalid
from server.domain.vocabulary import Role
from server.domain.workspace import Member
from server.usecases import comments, conversations, review, tidying
from server.usecases.comments import Draft
from server.usecases.inspection import inspect
from server.usecases.undoing import undo
from tests.support.office import HOUR, Office, mail

MEANWHILE: dict[str, Callable[[Office, str], object]] = {
    "comment": lambda office, name: say(office, name, "nur unter uns"),
    "draft": lambda office, name: review.ask_review(
        office.inbox, office.asked("mona"), conversation=name, text="Hallo", reviewer="agent:anna", seen=None
    ),
    "tag": lambda office, name: conversations.add_tag(
        office.inbox, office.asked("mona"), conversation=name, tag="Abmahnung"
    ),
    "mail": lambda office, name: office.deliver(
        mail("c@x", refers=("a@x",), to="hr@firma.example", at=office.time[0] + 1)
    ),
}


def say(office: Office, name: str, text: str, who: str = "mona") -> None:
    comments.add_comment(office.inbox, office.asked(who), conversation=name, draft=Draft(text))


def begun(office: Office, name: str = "a@x", **more: object) -> str:
    return office.deliver(mail(name, **more)).conversation or ""  # type: ignore[arg-type]


def joins_hr(office: Office) -> None:
    members = office.inbox.directory.mailboxes["hr"].members
    office.set("hr", members={**members, "anna": Member(Role.AGENT)})


def moved(office: Office, name: str, to: str, seen: str, *, stays: bool = False) -> int:
    done = tidying.move(office.inbox, office.asked("anna"), conversation=name, to=to, seen=seen, stays=stays)
    assert done.undo is not None
    return done.undo.act


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("what", MEANWHILE)
def test_what_was_said_in_a_confidential_mailbox_stays_there(office: Office, what: str, stays: bool) -> None:
    joins_hr(office)
    office.set("hr", confidential_for=("anna", "mona"))
    name = begun(office)
    act = moved(office, name, "hr", "support", stays=stays)
    MEANWHILE[what](office, name)
    with pytest.raises(Invalid, match="more people would read it"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    assert office.conversation(name).restricted_to == ("anna", "mona")


def test_what_was_said_in_the_other_mailbox_is_not_read_in_the_first(office: Office) -> None:
    joins_hr(office)
    name = begun(office)
    act = moved(office, name, "hr", "support")
    say(office, name, "fürs Personal", "hanna")
    with pytest.raises(Invalid, match="more people would read it"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)


def test_a_move_out_of_a_confidential_mailbox_goes_back_to_its_list_alone(office: Office) -> None:
    joins_hr(office)
    office.set("hr", confidential_for=("anna", "mona"))
    name = begun(office, to="hr@firma.example")
    act = moved(office, name, "support", "hr")
    say(office, name, "unter Annas und Monas Augen", "anna")
    undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    after = office.conversation(name)
    assert (after.mailboxes, after.restricted_to) == (("hr",), ("anna", "mona")), (
        "nobody reads it who did not"
    )


def test_what_was_opened_meanwhile_does_not_go_back_open(office: Office) -> None:
    joins_hr(office)
    office.set("hr", confidential_for=("anna", "mona"))
    name = begun(office, to="hr@firma.example")
    act = moved(office, name, "support", "hr")
    conversations.restrict(
        office.inbox, office.asked("mona"), conversation=name, to=None, seen=["anna", "mona"]
    )
    with pytest.raises(Invalid, match="more people would read it"):
        undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    assert office.conversation(name).mailboxes == ("support",), "hanna would read what is not for her"


def test_what_fewer_read_afterwards_goes_back(office: Office) -> None:
    joins_hr(office)
    name = begun(office)
    act = moved(office, name, "hr", "support", stays=True)
    say(office, name, "in beiden", "hanna")
    undo(office.inbox, office.asked("anna"), conversation=name, act=act)
    assert office.conversation(name).mailboxes == ("support",)


def test_a_part_does_not_go_back_into_a_whole_that_more_people_read(office: Office) -> None:
    joins_hr(office)
    whole = begun(office, at=office.time[0] - HOUR)
    office.deliver(mail("b@x", refers=("a@x",)))
    key = office.inbox.conversations.digests.message("b@x")
    done = tidying.split(office.inbox, office.asked("anna"), conversation=whole, message=key, later=True)
    assert done.undo is not None
    tidying.move(office.inbox, office.asked("mona"), conversation=whole, to="hr", seen="support", stays=True)
    with pytest.raises(Invalid, match="merge them instead"):
        undo(office.inbox, office.asked("anna"), conversation=whole, act=done.undo.act)
    assert not list(inspect(office.inbox, repair=False, progress=lambda _: None))


@pytest.mark.parametrize("said", [True, False])
def test_a_merge_is_not_undone_into_a_mailbox_where_later_mail_never_was(office: Office, said: bool) -> None:
    joins_hr(office)
    one, other = begun(office, "a@x"), begun(office, "b@x", sender="eve@tal.example")
    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
    moved(office, other, "hr", "support")
    if said:
        office.deliver(mail("c@x", refers=("a@x",), to="hr@firma.example"))
        assert office.conversation(other).message_count == 3
        with pytest.raises(Invalid, match="read by more people"):
            tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
    else:
        tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
        assert office.conversation(one).mailboxes == ("support",)
