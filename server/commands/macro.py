"""`randnotiz macro`: add, list, change and remove macros."""

from __future__ import annotations

from dataclasses import replace

import click

from server.commands.places import boxes_of, mailbox_option, names_of
from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.workspace import Directory

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
@workspace_option
@json_option
def add(
    name: str, *, steps: tuple[str, ...], boxes: tuple[str, ...], workspace: str | None, as_json: bool
) -> None:
    """Add the macro NAME."""
    from server.usecases.settings.macros import create_macro

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        macro = Macro("", name, _steps(directory, steps), boxes_of(directory, boxes))
        made = create_macro(inbox, macro)
    show_one(_row(directory, made), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the macros with their steps."""
    from server.domain.administering import OPERATOR
    from server.usecases.settings.macros import macros_of

    with opened_inbox(workspace) as inbox:
        found, directory = macros_of(inbox, OPERATOR), inbox.directory
    show([_row(directory, one) for one in found], as_json=as_json)


@command.command(name="set")
@click.argument("macro")
@click.option("--name")
@_DO
@mailbox_option
@click.option("--all-mailboxes", is_flag=True, help="Let it be for every mailbox.")
@workspace_option
@json_option
def set_(
    macro: str,
    *,
    name: str | None,
    steps: tuple[str, ...],
    boxes: tuple[str, ...],
    all_mailboxes: bool,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Change MACRO (id or name); what is not named stays, and steps that are named replace all."""
    from server.usecases.settings.finding import find_macro
    from server.usecases.settings.macros import change_macro

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        after = find_macro(directory, macro)
        after = replace(after, name=name or after.name, steps=_steps(directory, steps) or after.steps)
        if boxes or all_mailboxes:
            after = replace(after, mailboxes=boxes_of(directory, boxes))
        after = change_macro(inbox, after)
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("macro")
@workspace_option
@json_option
def remove(macro: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove MACRO (id or name)."""
    from server.usecases.settings.finding import find_macro
    from server.usecases.settings.macros import delete_macro

    with opened_inbox(workspace) as inbox:
        known = find_macro(inbox.directory, macro)
        delete_macro(inbox, known)
    show_one({"removed": known.name}, as_json=as_json)


def _steps(directory: Directory, told: tuple[str, ...]) -> tuple[MacroStep, ...]:
    from server.usecases.settings.macrowords import step_from

    parts = (one.partition("=") for one in told)
    return tuple(step_from(directory, kind, value) for kind, _, value in parts)


def _row(directory: Directory, macro: Macro) -> Row:
    from server.usecases.settings.macrowords import steps_as_data

    steps = [f"{one['do']}={one['value']}" for one in steps_as_data(directory, macro)]
    boxes = names_of(directory, macro.mailboxes)
    return {"id": macro.id, "name": macro.name, "steps": steps, "mailboxes": boxes}
