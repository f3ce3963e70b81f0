"""The workspace that tests of use cases work in."""

from __future__ import annotations

import pytest

from server.store.commit import Store
from tests.support.office import Office, open_office


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    """A fresh workspace with people, mailboxes and a clock of its own."""
    return open_office(store, workspace)
