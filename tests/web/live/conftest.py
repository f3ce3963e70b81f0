"""One office behind a real server per test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.store.commit import Store
from tests.support.api_edge import ApiEdge, api_edge
from tests.support.office import open_office
from tests.web.live.listening import Open, served, stream_app


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[ApiEdge]:
    with api_edge(open_office(store, workspace)) as built:
        yield built


@pytest.fixture
def opened(edge: ApiEdge) -> Iterator[Open]:
    """Silence is short here, so that the server notices within a test that a client has gone."""
    with served(stream_app(edge, silence_s=0.2)) as port:
        yield Open(edge, port)
