"""How commands reach the records: the store that is set, the private one that runs, or one for a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from server.domain.errors import Invalid, NotFound, Unavailable

if TYPE_CHECKING:
    from server.settings import Settings
    from server.store.embedded import EmbeddedServer
    from server.usecases.inbox import Inbox
    from server.usecases.workspaces import Workspaces

F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def opened_workspaces(settings: Settings) -> Iterator[Workspaces]:
    """All workspaces; a private store that does not run is started, and ended again."""
    from server.bootstrap import connected
    from server.store.embedded import EmbeddedServer

    url = settings.redis_url or running_url(settings)
    if url is not None:
        yield connected(settings, url)
        return
    server = EmbeddedServer(settings.store_folder)
    try:
        yield connected(settings, started(server))
    finally:
        server.stop()


def started(server: EmbeddedServer) -> str:
    """The URL of a private store, started with our functions in it; nobody else uses it, so older ones go."""
    from server.store import functions
    from server.store.connection import connect

    url = server.start()
    client = connect(url)
    functions.ensure(client, replace=True)
    client.close()
    return url


def running_url(settings: Settings) -> str | None:
    """Where the private store answers, if it runs."""
    from server.store.commit import Store
    from server.store.connection import connect
    from server.store.embedded import unix_url

    if not settings.store_folder.exists():
        return None
    url = unix_url(settings.store_folder.resolve())
    try:
        Store(connect(url)).read([("PING",)])
    except Unavailable:
        return None
    return url


@contextmanager
def opened_inbox(workspace: str | None) -> Iterator[Inbox]:
    """The inbox of a workspace by the settings of this process; without a name, of the only one there is."""
    from server.settings import from_environment

    with opened_workspaces(from_environment()) as workspaces:
        yield workspaces.inbox(workspace or the_only(workspaces))


def the_only(workspaces: Workspaces) -> str:
    """The id of the only workspace; Invalid where there are several."""
    found = workspaces.directories.workspaces()
    if not found:
        raise NotFound("There is no workspace yet: randnotiz workspace add ID --name NAME")
    if len(found) > 1:
        raise Invalid(
            "There are several workspaces: name one with --workspace (%(ids)s).", ids=", ".join(found)
        )
    return str(found[0])


def workspace_option(command: F) -> F:
    """The option --workspace."""
    return click.option("--workspace", help="Id of the workspace (default: the only one).")(command)


def json_option(command: F) -> F:
    """The option --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(command)
