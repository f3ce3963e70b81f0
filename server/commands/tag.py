"""`randnotiz tag`: agree on tags, list them with their use, rename, merge and remove them."""

from __future__ import annotations

from dataclasses import replace

import click

from server.commands.places import boxes_of, mailbox_option, names_of
from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.catalogue import Tag
from server.domain.workspace import Directory


@click.group()
def command() -> None:
    """Agree on tags, list them with their use, rename, merge and remove them."""


@command.command()
@click.argument("name")
@click.option("--meaning", default="", help="What it stands for.")
@mailbox_option
@workspace_option
@json_option
def add(name: str, *, meaning: str, boxes: tuple[str, ...], workspace: str | None, as_json: bool) -> None:
    """Agree on the tag NAME."""
    from server.usecases.settings.tags import create_tag

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        made = create_tag(inbox, Tag("", name, meaning, boxes_of(directory, boxes)))
    show_one(_row(directory, made), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the tags, those that nobody agreed on last, with how many conversations carry them."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.tags import tags_of

    with opened_inbox(workspace) as inbox:
        uses, directory = tags_of(inbox, OPERATOR), inbox.directory
    rows = [
        {**_row(directory, use.tag or Tag("", use.name)), "agreed": use.tag is not None, "used": use.count}
        for use in uses
    ]
    show(rows, as_json=as_json)


@command.command(name="set")
@click.argument("tag")
@click.option("--name", help="The new name; conversations follow.")
@click.option("--meaning")
@mailbox_option
@click.option("--all-mailboxes", is_flag=True, help="Let it be for every mailbox.")
@workspace_option
@json_option
def set_(
    tag: str,
    *,
    name: str | None,
    meaning: str | None,
    boxes: tuple[str, ...],
    all_mailboxes: bool,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Change TAG (id or name); what is not named stays."""
    from server.usecases.settings.finding import find_tag
    from server.usecases.settings.tags import change_tag

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        after = find_tag(directory, tag)
        after = replace(after, name=name or after.name, meaning=after.meaning if meaning is None else meaning)
        if boxes or all_mailboxes:
            after = replace(after, mailboxes=boxes_of(directory, boxes))
        after = change_tag(inbox, after)
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("tag")
@click.argument("into")
@workspace_option
@json_option
def merge(tag: str, into: str, *, workspace: str | None, as_json: bool) -> None:
    """Let conversations with TAG, agreed on or not, carry INTO instead."""
    from server.usecases.settings.finding import find_tag
    from server.usecases.settings.tags import merge_tag

    with opened_inbox(workspace) as inbox:
        count = merge_tag(inbox, tag.strip().lower(), find_tag(inbox.directory, into))
    show_one({"merged": tag, "into": into, "conversations": count}, as_json=as_json)


@command.command()
@click.argument("tag")
@workspace_option
@json_option
def remove(tag: str, *, workspace: str | None, as_json: bool) -> None:
    """Take TAG, agreed on or not, off every conversation."""
    from server.usecases.settings.tags import delete_tag

    with opened_inbox(workspace) as inbox:
        count = delete_tag(inbox, tag.strip().lower())
    show_one({"removed": tag, "conversations": count}, as_json=as_json)


def _row(directory: Directory, tag: Tag) -> Row:
    boxes = names_of(directory, tag.mailboxes)
    return {"id": tag.id, "name": tag.name, "meaning": tag.meaning, "mailboxes": boxes}
