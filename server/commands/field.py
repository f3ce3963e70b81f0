"""`randnotiz field`: add, list, change and remove custom fields of conversations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from server.commands.places import boxes_of, mailbox_option, names_of
from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.catalogue import Field, FieldKind
from server.domain.workspace import Directory

_CHOICE = click.option("--choice", "choices", multiple=True, help="What can be chosen; repeatable.")


@click.group()
def command() -> None:
    """Add, list, change and remove custom fields of conversations."""


@command.command()
@click.argument("name")
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in FieldKind]), default="text", show_default=True
)
@_CHOICE
@click.option("--position", type=int, default=0, help="Lower ones stand first.")
@mailbox_option
@workspace_option
@json_option
def add(
    name: str,
    *,
    kind: str,
    choices: tuple[str, ...],
    position: int,
    boxes: tuple[str, ...],
    workspace: str | None,
    as_json: bool,
) -> None:
    """Add the field NAME."""
    from server.usecases.settings.fields import create_field

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        new = Field("", name, FieldKind(kind), choices, boxes_of(directory, boxes), position)
        made = create_field(inbox, new)
    show_one(_row(directory, made), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the fields in their order."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.fields import fields_of

    with opened_inbox(workspace) as inbox:
        found, directory = fields_of(inbox, OPERATOR), inbox.directory
    show([_row(directory, field) for field in found], as_json=as_json)


@command.command(name="set")
@click.argument("field")
@click.option("--name")
@_CHOICE
@click.option("--position", type=int)
@mailbox_option
@click.option("--all-mailboxes", is_flag=True, help="Let it be for every mailbox.")
@workspace_option
@json_option
def set_(
    field: str,
    *,
    boxes: tuple[str, ...],
    all_mailboxes: bool,
    workspace: str | None,
    as_json: bool,
    **changes: Any,
) -> None:
    """Change FIELD (id or name), save its kind; what is not named stays."""
    from server.usecases.settings.fields import change_field
    from server.usecases.settings.finding import find_field

    named = {name: value for name, value in changes.items() if value not in {None, ()}}
    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        if boxes or all_mailboxes:
            named["mailboxes"] = boxes_of(directory, boxes)
        after = change_field(inbox, replace(find_field(directory, field), **named))
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("field")
@workspace_option
@json_option
def remove(field: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove FIELD (id or name) with its values from every conversation."""
    from server.usecases.settings.fields import delete_field
    from server.usecases.settings.finding import find_field

    with opened_inbox(workspace) as inbox:
        known = find_field(inbox.directory, field)
        count = delete_field(inbox, known)
    show_one({"removed": known.name, "conversations": count}, as_json=as_json)


def _row(directory: Directory, field: Field) -> Row:
    return {
        "id": field.id,
        "name": field.name,
        "kind": str(field.kind),
        "choices": field.choices,
        "mailboxes": names_of(directory, field.mailboxes),
        "position": field.position,
    }
