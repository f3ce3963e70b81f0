"""`randnotiz view`: add, list, change and remove saved searches that several share."""

from __future__ import annotations

from dataclasses import replace

import click

from server.commands.places import boxes_of, mailbox_option, names_of
from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.catalogue import SavedView, ViewSort
from server.domain.workspace import Directory

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
@workspace_option
@json_option
def add(
    name: str,
    query: str,
    *,
    sort: str | None,
    boxes: tuple[str, ...],
    workspace: str | None,
    as_json: bool,
) -> None:
    """Add the view NAME that searches for QUERY, as it is typed into the search box."""
    from server.usecases.settings.views import create_view

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        order = ViewSort(sort or ViewSort.NEWEST)
        made = create_view(inbox, SavedView("", name, query, order, boxes_of(directory, boxes)))
    show_one(_row(directory, made), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the shared views with what they search for."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.views import views_of

    with opened_inbox(workspace) as inbox:
        found, directory = views_of(inbox, OPERATOR), inbox.directory
    show([_row(directory, one) for one in found], as_json=as_json)


@command.command(name="set")
@click.argument("view")
@click.option("--name")
@click.option("--query")
@_SORT
@mailbox_option
@click.option("--all-mailboxes", is_flag=True, help="Let it be for every mailbox.")
@workspace_option
@json_option
def set_(
    view: str,
    *,
    name: str | None,
    query: str | None,
    sort: str | None,
    boxes: tuple[str, ...],
    all_mailboxes: bool,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Change VIEW (id or name); what is not named stays."""
    from server.usecases.settings.finding import find_view
    from server.usecases.settings.views import change_view

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        after = find_view(directory, view)
        after = replace(after, name=name or after.name, query=query or after.query)
        after = replace(after, sort=ViewSort(sort or after.sort))
        if boxes or all_mailboxes:
            after = replace(after, mailboxes=boxes_of(directory, boxes))
        after = change_view(inbox, after)
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("view")
@workspace_option
@json_option
def remove(view: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove VIEW (id or name)."""
    from server.usecases.settings.finding import find_view
    from server.usecases.settings.views import delete_view

    with opened_inbox(workspace) as inbox:
        known = find_view(inbox.directory, view)
        delete_view(inbox, known)
    show_one({"removed": known.name}, as_json=as_json)


def _row(directory: Directory, view: SavedView) -> Row:
    boxes = names_of(directory, view.mailboxes)
    return {"id": view.id, "name": view.name, "query": view.query, "sort": str(view.sort), "mailboxes": boxes}
