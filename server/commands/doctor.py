"""`randnotiz doctor`: whether settings, store and records are sound."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from server.commands.stores import json_option, opened_workspaces
from server.domain.errors import NotFound, RandnotizError
from server.settings import Settings, SettingsError, from_environment

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox
    from server.usecases.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is wrong; a warning does not make the command fail."""

    area: str
    what: str
    warning: bool = False
    repaired: bool = False


@click.command()
@click.option("--repair", is_flag=True, help="Put lists and functions right, and release wrong assignees.")
@json_option
def command(*, repair: bool, as_json: bool) -> None:
    """Check settings, store and records; every list is compared with the records it is made from.

    May run while people work. Exits with 1 if anything is wrong that was not repaired.
    """
    found = []
    for line in _examined(repair=repair):
        found.append(line)
        if not as_json:
            mark = "repaired" if line.repaired else "warning" if line.warning else "wrong"
            click.echo(f"{mark}: {line.area}: {line.what}")
    failed = [line for line in found if not (line.warning or line.repaired)]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo("Everything is sound.")
    elif all(line.warning for line in found):
        click.echo("Apart from that, everything is sound.")
    if failed:
        sys.exit(1)


def _examined(*, repair: bool) -> Iterator[Line]:
    try:
        settings = from_environment(keys=False)
        if settings.redis_url is None and not settings.store_folder.exists():
            return  # nothing was ever kept here; looking must not begin it
        settings = from_environment()
    except SettingsError as error:
        yield from (Line("settings", fault) for fault in error.faults)
        return
    try:
        with opened_workspaces(settings) as workspaces:
            yield from _store(workspaces, settings, repair=repair)
            for workspace in workspaces.directories.workspaces():
                yield from _workspace(workspaces, workspace, repair=repair)
            yield from _noticed(workspaces)
    except RandnotizError as error:
        yield Line("store", str(error))


def _store(workspaces: Workspaces, settings: Settings, *, repair: bool) -> Iterator[Line]:
    from server.store.checks import examine

    found = examine(workspaces.store.client, embedded=settings.redis_url is None, replace=repair)
    yield from (Line("store", fault) for fault in found.faults)
    yield from (Line("store", warning, warning=True) for warning in found.warnings)


def _workspace(workspaces: Workspaces, workspace: str, *, repair: bool) -> Iterator[Line]:
    from server.usecases.inspection import inspect

    try:
        inbox = workspaces.inbox(workspace)
    except NotFound as error:
        yield Line(workspace, str(error), warning=True)  # it may just be being founded or removed
        return
    seen = 0

    def count(conversations: int) -> None:
        nonlocal seen
        seen += conversations
        if sys.stderr.isatty():
            click.echo(f"\r{workspace}: {seen} conversations", err=True, nl=False)

    for finding in inspect(inbox, repair=repair, progress=count):
        yield Line(workspace, f"{finding.where}: {finding.what}", repaired=finding.repaired)
    yield from _notices(inbox)


def _notices(inbox: Inbox) -> Iterator[Line]:
    from server.domain.notices import notices

    for notice in notices(inbox.directory, now=inbox.clock()):
        yield Line(inbox.workspace, notice.what.message % notice.what.facts, warning=True)


def _noticed(workspaces: Workspaces) -> Iterator[Line]:
    from server.domain.notices import of_installation

    for notice in of_installation(workspaces.installations.current()):
        yield Line("settings", notice.what.message % notice.what.facts, warning=True)
