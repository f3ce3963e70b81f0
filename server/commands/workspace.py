"""`randnotiz workspace`: add, list, change and remove workspaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_workspaces
from server.settings import from_environment

if TYPE_CHECKING:
    from server.domain.workspace import Workspace

LINKING = "A tenant whose people are linked by the address they were invited with; repeatable."


@click.group()
def command() -> None:
    """Add, list, change and remove workspaces. Only here can a workspace be given mail domains."""


@command.command()
@click.argument("workspace", metavar="ID")
@click.option("--name", required=True)
@click.option(
    "--domain", "domains", multiple=True, help="A mail domain whose people belong here; repeatable."
)
@click.option("--tenant", "tenants", multiple=True, help="The id of a Microsoft Entra tenant; repeatable.")
@click.option("--link-tenant", "linked_tenants", multiple=True, help=LINKING)
@click.option("--locale", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("--zone", default="Europe/Berlin", show_default=True)
@json_option
def add(workspace: str, *, domains: tuple[str, ...], as_json: bool, **fields: Any) -> None:
    """Create the workspace ID (lower-case letters and digits)."""
    from server.domain.workspace import Workspace
    from server.usecases.settings.workspace import add_workspace

    with opened_workspaces(from_environment()) as workspaces:
        added = add_workspace(workspaces.directories, Workspace(workspace, domains=domains, **fields))
    show_one(_row(added), as_json=as_json)


@command.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List all workspaces."""
    from server.usecases.settings.workspace import list_workspaces

    with opened_workspaces(from_environment()) as workspaces:
        found = list_workspaces(workspaces.directories)
    show([_row(workspace) for workspace in found], as_json=as_json)


@command.command(name="set")
@click.argument("workspace", metavar="ID")
@click.option("--name")
@click.option("--domain", "domains", multiple=True, help="All mail domains from now on; repeatable.")
@click.option("--no-domains", is_flag=True, help="Let it have no mail domain.")
@click.option(
    "--tenant", "tenants", multiple=True, help="All Microsoft Entra tenants from now on; repeatable."
)
@click.option("--no-tenants", is_flag=True, help="Let it have no Microsoft Entra tenant.")
@click.option("--link-tenant", "linked_tenants", multiple=True, help=LINKING)
@click.option("--no-link", is_flag=True, help="Let people of its tenants need the code of their invitation.")
@click.option("--locale", type=click.Choice(["de", "en"]))
@click.option("--zone")
@click.option("--presence", type=click.Choice(["on", "anonymous", "off"]), help="Who sees who is looking.")
@click.option(
    "--subject-storage", type=click.Choice(["plain", "hashed", "none"]), help="What is kept of subjects."
)
@click.option("--retention-days", type=int, help="Purge what was closed so long ago; 0 keeps it.")
@click.option(
    "--counters-days", type=int, help="So long after that only counters are kept; 0 keeps the rest."
)
@click.option("--reports-per-agent/--no-reports-per-agent", default=None, help="Whether reports name people.")
@click.option(
    "--search-comments/--no-search-comments",
    default=None,
    help="Whether the text of comments can be searched; up to 4 KB of memory for each conversation.",
)
@click.option("--legal-text", help="What the privacy page says beside the product's own words.")
@json_option
def set_(
    workspace: str, *, no_domains: bool, no_tenants: bool, no_link: bool, as_json: bool, **fields: Any
) -> None:
    """Change the workspace ID; what is not named stays."""
    from server.usecases.settings.workspace import change_workspace

    changes = {name: value for name, value in fields.items() if value not in {None, ()}}
    for days in {"retention_days", "counters_days"}.intersection(changes):
        changes[days] = changes[days] or None
    if no_domains:
        changes["domains"] = ()
    if no_tenants:
        changes["tenants"] = ()
    if no_tenants or no_link:
        changes["linked_tenants"] = ()
    with opened_workspaces(from_environment()) as workspaces:
        inbox = workspaces.inbox(workspace)
        changed = change_workspace(inbox, replace(inbox.directory.workspace, **changes))
    show_one(_row(changed), as_json=as_json)


@command.command()
@click.argument("workspace", metavar="ID")
@click.confirmation_option(prompt="Everything in this workspace will be deleted for good. Go on?")
@json_option
def remove(workspace: str, *, as_json: bool) -> None:
    """Delete the workspace ID with all conversations and comments in it."""
    from server.usecases.settings.workspace import remove_workspace

    with opened_workspaces(from_environment()) as workspaces:
        gone = remove_workspace(workspaces.directories, workspace)
    show_one({"id": workspace, "deleted_records": gone}, as_json=as_json)


def _row(workspace: Workspace) -> Row:
    return {
        "id": workspace.id,
        "name": workspace.name,
        "domains": workspace.domains,
        "tenants": workspace.tenants,
        "linked_tenants": workspace.linked_tenants,
        "locale": workspace.locale,
        "zone": workspace.zone,
        "presence": workspace.presence,
        "subject_storage": workspace.subject_storage,
        "retention_days": workspace.retention_days,
        "counters_days": workspace.counters_days,
        "reports_per_agent": workspace.reports_per_agent,
        "search_comments": workspace.search_comments,
        "legal_text": workspace.legal_text,
    }
