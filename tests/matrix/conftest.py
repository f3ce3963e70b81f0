"""One world for all cells: each puts back what it changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing

import pytest

from server.store import functions
from server.store.commit import Store
from server.store.connection import connect
from server.store.keypatterns import matches
from tests.matrix.world import World, world
from tests.store.servers import whole_cluster


@pytest.fixture(scope="session")
def built() -> Iterator[World]:
    """The workspace with everybody and everything in it; afterwards every key is one that keys.py names."""
    # On a server of its own: the other tests empty theirs.
    with whole_cluster() as url, closing(connect(url)) as client:
        functions.ensure(client)
        with world(Store(client), "w" + secrets.token_hex(6)) as made:
            yield made
        assert not [key for key in client.scan_iter(count=1000) if not matches(key)]


@pytest.fixture
def matrix(built: World) -> World:
    """The same, as it was made."""
    built.restore()
    return built
