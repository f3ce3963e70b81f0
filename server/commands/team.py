"""`randnotiz team`: add, list, change and remove teams."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option

if TYPE_CHECKING:
    from server.domain.workspace import Directory, Team

_MEMBER = click.option("--member", "members", multiple=True, metavar="EMAIL", help="Repeatable.")


@click.group()
def command() -> None:
    """Add, list, change and remove teams, which can be mentioned and assigned."""


@command.command()
@click.argument("name")
@_MEMBER
@workspace_option
@json_option
def add(name: str, *, members: tuple[str, ...], workspace: str | None, as_json: bool) -> None:
    """Add the team NAME."""
    from server.domain.workspace import Team
    from server.usecases.settings.teams import add_team

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        team = add_team(inbox, Team("", name, _ids(directory, members)))
    show_one(_row(directory, team), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the teams with their members."""
    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
    show([_row(directory, team) for team in directory.teams.values()], as_json=as_json)


@command.command(name="set")
@click.argument("team")
@click.option("--name")
@_MEMBER
@click.option("--remove-member", "leaving", multiple=True, metavar="EMAIL", help="Repeatable.")
@workspace_option
@json_option
def set_(
    team: str,
    *,
    name: str | None,
    members: tuple[str, ...],
    leaving: tuple[str, ...],
    workspace: str | None,
    as_json: bool,
) -> None:
    """Rename TEAM (id or name), or let agents join and leave it."""
    from server.usecases.settings.finding import find_team
    from server.usecases.settings.teams import change_team

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        before = find_team(directory, team)
        gone = _ids(directory, leaving)
        known = tuple(a for a in (*before.members, *_ids(directory, members)) if a not in gone)
        after = replace(before, name=name or before.name, members=known)
        after = change_team(inbox, after)
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("team")
@workspace_option
@json_option
def remove(team: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove TEAM (id or name); its conversations return to the queue."""
    from server.usecases.settings.finding import find_team
    from server.usecases.settings.teams import remove_team

    with opened_inbox(workspace) as inbox:
        found = find_team(inbox.directory, team)
        released = remove_team(inbox, found)
    show_one({"removed": found.name, "released": released}, as_json=as_json)


def _ids(directory: Directory, emails: tuple[str, ...]) -> tuple[str, ...]:
    from server.usecases.settings.finding import find_agent

    return tuple(find_agent(directory, email).id for email in emails)


def _row(directory: Directory, team: Team) -> Row:
    members = [directory.agents[agent].emails[0] for agent in team.members if agent in directory.agents]
    return {"id": team.id, "name": team.name, "members": members}
