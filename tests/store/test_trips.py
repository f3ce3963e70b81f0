"""Each way to the store is one round trip."""

from __future__ import annotations

from server.store.commit import Check, Store, Write
from server.store.conversations import Conversations, Wanted
from server.store.digests import Digests
from server.store.keys import Keys
from tests.store.counting import CountingClient


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
    Conversations(counted, keys, Digests(b"k" * 32)).read("c1", Wanted())
    assert client.trips == 2
    counted.read([("HGETALL", keys.conversation("c1")), ("XLEN", keys.events), ("ZCARD", keys.due)])
    assert client.trips == 3
    assert counted.read([]) == []
    assert client.trips == 3
