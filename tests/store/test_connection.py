"""One URL names any kind of store."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import pytest

from server.domain.errors import Invalid, Unavailable
from server.store.commit import Outcome, Store, Write
from server.store.connection import connect, hosts
from server.store.keys import Keys


def test_a_single_server_by_tcp_tls_or_socket() -> None:
    tls: Any = connect("rediss://me:secret@store.example:7000/2")
    facts = tls.connection_pool.connection_kwargs
    assert (facts["host"], facts["port"], facts["db"], facts["password"]) == (
        "store.example",
        7000,
        2,
        "secret",
    )
    local: Any = connect("unix:///run/with%20space/s")
    assert local.connection_pool.connection_kwargs["path"] == "/run/with space/s"


def test_sentinels_and_the_service_they_watch() -> None:
    client: Any = connect("redis+sentinel://me:p%40ss@a.example:1,b.example/inbox/3?sentinel_password=w")
    pool = client.connection_pool
    assert pool.service_name == "inbox"
    facts = [watcher.connection_pool.connection_kwargs for watcher in pool.sentinel_manager.sentinels]
    assert [(one["host"], one["port"], one["password"]) for one in facts] == [
        ("a.example", 1, "w"),
        ("b.example", 26379, "w"),
    ]
    own = pool.connection_kwargs
    assert (own["username"], own["password"], own["db"]) == ("me", "p@ss", 3)


def test_hosts_of_a_list() -> None:
    assert hosts("me:x@[::1]:7,b", 6379) == [("::1", 7), ("b", 6379)]


@pytest.mark.parametrize(
    "url", ["", "http://x", "localhost:6379", "redis+sentinel://h", "redis+sentinel:///inbox"]
)
def test_a_url_that_names_no_store_is_refused_with_the_way_to_write_it(url: str) -> None:
    with pytest.raises(Invalid, match="REDIS_URL"):
        connect(url)


def test_a_commit_whose_answer_is_lost_is_repeated_only_under_a_request(
    server_url: str, store: Store, keys: Keys, tmp_path: Path
) -> None:
    writes = [Write("RPUSH", keys.activity("c"), ("{}",))]
    with Cutting(server_url.removeprefix("unix://"), tmp_path / "s") as line:
        client = connect(f"unix://{tmp_path}/s")
        done = Store(client).commit(request=keys.request("a", "r"), result="made", writes=writes)
        assert (done.outcome, done.result, line.carried) == (Outcome.REPEATED, "made", 2)
        line.cut = True
        with pytest.raises(Unavailable):
            Store(client).commit(writes=writes)
        assert line.carried == 3
        client.close()
    assert store.read([("LLEN", keys.activity("c"))]) == [2]


class Cutting:
    """A line to the store that breaks after the next call was carried out and before its answer arrives."""

    def __init__(self, target: str, path: Path) -> None:
        self.target, self.cut, self.carried = target, True, 0
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen()
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.thread.join()
        self.listener.close()

    def serve(self) -> None:
        """Serve one connection after the other."""
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                with near, socket.socket(socket.AF_UNIX) as far:
                    far.connect(self.target)
                    self.carry(near, far)

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry commands one way and answers the other."""
        while sent := near.recv(65_536):
            far.sendall(sent)
            answer = far.recv(65_536)
            call = b"FCALL" in sent
            self.carried += call
            if call and self.cut:
                self.cut = False
                return
            near.sendall(answer)
