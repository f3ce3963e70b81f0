"""One office behind the settings per test, alone or between the stand-ins for Google and Microsoft."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.store.commit import Store
from tests.support.admin_edge import AdminEdge, admin_edge
from tests.support.office import open_office


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[AdminEdge]:
    """The application with everybody linked; `store` checks the names of all keys afterwards."""
    with admin_edge(open_office(store, workspace)) as built:
        yield built
