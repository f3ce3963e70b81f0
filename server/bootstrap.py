"""The one place that knows every concrete class and puts them together; nothing here happens at import."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from ulid import ULID

from server.settings import Settings
from server.store import functions
from server.store.commit import Store
from server.store.connection import Client, connect
from server.store.conversations import Conversations
from server.store.directories import Directories
from server.store.keys import Keys
from server.store.messages import Messages
from server.store.secrets import SecretBox
from server.usecases.inbox import Inbox


def milliseconds() -> int:
    """This machine's clock, in ms UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """A fresh id that sorts by time of making and tells nothing else."""
    return str(ULID()).lower()


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Opens the inbox of a workspace; one for each process."""

    store: Store
    directories: Directories
    receivers: frozenset[str] = frozenset()
    clock: Callable[[], int] = milliseconds
    new_id: Callable[[], str] = new_id

    def inbox(self, workspace: str) -> Inbox:
        """The inbox of a workspace, with its directory as last known; NotFound if there is no such workspace."""
        keys = Keys(workspace)
        conversations = Conversations(self.store, keys, self.directories.digests(workspace))
        return Inbox(
            directory=self.directories.known(workspace),
            conversations=conversations,
            messages=Messages(self.store, keys, conversations),
            directories=self.directories,
            clock=self.clock,
            new_id=self.new_id,
            receivers=self.receivers,
        )


def workspaces(client: Client, settings: Settings) -> Workspaces:
    """All workspaces of the store behind a client, with the function library loaded."""
    functions.ensure(client)
    store = Store(client)
    return Workspaces(store, Directories(store, SecretBox(settings.secret_keys)), settings.mail_receivers)


def connected(settings: Settings, url: str) -> Workspaces:
    """The same behind a store's URL."""
    return workspaces(connect(url), settings)
