"""What tests share: one private server per worker, a fresh workspace per test, no way out to the network."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_socket import socket_allow_hosts

from server.store import functions
from server.store.commit import Store
from server.store.connection import Client, connect
from server.store.keypatterns import matches
from server.store.keys import Keys
from tests.store.servers import whole_cluster
from tests.support.chromium import ensure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Where Python is told to keep nothing it compiled, keep that aside for the programs that tests start."""
    if config.pluginmanager.hasplugin("cacheprovider") and os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Each of dozens would spend seconds on compiling what the one before it had compiled.
        assert config.cache is not None
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(config.cache.mkdir("bytecode")))


@pytest.fixture(autouse=True)
def _sealed_network() -> None:
    """A test that reaches for another machine fails."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The private server of this process of tests."""
    with whole_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def store_client(server_url: str) -> Iterator[Client]:
    """The client of the private server, with the function library loaded."""
    client = connect(server_url)
    functions.ensure(client)
    yield client
    client.close()


@pytest.fixture
def store(store_client: Client) -> Iterator[Store]:
    """The empty store; afterwards every key in it must be one that the table in keys.py names."""
    # Emptied, not only shared: looking through all that was ever written took longer with every test.
    store_client.execute_command("FLUSHALL")
    yield Store(store_client)
    assert not [key for key in store_client.scan_iter(count=1000) if not matches(key)]


@pytest.fixture
def workspace() -> str:
    """The id of a workspace that no other test uses."""
    return "w" + secrets.token_hex(6)


@pytest.fixture
def keys(workspace: str) -> Keys:
    """The keys of this test's own workspace."""
    return Keys(workspace)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this process of tests; Playwright cannot be started twice in one."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # a busy machine may take longer than the usual five seconds
    program = ensure()  # before Playwright runs: looking for one may start it too
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(program), args=ARGUMENTS)
        yield chromium
        chromium.close()
