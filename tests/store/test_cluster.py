"""On a real cluster of three every workspace is one atomic whole, and no call asks for the way twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from redis import Redis

from server.store import checks, functions
from server.store.commit import Outcome, Store, Write
from server.store.connection import Client, connect, primaries
from server.store.conversations import Conversations, Wanted
from server.store.digests import Digests
from server.store.keys import Keys
from tests.store.servers import free_port, start_node, wait_for_cluster

SLOTS = ((0, 5460), (5461, 10922), (10923, 16383))


def join(ports: list[int]) -> None:
    """Give each node its share of the slots, and let them meet."""
    nodes = [Redis(port=port, decode_responses=True) for port in ports]
    for node, (first, last) in zip(nodes, SLOTS, strict=True):
        node.cluster("ADDSLOTSRANGE", first, last)
        node.cluster("MEET", "127.0.0.1", ports[0], nodes[0].config_get("cluster-port")["cluster-port"])
    for node in nodes:
        wait_for_cluster(node)
        node.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The client of three primaries."""
    ports = [free_port() for _ in SLOTS]
    folders = [tmp_path_factory.mktemp(f"n{number}") for number in range(3)]
    options = ("--appendonly", "yes", "--appendfsync", "everysec", "--cluster-node-timeout", "2000")
    started = [
        start_node(folder, "--port", str(port), *options) for folder, port in zip(folders, ports, strict=True)
    ]
    try:
        join(ports)
        url = "redis+cluster://" + ",".join(f"127.0.0.1:{port}" for port in ports)
        with closing(connect(url)) as client:
            yield client
    finally:
        for process in started:
            process.kill()
            process.wait()


def calls(client: Client, name: str) -> int:
    """How often all nodes together were sent a command."""
    found: list[dict[str, Any]] = [
        client.execute_command("INFO", "commandstats", **node) for node in primaries(client)
    ]
    return sum(int(stats.get(f"cmdstat_{name}", {}).get("calls", 0)) for stats in found)


def test_every_primary_gets_the_library_and_is_judged(cluster: Client) -> None:
    found = checks.examine(cluster)
    assert found.faults == []
    assert len(found.warnings) == 3
    assert functions.equal(cluster)
    assert checks.ready(cluster) == []


def test_workspaces_in_all_slots_commit_and_read(cluster: Client) -> None:
    store = Store(cluster)
    functions.ensure(cluster)
    asked, called = calls(cluster, "command|getkeys"), calls(cluster, "fcall")
    for number in range(30):
        keys = Keys(f"w{number}")
        done = store.commit(
            request=keys.request("a", "r"),
            writes=[
                Write("HSET", keys.conversation("c"), ("version", 1)),
                Write("XADD", keys.events, ("k", "v")),
            ],
        )
        assert done.outcome is Outcome.DONE
        assert store.read([("HGET", keys.conversation("c"), "version"), ("XLEN", keys.events)]) == ["1", 1]
    assert calls(cluster, "command|getkeys") == asked
    assert calls(cluster, "fcall") == called + 30


def test_two_workspaces_in_one_commit_are_refused(cluster: Client) -> None:
    with pytest.raises(ValueError, match="slot"):
        Store(cluster).commit(writes=[Write("SET", Keys(w).alias("m"), ("x",)) for w in ("w1", "w2", "w3")])


def test_a_primary_that_lost_the_library_gets_it_again(cluster: Client) -> None:
    for node in primaries(cluster):
        cluster.execute_command("FUNCTION FLUSH", **node)
    assert Store(cluster).commit(writes=[Write("SET", Keys("w9").alias("m"), ("x",))]).outcome is Outcome.DONE


def test_a_gmail_id_leads_to_its_conversation_in_every_slot(cluster: Client) -> None:
    functions.ensure(cluster)
    for number in range(30):
        keys = Keys(f"w{number}")
        conversations = Conversations(Store(cluster), keys, Digests(b"key"))
        conversations.store.commit(
            writes=[
                Write("SET", keys.gmail("a", "g"), ("c7 m7 s7",)),
                Write("ZADD", keys.mailbox_sender("box", "s7"), (1, "c7", 2, "c8")),
            ]
        )
        found = conversations.find(keys.gmail("a", "g"), Wanted(mailboxes=("box",)))
        assert conversations.find(keys.gmail("a", "none"), Wanted()) == 0
        assert isinstance(found, tuple)
        assert (found[0], found[1].same_sender) == ("c7 m7 s7", frozenset({"c8"}))
