"""`randnotiz field`: add, list, change and remove custom fields of conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.acting import in_workspace
from server.commands.places import boxes_of, changed_boxes, changed_mailbox_options, mailbox_option, names_of
from server.commands.showing import Row
from server.domain.catalogue import Field, FieldKind
from server.domain.workspace import Directory

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox

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
@in_workspace
def add(
    inbox: Inbox, *, name: str, kind: str, choices: tuple[str, ...], position: int, boxes: tuple[str, ...]
) -> Row:
    """Add the field NAME."""
    from server.usecases.settings.fields import create_field

    directory = inbox.directory
    field = Field("", name, FieldKind(kind), choices, boxes_of(directory, boxes), position)
    return _row(directory, create_field(inbox, field))


@command.command(name="list")
@in_workspace
def list_(inbox: Inbox) -> Sequence[Row]:
    """List the fields in their order."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.fields import fields_of

    return [_row(inbox.directory, one) for one in fields_of(inbox, OPERATOR)]


@command.command(name="set")
@click.argument("field")
@click.option("--name")
@_CHOICE
@click.option("--position", type=int)
@changed_mailbox_options
@in_workspace
def set_(inbox: Inbox, *, field: str, boxes: tuple[str, ...], all_mailboxes: bool, **changes: Any) -> Row:
    """Change FIELD (id or name), save its kind; what is not named stays."""
    from server.usecases.settings.fields import change_field
    from server.usecases.settings.finding import find_field

    directory = inbox.directory
    known = find_field(directory, field)
    named = {name: value for name, value in changes.items() if value not in {None, ()}}
    places = changed_boxes(directory, known.mailboxes, boxes=boxes, all_mailboxes=all_mailboxes)
    return _row(directory, change_field(inbox, replace(known, mailboxes=places, **named)))


@command.command()
@click.argument("field")
@in_workspace
def remove(inbox: Inbox, *, field: str) -> Row:
    """Remove FIELD (id or name) with its values from every conversation."""
    from server.usecases.settings.fields import delete_field
    from server.usecases.settings.finding import find_field

    known = find_field(inbox.directory, field)
    return {"removed": known.name, "conversations": delete_field(inbox, known)}


def _row(directory: Directory, field: Field) -> Row:
    return {
        "id": field.id,
        "name": field.name,
        "kind": str(field.kind),
        "choices": field.choices,
        "mailboxes": names_of(directory, field.mailboxes),
        "position": field.position,
    }
