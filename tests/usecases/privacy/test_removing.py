"""A conversation that was deleted is gone for everybody, and its mail brings nothing back (PRODUCT 3.4)."""

from __future__ import annotations

import pytest

from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.keys import Keys
from server.usecases.comments import Draft, add_comment
from server.usecases.holds import hold_address, hold_conversation, release_conversation
from server.usecases.ingest import Result
from server.usecases.inspection import inspect
from server.usecases.privacy.removing import removal, remove
from server.usecases.showing import look
from tests.support.office import Office, mail
from tests.support.traces import dumps, traces

ADMIN = Actor("agent", Via.WEB, "mona")


def by(agent: str) -> Actor:
    return Actor("agent", Via.WEB, agent)


def conversation(office: Office) -> str:
    sender = "Ada Quittenbaum <ada@mühle.example>"
    name = office.deliver(mail("eins@geheim", sender=sender, subject="Krankmeldung")).conversation or ""
    office.deliver(mail("zwei@geheim", sender=sender, refers=("eins@geheim",)))
    add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft("Zwetschge"))
    return name


def test_it_says_in_numbers_what_will_go(office: Office) -> None:
    name = conversation(office)
    found = removal(office.inbox, name, actor=ADMIN)
    assert (found.messages, found.comments, found.mailboxes) == (2, 1, ("support",))


def test_nothing_of_it_is_left_and_nobody_sees_it(office: Office) -> None:
    name = conversation(office)
    remove(office.inbox, name, actor=ADMIN)
    for agent in office.inbox.directory.agents.values():
        with pytest.raises(NotFound):
            look(office.inbox, agent, conversation=name)
    left = dumps(office.workspaces.store, Keys(office.id))
    assert traces(left, ["quittenbaum", "mühle", "krankmeldung", "zwetschge", "eins@", "zwei@"]) == []
    assert [one.what for one in inspect(office.inbox, repair=True, progress=lambda _: None)] == []
    with pytest.raises(NotFound):
        remove(office.inbox, name, actor=ADMIN)


def test_a_copy_brings_nothing_back_and_an_answer_begins_anew(office: Office) -> None:
    name = conversation(office)
    remove(office.inbox, name, actor=ADMIN)
    again = office.deliver(mail("eins@geheim", sender="ada@mühle.example", subject="Krankmeldung"))
    assert (again.result, again.conversation) == (Result.KNOWN, name)
    assert traces(dumps(office.workspaces.store, Keys(office.id)), ["krankmeldung"]) == []
    answer = office.deliver(mail("drei@geheim", sender="ada@mühle.example", refers=("eins@geheim",)))
    assert answer.result is Result.CREATED
    assert office.conversation(answer).conflicts_with == ()


def test_a_hold_keeps_it(office: Office) -> None:
    name = conversation(office)
    hold_conversation(office.inbox, name, actor=ADMIN)
    with pytest.raises(Invalid, match="legal hold"):
        remove(office.inbox, name, actor=ADMIN)
    release_conversation(office.inbox, name, actor=ADMIN)
    hold_address(office.inbox, "ada@mühle.example", actor=ADMIN)
    with pytest.raises(Invalid, match="legal hold"):
        remove(office.inbox, name, actor=ADMIN)


def test_who_may(office: Office) -> None:
    name = conversation(office)
    for agent in ("anna", "vera"):
        with pytest.raises(Forbidden):
            remove(office.inbox, name, actor=by(agent))
    for agent in ("hanna", "otto", "nobody"):
        with pytest.raises(NotFound):
            remove(office.inbox, name, actor=by(agent))
    remove(office.inbox, name, actor=ADMIN)
