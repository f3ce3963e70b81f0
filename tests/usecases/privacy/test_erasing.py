"""After an erasure nothing leads to the person, and everything else is as it was (R16)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import Conflict, Invalid
from server.domain.events import Actor
from server.domain.jobs import Job, JobState
from server.domain.vocabulary import Via
from server.store.keys import Keys
from server.usecases.holds import hold_address, hold_conversation, release_address
from server.usecases.ingest import Result
from server.usecases.inspection import inspect
from server.usecases.privacy.erasing import ask, cancel, confirm, list_jobs, watch
from server.usecases.privacy.running import work
from server.usecases.queues import previous
from server.usecases.settings.agents import deactivate_agent
from tests.support.office import Office, mail
from tests.support.traces import dumps, traces
from tests.usecases.privacy.conftest import ADDRESS, ENCODED, SECRETS, Traced

BOSS = Actor("agent", Via.WEB, "mona")


def work_off(office: Office) -> None:
    for _ in work(office.inbox, worker="w"):
        pass


def asked(office: Office, address: str = ADDRESS) -> Job:
    job = ask(office.inbox, address, actor=BOSS)
    work_off(office)
    return watch(office.inbox, job.id, actor=BOSS).job


def erased(office: Office, address: str = ADDRESS) -> Job:
    job = asked(office, address)
    confirm(office.inbox, job.id, actor=BOSS)
    work_off(office)
    return watch(office.inbox, job.id, actor=BOSS).job


def left(office: Office) -> list[str]:
    return traces(dumps(office.workspaces.store, Keys(office.id)), SECRETS)


def faults(office: Office) -> list[str]:
    return [
        f"{one.where}: {one.what}" for one in inspect(office.inbox, repair=False, progress=lambda _: None)
    ]


def test_a_dry_run_counts_and_changes_nothing(traced: Traced) -> None:
    office = traced.office
    before = {c: office.conversation(c) for c in (traced.own, traced.other, traced.copied)}
    job = asked(office)
    assert job.state is JobState.COUNTED
    assert job.found["conversations"] == 3
    assert job.found["comments"] == 2
    assert job.found["fields"] == 2
    assert job.found["subjects"] == 2
    assert {c: office.conversation(c) for c in before} == before
    assert watch(office.inbox, job.id, actor=BOSS).whom.names == ("Quittenbaum, Adalbert",)
    confirm(office.inbox, job.id, actor=BOSS)
    work_off(office)
    assert watch(office.inbox, job.id, actor=BOSS).job.counts == job.found


def test_nothing_leads_to_the_person_any_more(traced: Traced) -> None:
    office = traced.office
    assert set(left(office)) == set(SECRETS)
    job = erased(office)
    assert (job.state, job.left, job.held, job.sealed) == (JobState.DONE, (), (), "")
    assert left(office) == []
    assert faults(office) == []


def test_one_pseudonym_stands_everywhere(traced: Traced) -> None:
    office = traced.office
    job = erased(office)
    own = office.conversation(traced.own)
    assert (own.customer, own.subject, own.customer_name, own.fields) == (
        job.pseudonym,
        job.pseudonym,
        "",
        {},
    )
    assert office.conversation(traced.copied).participants == ("uwe@see.example", job.pseudonym)
    assert office.conversation(traced.other).subject == f"Zu {job.pseudonym}"
    assert office.conversation(traced.other).tags == (job.pseudonym,)
    found = previous(office.inbox, office.inbox.directory.agents["anna"], conversation=traced.own)
    assert found.rows == ()
    comments = _texts(office, traced.own)
    assert comments == [f"Frau Müller, ruf {job.pseudonym} an, er ist {job.pseudonym} Sohn. @Ben bitte"]


def test_other_people_stay(traced: Traced) -> None:
    office = traced.office
    before = office.conversation(traced.stranger)
    erased(office)
    assert office.conversation(traced.stranger) == before
    assert _texts(office, traced.stranger) == ["Der Baum steht bei der Mühle. @Ben"]


def test_mentions_of_colleagues_keep_their_place(traced: Traced) -> None:
    from server.store.purging import read_contents

    office = traced.office
    erased(office)
    (comment,) = read_contents(office.inbox.conversations, traced.own).comments
    assert [comment.text[m.start : m.end] for m in comment.mentions] == ["@Ben"]


def test_a_copy_is_known_and_brings_nothing_back(traced: Traced) -> None:
    office = traced.office
    erased(office)
    again = mail(
        "geheime-id-1@mail.xn--mhle-0ra.example",
        sender=f"Adalbert Quittenbaum <{ENCODED}>",
        subject="Krankmeldung",
    )
    known = office.deliver(again, sent_by=None, copy="another")
    assert (known.result, known.conversation) == (Result.KNOWN, traced.own)
    reply = mail("antwort@firma.example", sender="anna@firma.example", to=ENCODED, at=office.time[0])
    assert office.deliver(reply, sent_by="anna").result is Result.KNOWN
    assert left(office) == []


def test_what_they_write_later_is_not_linked_to_what_was_erased(traced: Traced) -> None:
    office = traced.office
    erased(office)
    later = mail("neu@x", sender=ENCODED, refers=("geheime-id-1@mail.xn--mhle-0ra.example",))
    fresh = office.deliver(later)
    assert fresh.result is Result.CREATED
    record = office.conversation(fresh)
    assert record.continues is None
    assert record.conflicts_with == ()
    found = previous(office.inbox, office.inbox.directory.agents["anna"], conversation=record.id)
    assert found.rows == ()
    assert erased(office).counts["conversations"] == 1
    assert left(office) == []


def test_who_is_killed_over_it_is_followed_by_the_next(traced: Traced) -> None:
    office = traced.office
    job = asked(office)
    confirm(office.inbox, job.id, actor=BOSS)
    killed = work(office.inbox, worker="killed")
    next(killed)
    assert list(work(office.inbox, worker="w")) == []
    office.time[0] += 61_000
    work_off(office)
    done = watch(office.inbox, job.id, actor=BOSS).job
    assert (done.state, done.counts) == (JobState.DONE, job.found)
    assert list(killed) == []
    assert left(office) == []


def test_what_comes_in_meanwhile_is_caught(traced: Traced) -> None:
    office = traced.office
    job = asked(office)
    confirm(office.inbox, job.id, actor=BOSS)
    running = work(office.inbox, worker="w")
    next(running)
    office.deliver(mail("spaet@x", sender=f"Adalbert Quittenbaum <{ENCODED}>", subject="Krankmeldung 2"))
    list(running)
    assert watch(office.inbox, job.id, actor=BOSS).job.state is JobState.DONE
    assert left(office) == []


def test_a_hold_keeps_and_is_reported(traced: Traced) -> None:
    office = traced.office
    hold_conversation(office.inbox, traced.own, actor=BOSS)
    before = office.conversation(traced.own)
    job = erased(office)
    assert job.held == (traced.own,)
    assert office.conversation(traced.own) == before
    assert ADDRESS not in str(office.conversation(traced.other))


def test_nothing_about_a_held_address_is_erased(traced: Traced) -> None:
    office = traced.office
    hold_address(office.inbox, ENCODED, actor=BOSS)
    with pytest.raises(Invalid, match="legal hold"):
        ask(office.inbox, ADDRESS, actor=BOSS)
    release_address(office.inbox, ADDRESS, actor=BOSS)
    assert erased(office).state is JobState.DONE


def test_it_can_be_cancelled_before_it_begins_and_not_afterwards(traced: Traced) -> None:
    office = traced.office
    job = asked(office)
    assert cancel(office.inbox, job.id, actor=BOSS).sealed == ""
    with pytest.raises(Conflict):
        confirm(office.inbox, job.id, actor=BOSS)
    done = erased(office)
    with pytest.raises(Conflict):
        cancel(office.inbox, done.id, actor=BOSS)
    assert [one.id for one in list_jobs(office.inbox, actor=BOSS)] == [done.id, job.id]


@pytest.mark.parametrize("address", ["support@firma.example", "anna@firma.example"])
def test_what_is_ours_is_not_erased(office: Office, address: str) -> None:
    with pytest.raises(Invalid, match="ours"):
        ask(office.inbox, address, actor=BOSS)


@pytest.mark.parametrize("address", ["", "x", "@x.example", "a b@x.example", "a@b"])
def test_only_an_address_is_erased(office: Office, address: str) -> None:
    with pytest.raises(Invalid):
        ask(office.inbox, address, actor=BOSS)


def test_who_left_for_good_loses_the_name_and_keeps_the_acts(traced: Traced) -> None:
    office = traced.office
    anna = office.inbox.directory.agents["anna"]
    named = replace(anna, name="Anna Zwetschgenstein", emails=("anna.zwetschgenstein@firma.example",))
    office.workspaces.directories.put(office.id, named, before=anna)
    deactivate_agent(office.inbox, named, actor=BOSS)
    before = office.events(traced.own)
    erased(office, "anna.zwetschgenstein@firma.example")
    record = office.inbox.directory.agents["anna"]
    assert (record.name, record.emails) == ("Ehemalige:r Mitarbeiter:in 1", ())
    assert office.events(traced.own)[: len(before)] == before
    assert traces(dumps(office.workspaces.store, Keys(office.id)), ["zwetschgenstein"]) == []
    assert faults(office) == []


def _texts(office: Office, conversation: str) -> list[str]:
    from server.store.purging import read_contents

    return [one.text for one in read_contents(office.inbox.conversations, conversation).comments]
