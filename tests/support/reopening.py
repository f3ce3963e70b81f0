"""The workspaces of a store that a test filled, opened anew: by another process, or under another clock."""

from __future__ import annotations

from server.bootstrap import milliseconds, new_id
from server.domain.installation import Installation
from server.store.commit import Store
from server.store.connection import connect
from server.store.directories import Directories
from server.store.installation import InstallationStore
from server.store.secrets import SecretBox
from server.usecases.installations import Installations
from server.usecases.workspaces import Workspaces


def reopened(url: str) -> Workspaces:
    """Everything that tests/support/office.py founded behind a URL, on this machine's clock."""
    store, box = Store(connect(url)), SecretBox([b"k" * 32])
    installations = Installations(InstallationStore(store, box), Installation(), milliseconds)
    return Workspaces(store, Directories(store, box, milliseconds), installations, milliseconds, new_id)
