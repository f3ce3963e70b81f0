"""`randnotiz agent`: add, list, change and remove agents."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option

if TYPE_CHECKING:
    from server.domain.workspace import Agent


@click.group()
def command() -> None:
    """Add, list, change and remove agents."""


@command.command()
@click.argument("emails", metavar="EMAIL…", nargs=-1, required=True)
@click.option("--name", required=True)
@click.option("--locale", type=click.Choice(["de", "en"]), help="Default: that of their Google account.")
@click.option("--zone", help="For example Europe/Berlin.")
@click.option("--admin", is_flag=True, help="May administer the workspace.")
@workspace_option
@json_option
def add(emails: tuple[str, ...], *, name: str, workspace: str | None, as_json: bool, **fields: Any) -> None:
    """Invite somebody by address. The code is shown only now; people of our own domains need none."""
    from server.domain.workspace import Agent
    from server.usecases.settings.agents import invite

    with opened_inbox(workspace) as inbox:
        invited = invite(inbox, Agent("", name, emails, **fields))
    show_one({**_row(invited.agent), "code": invited.code}, as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the agents, those who left included."""
    with opened_inbox(workspace) as inbox:
        agents = list(inbox.directory.agents.values())
    show([_row(agent) for agent in agents], as_json=as_json)


@command.command(name="set")
@click.argument("agent")
@click.option("--name")
@click.option("--email", "emails", multiple=True, help="All addresses from now on; repeatable.")
@click.option("--locale", type=click.Choice(["de", "en"]))
@click.option("--zone")
@click.option("--admin/--no-admin", default=None, help="May administer the workspace.")
@click.option("--active", is_flag=True, help="Let somebody who was removed work again.")
@click.option("--new-code", is_flag=True, help="Unlink their accounts and show a new code.")
@click.option(
    "--second-code", is_flag=True, help="Show a code for a Microsoft account beside Google, or vice versa."
)
@click.option("--unlink", type=click.Choice(["google", "microsoft"]), help="Part them from that account.")
@workspace_option
@json_option
def set_(
    agent: str,
    *,
    active: bool,
    new_code: bool,
    second_code: bool,
    unlink: str | None,
    workspace: str | None,
    as_json: bool,
    **fields: Any,
) -> None:
    """Change AGENT (id or address); what is not named stays."""
    from server.usecases.settings.agents import change_agent, invite_again, invite_beside
    from server.usecases.settings.finding import find_agent

    changes = {name: value for name, value in fields.items() if value not in {None, ()}}
    if active:
        changes["deactivated_at"] = None
    if unlink == "google":
        changes["google_sub"] = None
    elif unlink == "microsoft":
        changes |= {"entra_tenant": None, "entra_subject": None}
    with opened_inbox(workspace) as inbox:
        after = replace(find_agent(inbox.directory, agent), **changes)
        if new_code or second_code:
            invited = (invite_again if new_code else invite_beside)(inbox, after)
            row = {**_row(invited.agent), "code": invited.code}
        else:
            row = dict(_row(change_agent(inbox, after)))
    show_one(row, as_json=as_json)


@command.command()
@click.argument("agent")
@click.argument("state", type=click.Choice(["available", "busy", "away"]))
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Away until then, in their zone."
)
@click.option("--deputy", help="A colleague by id or address; an empty text takes the one who is set away.")
@workspace_option
@json_option
def availability(
    agent: str,
    *,
    state: str,
    until: datetime | None,
    deputy: str | None,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Say whether AGENT (id or address) is there to work."""
    from server.domain.vocabulary import Availability
    from server.usecases.settings.availability import set_availability
    from server.usecases.settings.finding import find_agent

    with opened_inbox(workspace) as inbox:
        known = find_agent(inbox.directory, agent)
        zone = ZoneInfo(known.zone or inbox.directory.workspace.zone)
        at = int(until.replace(tzinfo=zone).timestamp() * 1000) if until else None
        colleague = find_agent(inbox.directory, deputy).id if deputy else deputy
        after = set_availability(inbox, known.id, Availability(state), until=at, deputy=colleague)
    show_one(_row(after), as_json=as_json)


@command.command()
@click.argument("agent")
@workspace_option
@json_option
def remove(agent: str, *, workspace: str | None, as_json: bool) -> None:
    """Let AGENT (id or address) go: they see nothing more, their conversations return to the queue."""
    from server.usecases.settings.agents import deactivate_agent
    from server.usecases.settings.finding import find_agent

    with opened_inbox(workspace) as inbox:
        found = find_agent(inbox.directory, agent)
        released = deactivate_agent(inbox, found)
    show_one({"removed": found.name, "released": released}, as_json=as_json)


def _row(agent: Agent) -> Row:
    return {
        "id": agent.id,
        "name": agent.name,
        "emails": agent.emails,
        "admin": agent.admin,
        "locale": agent.locale,
        "zone": agent.zone,
        "linked": agent.google_sub is not None or agent.entra_subject is not None,
        "google": agent.google_sub is not None,
        "microsoft": agent.entra_subject is not None,
        "active": agent.deactivated_at is None,
        "availability": str(agent.availability),
        "away_until": agent.away_until,
        "deputy": agent.deputy,
    }
