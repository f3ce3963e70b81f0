"""Looks are written together, a moment later, and hide nothing that the agent may not have seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain.errors import Unavailable
from server.store.commit import Store, Write
from server.store.keys import Keys
from server.store.looks import Look, Looks
from tests.store.counting import CountingClient

LOOK = Look("sam", "c1", version=4, lines=7, doing="gmail|viewing", lasts_ms=300_000)


def stored(store: Store, keys: Keys, *conversations: str) -> None:
    """Conversations at version 4, each with a mention of Sam."""
    for one in conversations:
        store.commit(
            writes=[
                Write("HSET", keys.conversation(one), ("version", "4")),
                Write("ZADD", keys.agent_index("sam", "mentions"), (1, one)),
            ]
        )


def mentions(store: Store, keys: Keys) -> list[str]:
    [found] = store.read([("ZRANGE", keys.agent_index("sam", "mentions"), 0, -1)])
    return list(found)


def test_a_look_is_presence_reads_the_mention_and_counts_what_was_seen(store: Store, keys: Keys) -> None:
    stored(store, keys, "c1", "c2")
    Looks().note(store, keys.workspace, LOOK)
    here, left, [seen] = store.read(
        [("HKEYS", keys.presence("c1")), ("PTTL", keys.presence("c1")), ("HVALS", keys.seen("c1"))]
    )
    assert (here, seen, mentions(store, keys)) == (["sam"], "7", ["c2"])
    assert 299_000 < left <= 300_000


def test_who_is_not_to_be_noted_has_read_it_all_the_same(store: Store, keys: Keys) -> None:
    stored(store, keys, "c1")
    Looks().note(store, keys.workspace, replace(LOOK, lasts_ms=0))
    assert store.read([("EXISTS", keys.presence("c1")), ("EXISTS", keys.presence_feed)]) == [0, 0]
    assert mentions(store, keys) == []


def test_a_mention_written_since_stays(store: Store, keys: Keys) -> None:
    stored(store, keys, "c1")
    Looks().note(store, keys.workspace, replace(LOOK, version=3))
    assert mentions(store, keys) == ["c1"]
    assert store.read([("HKEYS", keys.presence("c1"))]) == [["sam"]]


def test_what_is_gone_is_not_looked_at(store: Store, keys: Keys) -> None:
    Looks().note(store, keys.workspace, LOOK)
    names = (keys.presence("c1"), keys.seen("c1"), keys.presence_feed)
    assert store.read([("EXISTS", name) for name in names]) == [0, 0, 0]


def test_many_looks_wait_for_one_moment_and_cost_few_trips(store: Store, keys: Keys) -> None:
    client = CountingClient(store.client)
    moments: list[Callable[[], None]] = []
    looks = Looks(moments.append)
    names = [f"c{number}" for number in range(120)]
    stored(store, keys, *names)
    for name in names:
        looks.note(Store(client), keys.workspace, replace(LOOK, conversation=name))
    assert (len(moments), client.trips) == (1, 0)
    moments.pop()()
    assert client.trips == 3
    assert mentions(store, keys) == []
    looks.note(store, keys.workspace, LOOK)
    assert len(moments) == 1


def test_a_store_out_of_reach_fails_nobody(store: Store, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise Unavailable("The store cannot be reached.")

    monkeypatch.setattr(Store, "call", away)
    Looks().note(store, keys.workspace, LOOK)
