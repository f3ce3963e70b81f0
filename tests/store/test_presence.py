"""Presence is short-lived, and costs no write while nothing changes."""

from __future__ import annotations

import time

from server.domain.vocabulary import Mode
from server.store.commit import Store, Write
from server.store.keys import Keys
from server.store.presence import Presence
from tests.store.looking import here, look


def kept(store: Store, keys: Keys, agent: str) -> str | None:
    """The entry of an agent as it is written."""
    [found] = store.read([("HGET", keys.presence("c1"), agent)])
    return found if found is None else str(found)


def test_who_looks_is_seen_in_the_order_of_coming(store: Store, keys: Keys) -> None:
    look(store, keys, "priya")
    look(store, keys, "sam", "outlook|composing")
    assert [(one.agent, one.client, one.mode) for one in here(store, keys)] == [
        ("priya", "gmail", Mode.VIEWING),
        ("sam", "outlook", Mode.COMPOSING),
    ]


def test_an_early_look_without_news_writes_nothing(store: Store, keys: Keys) -> None:
    look(store, keys, "sam")
    first = kept(store, keys, "sam")
    look(store, keys, "sam")
    assert kept(store, keys, "sam") == first
    look(store, keys, "sam", "gmail|composing")
    composing = kept(store, keys, "sam")
    assert composing != first
    look(store, keys, "sam")
    assert kept(store, keys, "sam") == composing
    assert len(here(store, keys)) == 1


def test_entries_end_by_themselves(store: Store, keys: Keys) -> None:
    look(store, keys, "sam", lasts_ms=20)
    look(store, keys, "priya")
    time.sleep(0.03)
    assert [one.agent for one in here(store, keys)] == ["priya"]
    [ttl] = store.read([("PTTL", keys.presence("c1"))])
    assert 20_000 < ttl <= 30_000
    look(store, keys, "priya")
    assert kept(store, keys, "sam") is None


def test_a_look_reads_the_mention_and_leaving_is_seen(store: Store, keys: Keys) -> None:
    mentions = keys.agent_index("sam", "mentions")
    store.commit(writes=[Write("ZADD", mentions, (1, "c1", 2, "c2"))])
    look(store, keys, "sam")
    assert store.read([("ZRANGE", mentions, 0, -1)]) == [["c2"]]
    Presence(store, keys).leave("c1", "sam", mode=Mode.VIEWING)
    assert here(store, keys) == []
