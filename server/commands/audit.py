"""`randnotiz audit`: who did what to settings and data."""

from __future__ import annotations

import sys

import click

from server.commands.stores import opened_inbox, workspace_option
from server.domain.auditlog import Audited


@click.command()
@click.option("--who", default="", help="agent:ID, api:ID or system.")
@click.option("--kind", type=click.Choice([kind.value for kind in Audited]), default=None)
@click.option("--target", default="", help="mailbox, agent:ID, address:DIGEST …")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day (UTC).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Day after the last one (UTC).")
@workspace_option
def command(*, workspace: str | None, since: object, until: object, **asked: str | None) -> None:
    """Print the audit log as CSV, newest first."""
    from server.domain.administering import OPERATOR
    from server.usecases.auditing import Wanted, as_csv

    wanted = Wanted(
        **{name: value or "" for name, value in asked.items()}, since=_ms(since), until=_ms(until)
    )
    with opened_inbox(workspace) as inbox:
        for piece in as_csv(inbox, wanted, actor=OPERATOR):
            sys.stdout.buffer.write(piece)


def _ms(day: object) -> int | None:
    from datetime import UTC, datetime

    return int(day.replace(tzinfo=UTC).timestamp() * 1000) if isinstance(day, datetime) else None
