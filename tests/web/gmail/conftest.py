"""One firm with its Gmail per test; whatever a test does, nothing of mail or tokens reaches the logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.demo.issuer import Issuer
from server.demo.run import now_ms
from server.store.commit import Store
from tests.support.gmail_edge import GmailEdge, gmail_edge


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """One key for all tests: making one takes long."""
    return Issuer(url="http://127.0.0.1:8", now_ms=now_ms)


@pytest.fixture
def edge(
    server_url: str, store: Store, issuer: Issuer, workspace: str, tmp_path: Path
) -> Iterator[GmailEdge]:
    """The application before its stand-in for Google; `store` checks the names of all keys afterwards."""
    del store
    with gmail_edge(server_url, issuer, workspace, tmp_path) as built:
        yield built
        built.check_log()
