"""Real servers for tests: a cluster-mode node on loopback, and a private store with its library loaded."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from redis import Redis

from server.store import functions
from server.store.commit import Store
from server.store.connection import connect
from server.store.embedded import EmbeddedServer
from server.store.engine import engine


def free_port() -> int:
    """A TCP port nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_node(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """A cluster-mode server on loopback, answering at the unix socket `folder/s`."""
    command = [str(engine()), "--bind", "127.0.0.1", "--unixsocket", str(folder / "s"), "--dir", str(folder)]
    command += ["--cluster-enabled", "yes", "--cluster-port", str(free_port()), "--save", "", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _ in range(500):
        if (folder / "s").exists() and process.poll() is None:
            return process
        time.sleep(0.01)
    raise AssertionError("the test server did not start")


def wait_for_cluster(client: Redis) -> None:
    """Return once the node says that its cluster is whole."""
    for _ in range(500):
        if dict(client.cluster("INFO"))["cluster_state"] == "ok":
            return
        time.sleep(0.02)
    raise AssertionError("the cluster never became whole")


@contextmanager
def whole_cluster() -> Iterator[str]:
    """The address of a server in one-node cluster mode, so that a step across slots fails here already."""
    with tempfile.TemporaryDirectory(prefix="rn") as name:
        folder = Path(name)
        # An acknowledged write need not reach the disk here; tests of durability start servers of their own.
        process = start_node(folder, "--port", "0", "--appendonly", "yes", "--appendfsync", "everysec")
        try:
            url = f"unix://{folder}/s"
            # It writes its slots to the disk first, which others may be keeping busy.
            client = Redis.from_url(url, decode_responses=True, socket_timeout=60)
            client.cluster("ADDSLOTSRANGE", 0, 16383)
            wait_for_cluster(client)
            client.close()
            yield url
        finally:
            process.kill()
            process.wait()


@contextmanager
def running(folder: Path) -> Iterator[tuple[EmbeddedServer, Store]]:
    """A private server on the folder, and its store with the library loaded."""
    server = EmbeddedServer(folder, lock_seconds=0.2)
    client = connect(server.start())
    try:
        functions.ensure(client)
        yield server, Store(client)
    finally:
        client.close()
        server.stop()
