"""The worker's round: what takes long is done in slices, and what falls due meanwhile does not wait for it."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server import worker as working
from server.bootstrap import connected
from server.domain.conversation import Change, Conversation
from server.domain.workspace import Mailbox, Workspace
from server.settings import Settings, read
from server.store.commentindex import CommentIndex
from server.store.searching import SearchIndex
from server.usecases.inbox import Inbox
from server.usecases.settings.workspace import change_workspace
from server.worker import Worker
from tests.store.servers import running

WORKSPACE = "firma"
STORED = 130


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    with running(tmp_path / "store") as (server, _):
        yield read(
            {
                "RANDNOTIZ_DATA": str(tmp_path),
                "RANDNOTIZ_REDIS_URL": server.url,
                "RANDNOTIZ_SECRET_KEY": "k" * 32,
            }
        )


def filled(settings: Settings) -> Inbox:
    """A workspace from before there was an index of words, with a conversation that is to wake up."""
    workspaces = connected(settings, settings.redis_url or "")
    workspaces.directories.found(Workspace(WORKSPACE, "Firma"))
    workspaces.directories.put(WORKSPACE, Mailbox("support", "Support", ("s@firma.example",)), before=None)
    inbox = workspaces.inbox(WORKSPACE)
    for number in range(STORED):
        record = Conversation(f"c{number:03d}", ("support",), subject=f"Rechnung {number}", created_at=number)
        inbox.conversations.commit(None, Change(record), request=None)
    keys, store = inbox.conversations.keys, inbox.conversations.store
    store.write("DEL", keys.mailbox_index("support", "search"))
    store.write("HDEL", keys.record, "search")
    return inbox


def test_an_index_is_built_in_slices_while_everything_else_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "INDEXING_S", 0)
    inbox = filled(settings)
    index = SearchIndex(inbox.conversations)
    worker = Worker(settings, threading.Event())
    worker.round()
    assert not index.built()
    record = inbox.conversations.get_many(["c000"])[0]
    assert record is not None
    sleeping = replace(record, snoozed_until=1, snoozed_by="agent:eva")
    inbox.conversations.commit(record, Change(sleeping), request=None)
    worker.round()
    woken = inbox.conversations.get_many(["c000"])[0]
    assert woken is not None
    assert woken.snoozed_until is None
    assert not index.built()
    rounds = 0
    while not index.built():
        rounds += 1
        worker.round()
        assert rounds < 10


def test_a_worker_that_was_killed_over_it_is_followed_by_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = filled(settings)
    monkeypatch.setattr(working, "INDEXING_S", 0)
    Worker(settings, threading.Event()).round()
    monkeypatch.setattr(working, "INDEXING_S", 60)
    Worker(settings, threading.Event()).round()
    key = inbox.conversations.keys.mailbox_index("support", "search")
    found = inbox.conversations.store.read([("ZLEXCOUNT", key, "[rechnung:", "(rechnung;")])[0]
    assert (SearchIndex(inbox.conversations).built(), found) == (True, STORED)


def test_comments_are_indexed_from_one_round_to_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "INDEXING_S", 60)
    inbox = filled(settings)
    comments = CommentIndex(inbox.conversations)
    worker = Worker(settings, threading.Event())
    for wanted in (True, False):
        change_workspace(inbox, replace(inbox.directory.workspace, search_comments=wanted))
        worker.round()
        assert comments.stands() == (wanted, wanted)
        inbox = inbox.current(-1)


def test_an_index_that_nobody_wants_any_more_is_not_built_to_the_end(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = filled(settings)
    comments = CommentIndex(inbox.conversations)
    for _ in SearchIndex(inbox.conversations).build():
        pass
    worker = Worker(settings, threading.Event())
    monkeypatch.setattr(working, "INDEXING_S", 0)
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=True))
    worker.round()
    assert comments.stands() == (True, False)
    inbox = inbox.current(-1)
    change_workspace(inbox, replace(inbox.directory.workspace, search_comments=False))
    worker.round()
    assert comments.stands() == (False, False)
