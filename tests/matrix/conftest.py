"""One world for all cells: each puts back what it changed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from server.store.commit import Store
from server.store.connection import Client
from tests.matrix.world import World, world


@pytest.fixture(scope="session")
def built(store_client: Client) -> Iterator[World]:
    """The workspace with everybody and everything in it."""
    with world(Store(store_client), "w" + secrets.token_hex(6)) as made:
        yield made


@pytest.fixture
def matrix(built: World, store: Store) -> World:
    """The same, as it was made; `store` checks the names of all keys afterwards."""
    built.restore()
    return built
