"""An emergency access reads one mailbox for an hour, and everybody whom it concerns knows (PRODUCT 3.4, note 1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain import policy
from server.domain.auditlog import Audited
from server.domain.emergencies import seen_by
from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Act, Via
from server.store import auditlog
from server.usecases.counts import home
from server.usecases.emergency import close_mailbox, open_mailbox, tidy
from server.usecases.inspection import inspect
from server.usecases.showing import look
from tests.support.office import DAY, MINUTE, NOW, Office, mail

CHEF = Actor("agent", Via.WEB, "vera")


@pytest.fixture
def office(office: Office) -> Office:
    """Vera administers the workspace and is no member of hr@."""
    vera = office.inbox.directory.agents["vera"]
    office.workspaces.directories.put(office.id, replace(vera, admin=True), before=vera)
    return office


def to_hr(office: Office, **fields: object) -> str:
    name = office.deliver(mail("h@x", to="hr@firma.example")).conversation or ""
    if fields:
        record = office.conversation(name)
        from server.domain.conversation import Change

        office.inbox.conversations.commit(record, Change(replace(record, **fields)), request=None)  # type: ignore[arg-type]
    return name


def reads(office: Office, name: str) -> bool:
    try:
        look(office.inbox, office.inbox.directory.agents["vera"], conversation=name)
    except NotFound:
        return False
    return True


def audited(office: Office) -> list[object]:
    store, keys = office.workspaces.store, office.inbox.conversations.keys
    lines = [one for _, one in auditlog.page(store, keys) if one.kind is Audited.EMERGENCY]
    return ["ended" if "ended" in one.data else "begun" for one in lines]


def test_it_reads_what_is_restricted_too_and_does_nothing(office: Office) -> None:
    plain, secret = to_hr(office), to_hr(office, restricted_to=("hanna",))
    assert not reads(office, plain)
    open_mailbox(office.inbox, "hr", reason="Hanna ist krank", actor=CHEF)
    assert reads(office, plain)
    assert reads(office, secret)
    record = office.conversation(plain)
    assert policy.allowed(office.inbox.directory, "vera", record) == frozenset()
    assert not any(policy.may(office.inbox.directory, "vera", act, record) for act in Act)
    faults = [one.what for one in inspect(office.inbox, repair=False, progress=lambda _: None)]
    assert faults == []


def test_it_ends_by_the_clock_without_any_worker(office: Office) -> None:
    name = to_hr(office)
    until = open_mailbox(office.inbox, "hr", reason="Notfall", actor=CHEF)
    assert until == NOW + 60 * MINUTE
    held = office.inbox
    office.time[0] = until - 1
    assert policy.sees(held.current(held.directory.version).directory, "vera", office.conversation(name))
    office.time[0] = until
    assert not policy.sees(held.current(held.directory.version).directory, "vera", office.conversation(name))
    assert not policy.sees(office.workspaces.inbox(office.id).directory, "vera", office.conversation(name))
    assert audited(office) == ["begun"]
    tidy(office.inbox)
    tidy(office.inbox)
    assert audited(office) == ["ended", "begun"]


def test_managers_are_told_while_it_lasts_and_for_a_week(office: Office) -> None:
    agents = office.inbox.directory.agents
    assert home(office.inbox, agents["mona"]).emergencies == ()
    until = open_mailbox(office.inbox, "hr", reason="Notfall", actor=CHEF)
    (told,) = home(office.inbox, agents["mona"]).emergencies
    assert (told.mailbox, told.name, told.until, told.active, told.you) == ("Hr", "Vera", until, True, False)
    (own,) = home(office.inbox, agents["vera"]).emergencies
    assert own.you
    assert home(office.inbox, agents["hanna"]).emergencies == ()
    office.time[0] = until + DAY
    tidy(office.inbox)
    (told,) = home(office.inbox, agents["mona"]).emergencies
    assert not told.active
    assert home(office.inbox, agents["vera"]).emergencies == ()
    office.time[0] = until + 8 * DAY
    tidy(office.inbox)
    assert seen_by(office.inbox.directory, "mona", office.time[0]) == ()
    assert "vera" not in office.inbox.directory.mailboxes["hr"].members


def test_it_can_be_ended_early(office: Office) -> None:
    name = to_hr(office)
    with pytest.raises(NotFound):
        close_mailbox(office.inbox, "hr", actor=CHEF)
    open_mailbox(office.inbox, "hr", reason="Notfall", actor=CHEF)
    office.time[0] += MINUTE
    close_mailbox(office.inbox, "hr", actor=CHEF)
    assert not reads(office, name)
    assert audited(office) == ["ended", "begun"]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_it_needs_a_reason(office: Office, reason: str) -> None:
    with pytest.raises(Invalid):
        open_mailbox(office.inbox, "hr", reason=reason, actor=CHEF)


def test_the_reason_stands_nowhere_in_clear(office: Office) -> None:
    from tests.support.traces import dumps, traces

    open_mailbox(office.inbox, "hr", reason="Zwetschgenstein ist krank", actor=CHEF)
    store, keys = office.workspaces.store, office.inbox.conversations.keys
    assert traces(dumps(store, keys), ["zwetschgenstein"]) == []
    ((_, line),) = auditlog.page(store, keys, count=1)
    assert office.inbox.directories.opened(str(line.data["reason"])) == "Zwetschgenstein ist krank"


def test_only_admins_who_are_no_members(office: Office) -> None:
    with pytest.raises(Forbidden):
        open_mailbox(office.inbox, "hr", reason="Neugier", actor=Actor("agent", Via.WEB, "anna"))
    with pytest.raises(Invalid):
        open_mailbox(office.inbox, "support", reason="Notfall", actor=CHEF)
    with pytest.raises(NotFound):
        open_mailbox(office.inbox, "none", reason="Notfall", actor=CHEF)
    open_mailbox(office.inbox, "hr", reason="Notfall", actor=CHEF)
    with pytest.raises(Invalid):
        open_mailbox(office.inbox, "hr", reason="Noch länger", actor=CHEF)
