"""`randnotiz token`: make, list and revoke API tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.access import Scope
from server.domain.vocabulary import Role

if TYPE_CHECKING:
    from server.domain.workspace import Directory
    from server.usecases.tokens import TokenRow

DAY_MS = 86_400_000


@click.group()
def command() -> None:
    """Make, list and revoke API tokens, with which programs call the API."""


@command.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, type=click.Choice([str(scope) for scope in Scope])
)
@click.option(
    "--mailbox",
    "roles",
    multiple=True,
    metavar="MAILBOX:ROLE",
    help="Id, address or name, and manager, agent or viewer; repeatable.",
)
@click.option("--days", type=click.IntRange(1, 3650), help="How long it is valid (default: without end).")
@workspace_option
@json_option
def add(
    name: str,
    *,
    scopes: tuple[str, ...],
    roles: tuple[str, ...],
    days: int | None,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Make the token NAME. Its text is shown only now."""
    from server.domain.administering import OPERATOR
    from server.usecases.tokens import Wish, create_token

    with opened_inbox(workspace) as inbox:
        expires_at = inbox.clock() + days * DAY_MS if days else None
        wish = Wish(name, tuple(map(Scope, scopes)), _roles(inbox.directory, roles), expires_at)
        made = create_token(inbox, OPERATOR, wish)
    show_one({"id": made.token.id, "name": made.token.name, "token": made.text}, as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the tokens, the newest first."""
    from server.domain.administering import OPERATOR
    from server.usecases.tokens import list_tokens

    with opened_inbox(workspace) as inbox:
        rows = [_row(inbox.directory, row) for row in list_tokens(inbox, OPERATOR)]
    show(rows, as_json=as_json)


@command.command()
@click.argument("token")
@workspace_option
@json_option
def remove(token: str, *, workspace: str | None, as_json: bool) -> None:
    """Revoke TOKEN (id or name); programs that use it are refused at once."""
    from server.domain.administering import OPERATOR
    from server.usecases.tokens import revoke_token, token_of

    with opened_inbox(workspace) as inbox:
        known = token_of(inbox, OPERATOR, token)
        revoke_token(inbox, OPERATOR, known)
    show_one({"revoked": known.name}, as_json=as_json)


def _roles(directory: Directory, texts: tuple[str, ...]) -> Mapping[str, Role]:
    from server.usecases.settings.finding import find_mailbox

    found = {}
    for text in texts:
        name, _, role = text.rpartition(":")
        if role not in set(Role):
            raise click.BadParameter(f"{text!r}: write MAILBOX:ROLE")
        found[find_mailbox(directory, name).id] = Role(role)
    return found


def _row(directory: Directory, row: TokenRow) -> Row:
    token = row.token
    boxes = directory.mailboxes
    return {
        "id": token.id,
        "name": token.name,
        "scopes": token.scopes,
        "mailboxes": [f"{boxes[box].name}:{role}" for box, role in token.roles.items() if box in boxes],
        "last_used": moment(row.used_at),
        "expires": moment(token.expires_at),
        "expired": row.expired,
    }


def moment(at: int | None) -> str:
    """A moment as the command line shows it, in UTC; empty for none."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%SZ") if at else ""
