"""One conversation's view is read in one round trip."""

from __future__ import annotations

from server.store.commit import Check, Store, Write
from server.store.keys import Keys
from tests.store.counting import CountingClient


def test_a_conversation_that_does_not_exist_is_empty(store: Store, keys: Keys) -> None:
    view = store.view(keys, "c1")
    assert (view.version, view.record, view.comments, view.activity) == (None, None, [], [])
    assert (view.comment_count, view.activity_count, view.message_count) == (0, 0, 0)
    assert (view.presence, view.message) == ({}, {})
    assert view.at > 1_700_000_000_000


def test_newest_comments_and_activity_come_oldest_first(store: Store, keys: Keys) -> None:
    writes = [
        Write("HSET", keys.conversation("c1"), ("version", "4", "record", '{"shape":1}')),
        Write("ZADD", keys.messages("c1"), (5, "m1", 6, "m2")),
        Write("HSET", keys.message("m1"), ("conversation", "c1", "facts", "{}")),
    ]
    for at in (1, 2, 3):
        writes.append(Write("ZADD", keys.comment_ids("c1"), (at, f"k{at}")))
        writes.append(Write("HSET", keys.comments("c1"), (f"k{at}", f"comment {at}")))
        writes.append(Write("RPUSH", keys.activity("c1"), (f"event {at}",)))
    store.commit(writes=writes)
    view = store.view(keys, "c1", message="m1", comments=2, activity=1)
    assert (view.version, view.record) == ("4", '{"shape":1}')
    assert (view.comment_count, view.comments) == (3, ["comment 2", "comment 3"])
    assert (view.activity_count, view.activity) == (3, ["event 3"])
    assert view.message_count == 2
    assert view.message == {"conversation": "c1", "facts": "{}"}


def test_nothing_asked_for_is_nothing_read(store: Store, keys: Keys) -> None:
    store.commit(
        writes=[
            Write("ZADD", keys.comment_ids("c1"), (1, "k1")),
            Write("HSET", keys.comments("c1"), ("k1", "comment")),
            Write("RPUSH", keys.activity("c1"), ("event",)),
        ]
    )
    view = store.view(keys, "c1", comments=0, activity=0)
    assert (view.comments, view.activity, view.comment_count, view.activity_count) == ([], [], 1, 1)


def test_each_way_to_the_store_is_one_round_trip(store: Store, keys: Keys) -> None:
    client = CountingClient(store.client)
    counted = Store(client)
    counted.commit(
        request=keys.request("a", "r"),
        checks=[Check(keys.conversation("c1"), "version", None)],
        writes=[
            Write("HSET", keys.conversation("c1"), ("version", "1")),
            Write("XADD", keys.events, ("a", "b")),
        ],
    )
    assert client.trips == 1
    counted.view(keys, "c1")
    assert client.trips == 2
    counted.read([("HGETALL", keys.conversation("c1")), ("XLEN", keys.events), ("ZCARD", keys.due)])
    assert client.trips == 3
    assert counted.read([]) == []
    assert client.trips == 3
