"""One office behind the API per test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.store.commit import Store
from tests.support.api_edge import ApiEdge, api_edge
from tests.support.office import open_office


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[ApiEdge]:
    """The application before its stand-in for Entra; `store` checks the names of all keys afterwards."""
    with api_edge(open_office(store, workspace)) as built:
        yield built
