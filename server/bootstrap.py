"""The one place that knows every concrete class and puts them together; nothing here happens at import."""

from __future__ import annotations

import time

from ulid import ULID

from server.settings import Settings
from server.store import functions
from server.store.commit import Store
from server.store.connection import Client, connect
from server.store.directories import Directories
from server.store.secrets import SecretBox
from server.usecases.workspaces import Workspaces


def milliseconds() -> int:
    """This machine's clock, in ms UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """A fresh id that sorts by time of making and tells nothing else."""
    return str(ULID()).lower()


def workspaces(client: Client, settings: Settings) -> Workspaces:
    """All workspaces of the store behind a client, with the function library loaded."""
    functions.ensure(client)
    store = Store(client)
    directories = Directories(store, SecretBox(settings.secret_keys))
    return Workspaces(store, directories, settings.mail_receivers, milliseconds, new_id)


def connected(settings: Settings, url: str) -> Workspaces:
    """The same behind a store's URL."""
    return workspaces(connect(url), settings)
