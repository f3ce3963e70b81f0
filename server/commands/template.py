"""`randnotiz template`: add, list, change, show and remove templates of answers."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

import click

from server.commands.acting import in_workspace
from server.commands.places import boxes_of, changed_boxes, changed_mailbox_options, mailbox_option, names_of
from server.commands.showing import Row, show
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.catalogue import Template
from server.domain.workspace import Directory

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox

_DE = click.option(
    "--de", type=click.File(encoding="utf-8"), help="File with the German text; - reads stdin."
)
_EN = click.option(
    "--en", type=click.File(encoding="utf-8"), help="File with the English text; - reads stdin."
)


@click.group()
def command() -> None:
    """Add, list, change, show and remove templates of answers."""


@command.command()
@click.argument("name")
@_DE
@_EN
@mailbox_option
@in_workspace
def add(inbox: Inbox, *, name: str, de: IO[str] | None, en: IO[str] | None, boxes: tuple[str, ...]) -> Row:
    """Add the template NAME with a text in at least one language."""
    from server.usecases.settings.templates import create_template

    directory = inbox.directory
    template = Template("", name, _texts(de, en), boxes_of(directory, boxes))
    return _row(directory, create_template(inbox, template))


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the templates with their texts."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.templates import templates_of

    with opened_inbox(workspace) as inbox:
        found, directory = templates_of(inbox, OPERATOR), inbox.directory
    rows = [_row(directory, one) for one in found]
    if not as_json:  # texts have lines of their own
        rows = [{**row, "texts": sorted(one.texts)} for row, one in zip(rows, found, strict=True)]
    show(rows, as_json=as_json)


@command.command(name="set")
@click.argument("template")
@click.option("--name")
@_DE
@_EN
@changed_mailbox_options
@in_workspace
def set_(
    inbox: Inbox,
    *,
    template: str,
    name: str | None,
    de: IO[str] | None,
    en: IO[str] | None,
    **places: Any,
) -> Row:
    """Change TEMPLATE (id or name); what is not named stays."""
    from server.usecases.settings.finding import find_template
    from server.usecases.settings.templates import change_template

    directory = inbox.directory
    known = find_template(directory, template)
    after = replace(
        known,
        name=name or known.name,
        texts={**known.texts, **_texts(de, en)},
        mailboxes=changed_boxes(directory, known.mailboxes, **places),
    )
    return _row(directory, change_template(inbox, after))


@command.command(name="show")
@click.argument("template")
@click.option("--locale", type=click.Choice(["de", "en"]), default="de", show_default=True)
@workspace_option
def preview(template: str, *, locale: str, workspace: str | None) -> None:
    """Print TEMPLATE (id or name) as it reads with sample facts."""
    from server.usecases.settings.finding import find_template
    from server.usecases.settings.templates import preview_template

    with opened_inbox(workspace) as inbox:
        known = find_template(inbox.directory, template)
        text = preview_template(inbox, known.texts.get(locale, ""), locale=locale)
    click.echo(text)


@command.command()
@click.argument("template")
@in_workspace
def remove(inbox: Inbox, *, template: str) -> Row:
    """Remove TEMPLATE (id or name)."""
    from server.usecases.settings.finding import find_template
    from server.usecases.settings.templates import delete_template

    known = find_template(inbox.directory, template)
    delete_template(inbox, known)
    return {"removed": known.name}


def _texts(de: IO[str] | None, en: IO[str] | None) -> dict[str, str]:
    return {locale: file.read() for locale, file in (("de", de), ("en", en)) if file is not None}


def _row(directory: Directory, template: Template) -> Row:
    boxes = names_of(directory, template.mailboxes)
    return {"id": template.id, "name": template.name, "texts": dict(template.texts), "mailboxes": boxes}
