"""`randnotiz threads`: which messages form one conversation, tried on a store that is thrown away."""

from __future__ import annotations

import json
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.commands.stores import json_option

if TYPE_CHECKING:
    from server.usecases.importing import Threads
    from server.usecases.inbox import Inbox

MAILBOX = "list"


@click.command()
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@json_option
def command(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Feed the mails one by one, in the given order, to a workspace of their own; print its conversations.

    They are taken in as a mailing list's mail is, whose references are believed. Nothing is kept.
    """
    from server.usecases.importing import thread_mail

    with _throw_away() as inbox:
        threads = thread_mail(inbox, paths, mailbox=MAILBOX)
    for fault in threads.report.faults:
        click.echo(f"skipped: {fault.source} {fault.why}", err=True)
    if as_json:
        click.echo(json.dumps(threads.conversations, ensure_ascii=False))
    else:
        _show(threads)
    if threads.commits != threads.report.taken:
        click.echo(f"fed {threads.report.taken} mails, but {threads.commits} commits were made", err=True)
        sys.exit(1)


@contextmanager
def _throw_away() -> Iterator[Inbox]:
    """An inbox whose one mailbox trusts references alone, on a server of its own."""
    from server.bootstrap import milliseconds, new_id
    from server.domain.installation import Installation
    from server.domain.workspace import Mailbox, Workspace
    from server.store import functions
    from server.store.commit import Store
    from server.store.connection import connect
    from server.store.directories import Directories
    from server.store.embedded import EmbeddedServer
    from server.store.installation import InstallationStore
    from server.store.secrets import SecretBox
    from server.usecases.installations import Installations
    from server.usecases.workspaces import Workspaces

    with tempfile.TemporaryDirectory(prefix="rn-") as folder:
        server = EmbeddedServer(Path(folder))
        try:
            client = connect(server.start())
            client.execute_command("CONFIG SET", "appendfsync", "no")  # nothing here has to survive
            functions.ensure(client)
            store = Store(client)
            box = SecretBox([secrets.token_bytes(32)])
            directories = Directories(store, box)
            installations = Installations(InstallationStore(store, box), Installation(), milliseconds)
            directories.found(Workspace("threads", "Threads"))
            mailing = Mailbox(MAILBOX, "Mailing list", (), trust_references=True)
            directories.put("threads", mailing, before=None)
            yield Workspaces(store, directories, installations, milliseconds, new_id).inbox("threads")
        finally:
            server.stop()


def _show(threads: Threads) -> None:
    for number, conversation in enumerate(threads.conversations, 1):
        click.echo(f"conversation {number} ({len(conversation)})")
        for message in conversation:
            click.echo(f"  <{message}>")
    click.echo(
        f"{len(threads.conversations)} conversations, {threads.report.taken} mails, {threads.commits} commits"
    )
