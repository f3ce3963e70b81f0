"""One world for all cells: each puts back what it changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from server.store.commit import Store
from server.store.connection import Client
from server.store.keypatterns import matches
from tests.matrix.world import World, world


@pytest.fixture(scope="session")
def built(store_client: Client) -> Iterator[World]:
    """The workspace with everybody and everything in it; afterwards every key is one that keys.py names."""
    name = "w" + secrets.token_hex(6)
    with world(Store(store_client), name) as made:
        yield made
    assert not [key for key in store_client.scan_iter(match=f"*{name}*", count=1000) if not matches(key)]


@pytest.fixture
def matrix(built: World) -> World:
    """The same, as it was made."""
    built.restore()
    return built
