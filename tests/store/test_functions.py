"""The library is loaded where it is missing, and two versions of it live side by side."""

from __future__ import annotations

import hashlib
import json
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


def test_the_library_is_the_one_known_under_its_name() -> None:
    known = json.loads(Path(__file__).with_name("library.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(functions.source().encode()).hexdigest()
    assert known.get(functions.LIBRARY) == digest, (
        f"inbox.lua is not what {functions.LIBRARY} was. Once that was released, raise the version in its name "
        f"and in functions.py, for a running process would meet other functions under the names it calls; "
        f"before that, put {digest} into library.json."
    )


def test_two_versions_serve_side_by_side(client: Client) -> None:
    functions.ensure(client)
    next_version = functions.source().replace("inbox_1", "inbox_2")
    client.execute_command("FUNCTION LOAD", next_version)
    assert Store(client).commit(writes=WRITE).outcome is Outcome.DONE
    reply = client.execute_command("FCALL", "inbox_2_commit", 0, 0, 0, "", 0, 0)
    assert reply[0] == "DONE"
