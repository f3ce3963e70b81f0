"""`randnotiz search`: what an agent would find."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from server.commands.stores import json_option, opened_inbox, workspace_option

if TYPE_CHECKING:
    from server.domain.findviews import SearchView


@click.command()
@click.argument("query")
@click.option("--as", "who", required=True, help="Id or address of the agent who searches.")
@click.option("--after", help="Where the page before ended.")
@workspace_option
@json_option
def command(*, query: str, who: str, after: str | None, workspace: str | None, as_json: bool) -> None:
    """Find conversations as an agent sees them, newest first.

    QUERY is what one types into the search box; with “-” it is read from standard input, where no list of
    processes shows it.
    """
    from zoneinfo import ZoneInfo

    from server.usecases.searching import search
    from server.usecases.settings.finding import find_agent

    asked = sys.stdin.read().strip() if query == "-" else query
    with opened_inbox(workspace) as inbox:
        agent = find_agent(inbox.directory, who)
        zone = ZoneInfo(agent.zone or inbox.directory.workspace.zone)
        _print(search(inbox, agent, query=asked, zone=zone, after=after), as_json=as_json)


def _print(found: SearchView, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"id": row.id, "status": row.standing.value, "at": row.last_message_at, "subject": row.subject}
            for row in found.rows
        ]
        click.echo(json.dumps({"rows": rows, "after": found.after}, ensure_ascii=False, indent=2))
        return
    for row in found.rows:
        at = datetime.fromtimestamp(row.last_message_at / 1000, UTC)
        click.echo(f"{row.id}  {at:%Y-%m-%d}  {row.standing.value:8}  {row.subject}")
    if found.building:
        click.echo("The index is being built: not everything can be found yet.", err=True)
    if found.after:
        click.echo(f"There may be more: --after {found.after}", err=True)
