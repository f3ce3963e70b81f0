"""After an erasure the person is in no key, in no file of the store, and in no log line of the run (R16, D7)."""

from __future__ import annotations

import logging
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from server.store.commit import Store
from server.store.directories import Directories
from server.store.keys import Keys
from server.store.secrets import SecretBox
from server.usecases.privacy.erasing import confirm, watch
from server.usecases.privacy.running import work
from tests.store.servers import running
from tests.support.office import Office, open_office
from tests.support.traces import dumps, files, traces
from tests.usecases.privacy.conftest import SECRETS, leave_traces
from tests.usecases.privacy.test_erasing import BOSS, asked


def begun(office: Office) -> str:
    """Traces, counted and confirmed."""
    mona = office.inbox.directory.agents["mona"]
    office.workspaces.directories.put(office.id, replace(mona, admin=True), before=mona)
    leave_traces(office)
    job = asked(office)
    confirm(office.inbox, job.id, actor=BOSS)
    return job.id


def test_no_key_no_file_and_no_log_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with running(tmp_path) as (_, store):
        office = open_office(store, "firma")
        name = begun(office)
        assert set(traces(files(tmp_path), SECRETS)) == set(SECRETS)
        list(work(office.inbox, worker="w"))
        job = watch(office.inbox, name, actor=BOSS).job
        assert (job.state, job.left) == ("done", ())
        assert traces(dumps(store, Keys("firma")), SECRETS) == []
        assert traces(files(tmp_path), SECRETS) == []
    assert traces(caplog.text.encode(), SECRETS) == []


def test_the_store_may_be_killed_half_way(tmp_path: Path) -> None:
    with running(tmp_path) as (server, store):
        office = open_office(store, "firma")
        name = begun(office)
        steps = work(office.inbox, worker="killed")
        next(steps)
        os.kill(server.pid, signal.SIGKILL)
    with running(tmp_path) as (_, store):
        later = open_again(store, office)
        later.time[0] += 120_000
        list(work(later.inbox, worker="next"))
        assert watch(later.inbox, name, actor=BOSS).job.state == "done"
        assert traces(dumps(store, Keys("firma")), SECRETS) == []
        assert traces(files(tmp_path), SECRETS) == []


def open_again(store: Store, before: Office) -> Office:
    """The same office on a store that was started anew."""
    directories = Directories(store, SecretBox([b"k" * 32]), lambda: before.time[0])
    workspaces = replace(before.workspaces, store=store, directories=directories)
    return Office(workspaces, before.id, before.time)
