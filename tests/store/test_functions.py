"""The library is loaded where it is missing, and two versions of it live side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store import functions
from server.store.commit import Outcome, Store, Write
from server.store.connection import Client, connect
from server.store.embedded import EmbeddedServer
from server.store.keys import Keys

WRITE = [Write("SET", Keys("w").alias("m1"), ("c1",))]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A server without any library."""
    server = EmbeddedServer(tmp_path)
    client = connect(server.start())
    yield client
    client.close()
    server.stop()


def test_a_commit_loads_the_library_where_it_is_missing(client: Client) -> None:
    assert functions.equal(client) is False
    assert Store(client).commit(writes=WRITE).outcome is Outcome.DONE
    assert functions.equal(client) is True
    functions.ensure(client)


def test_two_versions_serve_side_by_side(client: Client) -> None:
    functions.ensure(client)
    next_version = functions.source().replace("inbox_1", "inbox_2")
    client.execute_command("FUNCTION LOAD", next_version)
    assert Store(client).commit(writes=WRITE).outcome is Outcome.DONE
    reply = client.execute_command("FCALL", "inbox_2_commit", 0, 0, 0, "", 0, 0)
    assert reply[0] == "DONE"
