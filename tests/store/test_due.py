"""Timed work survives the worker that took it."""

from __future__ import annotations

import time

from server.store.commit import Store
from server.store.due import Due
from server.store.keys import Keys


def test_only_what_is_due_is_taken_and_by_one_only(store: Store, keys: Keys) -> None:
    due = Due(store, keys)
    now = store.commit(writes=[]).at
    due.put("wake:c2", now - 1)
    due.put("wake:c1", now - 2)
    due.put("wake:c3", now + 60_000)
    assert [taken.member for taken in due.take()] == ["wake:c1", "wake:c2"]
    assert due.take() == []


def test_work_comes_back_when_its_lease_ends(store: Store, keys: Keys) -> None:
    due = Due(store, keys)
    due.put("wake:c1", 1)
    [lost] = due.take(lease_ms=10)
    time.sleep(0.02)
    [taken] = due.take()
    assert taken.member == lost.member
    assert due.done(lost) is False
    assert due.done(taken) is True
    assert store.read([("ZCARD", keys.due)]) == [0]


def test_work_put_anew_while_it_is_done_stays(store: Store, keys: Keys) -> None:
    due = Due(store, keys)
    due.put("wake:c1", 1)
    [taken] = due.take()
    due.put("wake:c1", 2)
    assert due.done(taken) is False
    assert [again.member for again in due.take()] == ["wake:c1"]


def test_the_limit_holds(store: Store, keys: Keys) -> None:
    due = Due(store, keys)
    for number in range(5):
        due.put(f"wake:c{number}", number)
    assert len(due.take(2)) == 2
    assert len(due.take()) == 3
