"""`randnotiz tag`: agree on tags, list them with their use, rename, merge and remove them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.acting import in_workspace
from server.commands.places import boxes_of, changed_boxes, changed_mailbox_options, mailbox_option, names_of
from server.commands.showing import Row
from server.domain.catalogue import Tag
from server.domain.workspace import Directory

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox


@click.group()
def command() -> None:
    """Agree on tags, list them with their use, rename, merge and remove them."""


@command.command()
@click.argument("name")
@click.option("--meaning", default="", help="What it stands for.")
@mailbox_option
@in_workspace
def add(inbox: Inbox, *, name: str, meaning: str, boxes: tuple[str, ...]) -> Row:
    """Agree on the tag NAME."""
    from server.usecases.settings.tags import create_tag

    directory = inbox.directory
    return _row(directory, create_tag(inbox, Tag("", name, meaning, boxes_of(directory, boxes))))


@command.command(name="list")
@in_workspace
def list_(inbox: Inbox) -> Sequence[Row]:
    """List the tags, those that nobody agreed on last, with how many conversations carry them."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.tags import tags_of

    rows = ((use, _row(inbox.directory, use.tag or Tag("", use.name))) for use in tags_of(inbox, OPERATOR))
    return [{**row, "agreed": use.tag is not None, "used": use.count} for use, row in rows]


@command.command(name="set")
@click.argument("tag")
@click.option("--name", help="The new name; conversations follow.")
@click.option("--meaning")
@changed_mailbox_options
@in_workspace
def set_(inbox: Inbox, *, tag: str, name: str | None, meaning: str | None, **places: Any) -> Row:
    """Change TAG (id or name); what is not named stays."""
    from server.usecases.settings.finding import find_tag
    from server.usecases.settings.tags import change_tag

    directory = inbox.directory
    known = find_tag(directory, tag)
    after = replace(
        known,
        name=name or known.name,
        meaning=known.meaning if meaning is None else meaning,
        mailboxes=changed_boxes(directory, known.mailboxes, **places),
    )
    return _row(directory, change_tag(inbox, after))


@command.command()
@click.argument("tag")
@click.argument("into")
@in_workspace
def merge(inbox: Inbox, *, tag: str, into: str) -> Row:
    """Let conversations with TAG, agreed on or not, carry INTO instead."""
    from server.usecases.settings.finding import find_tag
    from server.usecases.settings.tags import merge_tag

    count = merge_tag(inbox, tag.strip().lower(), find_tag(inbox.directory, into))
    return {"merged": tag, "into": into, "conversations": count}


@command.command()
@click.argument("tag")
@in_workspace
def remove(inbox: Inbox, *, tag: str) -> Row:
    """Take TAG, agreed on or not, off every conversation."""
    from server.usecases.settings.tags import delete_tag

    return {"removed": tag, "conversations": delete_tag(inbox, tag.strip().lower())}


def _row(directory: Directory, tag: Tag) -> Row:
    boxes = names_of(directory, tag.mailboxes)
    return {"id": tag.id, "name": tag.name, "meaning": tag.meaning, "mailboxes": boxes}
