"""`randnotiz installation`: what Google and Microsoft call us, and whether everything outside is reached."""

from __future__ import annotations

import click

from server.commands.showing import show
from server.commands.stores import json_option, opened_workspaces
from server.settings import from_environment


@click.group()
def command() -> None:
    """Show, enter and check what Google and Microsoft call this installation; the guide does the same."""


@command.command(name="show")
@json_option
def show_(*, as_json: bool) -> None:
    """List every value; secrets are only said to be known."""
    from server.usecases.installing import told

    with opened_workspaces(from_environment()) as workspaces:
        found = told(workspaces.installations, workspaces.installations.entered())
    rows = [
        {"name": one.name, "value": one.text, "known": one.known, "set_by": one.setting}
        for one in found.values()
    ]
    show(rows, as_json=as_json)


@command.command(name="set")
@click.argument("name")
@click.argument("value", required=False)
def set_(name: str, value: str | None) -> None:
    """Enter VALUE for NAME; "" takes it back. Without VALUE it is asked for, unseen, and not in any history."""
    from server.domain.administering import OPERATOR
    from server.usecases.installing import change

    text = click.prompt(name, hide_input=True, default="", show_default=False) if value is None else value
    with opened_workspaces(from_environment()) as workspaces:
        seen = workspaces.installations.entered().version
        changed = change(workspaces, OPERATOR, operator=True, typed={name: text}, seen=seen)
    click.echo("entered" if changed else "as it was")


@command.command()
@json_option
def check(*, as_json: bool) -> None:
    """Look at the world outside now: our address, Google, Microsoft, every tenant."""
    from server.bootstrap import checkup
    from server.usecases.setting_up import check_everything

    settings = from_environment(web=True)
    with opened_workspaces(settings) as workspaces:
        found = check_everything(workspaces, checkup(settings, workspaces.store))
    show(
        [{"name": name, "about": one.about, "result": one.result} for name, one in found.items()],
        as_json=as_json,
    )
