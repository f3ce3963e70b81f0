"""A mailbox whose new conversations are confidential: only its list sees them, replies stay among them (A1, A4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain import policy
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Forbidden, Invalid
from server.domain.events import Actor
from server.domain.mailheaders import Headers
from server.domain.vocabulary import Role, Status, Via
from server.domain.workspace import Mailbox, Member
from server.usecases.settings.agents import change_agent, deactivate_agent
from server.usecases.settings.mailboxes import (
    change_mailbox,
    confirm_list,
    forget_list,
    remove_mailbox,
    seen_lists,
)
from tests.support.office import RECEIVER, Office, mail

HR = "hr@firma.example"


@pytest.fixture
def hr(office: Office) -> Office:
    """hr@ with a third member; what comes is for Mona and Hanna only."""
    members = {"hanna": Member(Role.AGENT), "mona": Member(Role.MANAGER), "ben": Member(Role.AGENT)}
    office.set("hr", members=members, confidential_for=("hanna", "mona"))
    return office


def seen_by(office: Office, record: Conversation) -> set[str]:
    directory = office.inbox.directory
    return {agent for agent in directory.agents if policy.sees(directory, agent, record)}


def listed(office: Office, mailbox: str) -> int:
    key = office.inbox.conversations.keys.mailbox_index(mailbox, "open")
    return int(office.workspaces.store.read([("ZCARD", key)])[0])


def test_what_comes_is_seen_by_the_list_alone_and_counted_nowhere(hr: Office) -> None:
    record = hr.conversation(hr.deliver(mail("a@x", to=HR)))
    assert record.restricted_to == ("hanna", "mona")
    assert seen_by(hr, record) == {"hanna", "mona"}
    assert listed(hr, "hr") == 0


def test_mail_to_another_mailbox_too_is_confidential_as_well(hr: Office) -> None:
    record = hr.conversation(hr.deliver(mail("a@x", to=f"support@firma.example, {HR}")))
    assert seen_by(hr, record) == {"hanna", "mona"}


def test_a_customers_answer_stays_in_the_confidential_conversation(hr: Office) -> None:
    first = hr.deliver(mail("a@x", to=HR))
    second = hr.deliver(mail("b@x", to=HR, refers=("a@x",)))
    assert second.conversation == first.conversation
    assert hr.conversation(first).message_count == 2


def test_what_somebody_on_the_list_answers_stays_in_it_too(hr: Office) -> None:
    first = hr.deliver(mail("a@x", to=HR))
    answer = mail(
        "b@firma.example",
        sender="hanna@firma.example",
        to="ada@wald.example",
        refers=("a@x",),
        Authentication_Results=f"{RECEIVER}; dmarc=pass header.from=firma.example",
    )
    assert hr.deliver(answer).conversation == first.conversation


@pytest.mark.parametrize("to", ["support@firma.example", "eve@boese.example"])
def test_naming_its_ids_elsewhere_joins_nothing_and_tells_nothing(hr: Office, to: str) -> None:
    first = hr.deliver(mail("a@x", to=HR))
    second = hr.deliver(mail("b@x", to=to, refers=("a@x",), sender="eve@boese.example"))
    assert second.conversation != first.conversation
    if second.conversation is not None:
        assert hr.events(second.conversation) == ["conversation_created", "message_in"]
        assert "forwarded_from" not in str(hr.events(second.conversation))


def test_a_forward_by_somebody_on_the_list_does_not_name_where_it_came_from(hr: Office) -> None:
    first = hr.deliver(mail("a@x", to=HR))
    forward = mail(
        "b@firma.example", sender="hanna@firma.example", to="support@firma.example", subject="WG: Frage"
    )
    headers = (*forward, ("References", "<a@x>"))
    record = hr.conversation(hr.deliver(headers))
    assert record.id != first.conversation
    assert record.forwarded_from is None
    assert first.conversation not in record.cut_from


def test_an_open_conversation_that_it_also_names_is_not_told_of_it(hr: Office) -> None:
    hidden = hr.deliver(mail("a@x", to=HR)).conversation
    shown = hr.deliver(mail("s@x")).conversation or ""
    both = hr.deliver(mail("b@x", to=f"support@firma.example, {HR}", refers=("a@x", "s@x")))
    told = str(hr.inbox.messages.activity([shown]))
    assert (hidden or "") not in told
    assert both.conversation in {hidden, shown}


def test_what_follows_a_confidential_conversation_is_confidential(hr: Office) -> None:
    first = hr.deliver(mail("a@x", to=HR))
    record = hr.conversation(first)
    hr.set("hr", confidential_for=("mona",), reopen_days=1)
    operator = Actor("system", Via.JOB)
    closed = replace(record, status=Status.CLOSED, closed_at=hr.time[0], settled_at=hr.time[0])
    told = event("status_changed", operator, hr.time[0], to="closed", before="open")
    hr.inbox.conversations.commit(record, Change(closed, (told,)), request=None)
    hr.time[0] += 3 * 86_400_000
    later = hr.deliver(mail("b@x", to=HR, refers=("a@x",), at=hr.time[0]), at=hr.time[0])
    after = hr.conversation(later)
    assert (after.continues, after.restricted_to) == (record.id, ("hanna", "mona"))


def test_somebody_who_manages_must_be_on_the_list(office: Office) -> None:
    box = office.inbox.directory.mailboxes["hr"]
    for people in ((), ("hanna",), ("anna", "mona"), ("nobody", "mona")):
        with pytest.raises(Invalid):
            change_mailbox(office.inbox, replace(box, confidential_for=people))
    change_mailbox(office.inbox, replace(box, confidential_for=("mona",)))


def test_a_manager_who_is_not_on_the_list_cannot_let_themselves_in(hr: Office) -> None:
    box = hr.inbox.directory.mailboxes["hr"]
    hr.set("hr", members={**box.members, "ben": Member(Role.MANAGER)})
    box = hr.inbox.directory.mailboxes["hr"]
    ben, mona = Actor("agent", Via.WEB, "ben"), Actor("agent", Via.WEB, "mona")
    for people in (("ben", "hanna", "mona"), None):
        with pytest.raises(Forbidden):
            change_mailbox(hr.inbox, replace(box, confidential_for=people), actor=ben)
    change_mailbox(hr.inbox, replace(box, confidential_for=("ben", "mona")), actor=mona)


@pytest.mark.parametrize(
    "lose",
    [
        lambda office: deactivate_agent(office.inbox, office.inbox.directory.agents["mona"]),
        lambda office: change_mailbox(office.inbox, without_mona(office)),
    ],
)
def test_the_last_manager_on_the_list_cannot_go_before_another_is_named(
    hr: Office, lose: Callable[[Office], object]
) -> None:
    with pytest.raises(Invalid):
        lose(hr)
    change_agent(hr.inbox, replace(hr.inbox.directory.agents["mona"], name="Mona M."))


def without_mona(office: Office) -> Mailbox:
    box = office.inbox.directory.mailboxes["hr"]
    return replace(box, members={a: m for a, m in box.members.items() if a != "mona"})


def test_a_mailbox_with_confidential_conversations_alone_is_not_removed(hr: Office) -> None:
    hr.deliver(mail("a@x", to=HR))
    with pytest.raises(Invalid) as refused:
        remove_mailbox(hr.inbox, hr.inbox.directory.mailboxes["hr"])
    assert not refused.value.facts


def through_list(message_id: str) -> Headers:
    return mail(message_id, List_ID="Support <support.firma.example>", Precedence="list")


def test_a_list_id_like_the_mailboxs_own_is_offered_until_somebody_judges_it(office: Office) -> None:
    office.deliver(through_list("a@x"), create=False)
    office.deliver(mail("b@x", List_ID="<other.example>"))
    office.time[0] += 1000
    office.deliver(through_list("c@x"), create=False)
    offered = seen_lists(office.inbox, "support")
    assert [one.list_id for one in offered] == ["support.firma.example"]
    assert offered[0].seen_at == office.time[0] - 1000
    confirm_list(office.inbox, office.inbox.directory.mailboxes["support"], "support.firma.example")
    assert office.inbox.directory.list_ids == {"support.firma.example": "support"}
    assert seen_lists(office.inbox, "support") == ()
    forget_list(office.inbox, office.inbox.directory.mailboxes["support"], "support.firma.example")
    office.deliver(through_list("d@x"), create=False)
    assert office.inbox.directory.list_ids == {}
    assert seen_lists(office.inbox, "support") == ()
