"""What is kept of subjects, from the mail that comes in to what was stored before (PRODUCT 3.1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.jobs import JobState
from server.domain.listviews import Queue
from server.store.keys import Keys
from server.store.purging import read_contents
from server.usecases.inspection import inspect
from server.usecases.privacy.erasing import ask_subjects, confirm, watch
from server.usecases.privacy.running import work
from server.usecases.queues import queue
from tests.support.office import Office, mail
from tests.support.traces import dumps, traces
from tests.usecases.privacy.test_erasing import BOSS


def keep(office: Office, storage: str) -> None:
    before = office.inbox.directory.workspace
    office.workspaces.directories.change_workspace(before, replace(before, subject_storage=storage))


def left(office: Office) -> list[str]:
    return traces(dumps(office.workspaces.store, Keys(office.id)), ["Krankmeldung"])


def digests(office: Office, conversation: str) -> list[str]:
    return [one.subject_digest for one in read_contents(office.inbox.conversations, conversation).messages]


@pytest.mark.parametrize("storage", ["hashed", "none"])
def test_no_subject_is_stored(office: Office, storage: str) -> None:
    keep(office, storage)
    name = office.deliver(mail("a@x", subject="Krankmeldung")).conversation or ""
    office.deliver(mail("b@x", subject="Krankmeldung", refers=("a@x",)))
    assert office.conversation(name).subject == ""
    assert left(office) == []
    one, other = digests(office, name)
    assert one == other
    assert bool(one) is (storage == "hashed")


def test_what_is_stored_is_brought_in_line_after_a_count(office: Office) -> None:
    name = office.deliver(mail("a@x", subject="Krankmeldung")).conversation or ""
    keep(office, "hashed")
    job = ask_subjects(office.inbox, actor=BOSS)
    list(work(office.inbox, worker="w"))
    counted = watch(office.inbox, job.id, actor=BOSS).job
    assert (counted.state, counted.found) == (JobState.COUNTED, {"messages": 1, "conversations": 1})
    assert left(office) == ["Krankmeldung"]
    confirm(office.inbox, job.id, actor=BOSS)
    list(work(office.inbox, worker="w"))
    done = watch(office.inbox, job.id, actor=BOSS).job
    assert (done.state, done.counts) == (JobState.DONE, counted.found)
    assert left(office) == []
    assert digests(office, name) != [""]
    keep(office, "none")
    confirm(office.inbox, _counted(office), actor=BOSS)
    list(work(office.inbox, worker="w"))
    assert digests(office, name) == [""]
    assert [one.what for one in inspect(office.inbox, repair=False, progress=lambda _: None)] == []


def test_a_forward_is_one_though_its_subject_is_not_kept(office: Office) -> None:
    office.set("hr", addresses=("hr@firma.example",))
    keep(office, "none")
    first = office.deliver(mail("a@x", subject="Frage")).conversation
    forward = mail("b@x", subject="Fwd: Frage", to="hr@firma.example", References="<a@x>")
    assert office.deliver(forward).conversation != first


def _counted(office: Office) -> str:
    job = ask_subjects(office.inbox, actor=BOSS)
    list(work(office.inbox, worker="w"))
    return job.id


def test_a_list_says_why_there_is_no_subject(office: Office) -> None:
    anna = office.inbox.directory.agents["anna"]
    keep(office, "none")
    office.deliver(mail("a@x", subject="Krankmeldung"))
    (row,) = queue(office.inbox, anna, queue=Queue.UNASSIGNED).rows
    assert (row.subject, row.subject_kept) == ("", False)
    keep(office, "plain")
    assert all(one.subject_kept for one in queue(office.inbox, anna, queue=Queue.UNASSIGNED).rows)
