"""Presence is short-lived, and costs no write while nothing changes."""

from __future__ import annotations

import time

from server.domain.vocabulary import Mode
from server.store.commit import Store, Write
from server.store.keys import Keys
from server.store.presence import Presence, entries


def test_a_view_shows_who_is_here(store: Store, keys: Keys) -> None:
    presence = Presence(store, keys)
    presence.beat("c1", agent="priya", client="gmail", mode=Mode.VIEWING)
    beat = presence.beat("c1", agent="sam", client="outlook", mode=Mode.COMPOSING)
    view = store.view(keys, "c1")
    here = entries(view.presence, view.at)
    assert [(one.agent, one.client, one.mode) for one in here] == [
        ("priya", "gmail", Mode.VIEWING),
        ("sam", "outlook", Mode.COMPOSING),
    ]
    assert beat.entries == here


def test_an_early_beat_without_news_writes_nothing(store: Store, keys: Keys) -> None:
    presence = Presence(store, keys)
    first = presence.beat("c1", agent="sam", client="gmail", mode=Mode.VIEWING)
    again = presence.beat("c1", agent="sam", client="gmail", mode=Mode.VIEWING)
    other = presence.beat("c1", agent="sam", client="gmail", mode=Mode.COMPOSING)
    assert (first.written, again.written, other.written) == (True, False, True)
    assert again.entries == first.entries
    assert len(other.entries) == 1


def test_entries_end_by_themselves(store: Store, keys: Keys) -> None:
    presence = Presence(store, keys)
    presence.beat("c1", agent="sam", client="gmail", mode=Mode.VIEWING, lasts_ms=20)
    presence.beat("c1", agent="priya", client="gmail", mode=Mode.VIEWING)
    time.sleep(0.03)
    view = store.view(keys, "c1")
    assert [one.agent for one in entries(view.presence, view.at)] == ["priya"]
    [ttl] = store.read([("PTTL", keys.presence("c1"))])
    assert 20_000 < ttl <= 30_000
    assert presence.beat("c1", agent="priya", client="gmail", mode=Mode.VIEWING).written is False
    assert list(store.view(keys, "c1").presence) == ["priya"]


def test_a_beat_reads_the_mention_and_leaving_is_seen(store: Store, keys: Keys) -> None:
    presence = Presence(store, keys)
    mentions = keys.agent_index("sam", "mentions")
    store.commit(writes=[Write("ZADD", mentions, (1, "c1", 2, "c2"))])
    presence.beat("c1", agent="sam", client="gmail", mode=Mode.VIEWING)
    assert store.read([("ZRANGE", mentions, 0, -1)]) == [["c2"]]
    presence.leave("c1", "sam", mode=Mode.VIEWING)
    assert store.view(keys, "c1").presence == {}
