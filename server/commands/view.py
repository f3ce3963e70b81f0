"""`randnotiz view`: add, list, change and remove saved searches that several share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.acting import in_workspace
from server.commands.places import boxes_of, changed_boxes, changed_mailbox_options, mailbox_option, names_of
from server.commands.showing import Row
from server.domain.catalogue import SavedView, ViewSort
from server.domain.workspace import Directory

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox

_SORT = click.option(
    "--sort", type=click.Choice([one.value for one in ViewSort]), help="The order of what is found."
)


@click.group()
def command() -> None:
    """Add, list, change and remove saved searches that several share."""


@command.command()
@click.argument("name")
@click.argument("query")
@_SORT
@mailbox_option
@in_workspace
def add(inbox: Inbox, *, name: str, query: str, sort: str | None, boxes: tuple[str, ...]) -> Row:
    """Add the view NAME that searches for QUERY, as it is typed into the search box."""
    from server.usecases.settings.views import create_view

    directory = inbox.directory
    order = ViewSort(sort or ViewSort.NEWEST)
    view = SavedView("", name, query, order, boxes_of(directory, boxes))
    return _row(directory, create_view(inbox, view))


@command.command(name="list")
@in_workspace
def list_(inbox: Inbox) -> Sequence[Row]:
    """List the shared views with what they search for."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.views import views_of

    return [_row(inbox.directory, one) for one in views_of(inbox, OPERATOR)]


@command.command(name="set")
@click.argument("view")
@click.option("--name")
@click.option("--query")
@_SORT
@changed_mailbox_options
@in_workspace
def set_(
    inbox: Inbox, *, view: str, name: str | None, query: str | None, sort: str | None, **places: Any
) -> Row:
    """Change VIEW (id or name); what is not named stays."""
    from server.usecases.settings.finding import find_view
    from server.usecases.settings.views import change_view

    directory = inbox.directory
    known = find_view(directory, view)
    after = replace(
        known,
        name=name or known.name,
        query=query or known.query,
        sort=ViewSort(sort or known.sort),
        mailboxes=changed_boxes(directory, known.mailboxes, **places),
    )
    return _row(directory, change_view(inbox, after))


@command.command()
@click.argument("view")
@in_workspace
def remove(inbox: Inbox, *, view: str) -> Row:
    """Remove VIEW (id or name)."""
    from server.usecases.settings.finding import find_view
    from server.usecases.settings.views import delete_view

    known = find_view(inbox.directory, view)
    delete_view(inbox, known)
    return {"removed": known.name}


def _row(directory: Directory, view: SavedView) -> Row:
    boxes = names_of(directory, view.mailboxes)
    return {"id": view.id, "name": view.name, "query": view.query, "sort": str(view.sort), "mailboxes": boxes}
