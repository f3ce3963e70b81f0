"""`randnotiz macro`: add, list, change and remove macros."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.acting import in_workspace
from server.commands.places import boxes_of, changed_boxes, changed_mailbox_options, mailbox_option, names_of
from server.commands.showing import Row
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.workspace import Directory

if TYPE_CHECKING:
    from server.usecases.inbox import Inbox

_DO = click.option(
    "--do",
    "steps",
    multiple=True,
    metavar="STEP=VALUE",
    help=f"What is done, in order; repeatable. Steps: {', '.join(StepKind)}. "
    "Assign to me, nobody, an address or team:NAME; name a template by its name.",
)


@click.group()
def command() -> None:
    """Add, list, change and remove macros: several steps under one name."""


@command.command()
@click.argument("name")
@_DO
@mailbox_option
@in_workspace
def add(inbox: Inbox, *, name: str, steps: tuple[str, ...], boxes: tuple[str, ...]) -> Row:
    """Add the macro NAME."""
    from server.usecases.settings.macros import create_macro

    directory = inbox.directory
    macro = Macro("", name, _steps(directory, steps), boxes_of(directory, boxes))
    return _row(directory, create_macro(inbox, macro))


@command.command(name="list")
@in_workspace
def list_(inbox: Inbox) -> Sequence[Row]:
    """List the macros with their steps."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.macros import macros_of

    return [_row(inbox.directory, one) for one in macros_of(inbox, OPERATOR)]


@command.command(name="set")
@click.argument("macro")
@click.option("--name")
@_DO
@changed_mailbox_options
@in_workspace
def set_(inbox: Inbox, *, macro: str, name: str | None, steps: tuple[str, ...], **places: Any) -> Row:
    """Change MACRO (id or name); what is not named stays, and steps that are named replace all."""
    from server.usecases.settings.finding import find_macro
    from server.usecases.settings.macros import change_macro

    directory = inbox.directory
    known = find_macro(directory, macro)
    after = replace(
        known,
        name=name or known.name,
        steps=_steps(directory, steps) or known.steps,
        mailboxes=changed_boxes(directory, known.mailboxes, **places),
    )
    return _row(directory, change_macro(inbox, after))


@command.command()
@click.argument("macro")
@in_workspace
def remove(inbox: Inbox, *, macro: str) -> Row:
    """Remove MACRO (id or name)."""
    from server.usecases.settings.finding import find_macro
    from server.usecases.settings.macros import delete_macro

    known = find_macro(inbox.directory, macro)
    delete_macro(inbox, known)
    return {"removed": known.name}


def _steps(directory: Directory, told: tuple[str, ...]) -> tuple[MacroStep, ...]:
    from server.usecases.settings.macrowords import step_from

    parts = (one.partition("=") for one in told)
    return tuple(step_from(directory, kind, value) for kind, _, value in parts)


def _row(directory: Directory, macro: Macro) -> Row:
    from server.usecases.settings.macrowords import steps_as_data

    steps = [f"{one['do']}={one['value']}" for one in steps_as_data(directory, macro)]
    boxes = names_of(directory, macro.mailboxes)
    return {"id": macro.id, "name": macro.name, "steps": steps, "mailboxes": boxes}
