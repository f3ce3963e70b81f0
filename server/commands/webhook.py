"""`randnotiz webhook`: add, list, change, test and remove webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.commands.token import moment
from server.domain.webhooks import TYPES

if TYPE_CHECKING:
    from server.domain.workspace import Directory
    from server.store.outbox import Line
    from server.usecases.delivering import Outside
    from server.usecases.webhooks import WebhookRow

_TYPE = click.option(
    "--type", "types", multiple=True, type=click.Choice(TYPES), help="Repeatable; default: every type."
)
_BOX = click.option("--mailbox", "boxes", multiple=True, help="Id, address or name; repeatable.")


@click.group()
def command() -> None:
    """Add, list, change, test and remove webhooks, which are told what happens."""


@command.command()
@click.argument("name")
@click.argument("url")
@_BOX
@_TYPE
@workspace_option
@json_option
def add(
    name: str,
    url: str,
    *,
    boxes: tuple[str, ...],
    types: tuple[str, ...],
    workspace: str | None,
    as_json: bool,
) -> None:
    """Have what happens in mailboxes sent to URL. The secret that signs it is shown only now."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import Wish, create_webhook

    with opened_inbox(workspace) as inbox:
        wish = Wish(name, url, _ids(inbox.directory, boxes), types)
        made = create_webhook(inbox, OPERATOR, wish, outside=_outside())
    show_one({"id": made.webhook.id, "name": made.webhook.name, "secret": made.secret}, as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the webhooks and how their deliveries go."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import list_webhooks

    with opened_inbox(workspace) as inbox:
        rows = [_row(inbox.directory, row) for row in list_webhooks(inbox, OPERATOR)]
    show(rows, as_json=as_json)


@command.command(name="set")
@click.argument("webhook")
@click.option("--name")
@click.option("--url")
@_BOX
@_TYPE
@click.option("--every-type", is_flag=True, help="Send every type of event.")
@click.option("--on/--off", "enabled", default=None, help="Switched on, it is sent what happens from now on.")
@workspace_option
@json_option
def set_(
    webhook: str,
    *,
    name: str | None,
    url: str | None,
    boxes: tuple[str, ...],
    types: tuple[str, ...],
    every_type: bool,
    enabled: bool | None,
    workspace: str | None,
    as_json: bool,
) -> None:
    """Change WEBHOOK (id or name); what is not named stays."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import Wish, change_webhook, webhook_of, webhook_row

    with opened_inbox(workspace) as inbox:
        before = webhook_of(inbox, OPERATOR, webhook)
        wish = Wish(
            name or before.name,
            url or before.url,
            _ids(inbox.directory, boxes) or before.mailboxes,
            () if every_type else types or before.types,
        )
        after = change_webhook(inbox, OPERATOR, before, wish, outside=_outside(), enabled=enabled)
        row = _row(inbox.directory, webhook_row(inbox, after))
    show_one(row, as_json=as_json)


@command.command()
@click.argument("webhook")
@workspace_option
@json_option
def secret(webhook: str, *, workspace: str | None, as_json: bool) -> None:
    """Give WEBHOOK a new secret, shown only now; the old one signs as well for a day."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import rotate_secret, webhook_of

    with opened_inbox(workspace) as inbox:
        made = rotate_secret(inbox, OPERATOR, webhook_of(inbox, OPERATOR, webhook))
    show_one({"name": made.webhook.name, "secret": made.secret}, as_json=as_json)


@command.command()
@click.argument("webhook")
@workspace_option
@json_option
def test(webhook: str, *, workspace: str | None, as_json: bool) -> None:
    """Send a test to WEBHOOK and say what became of it; exits with 1 if it did not arrive."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import send_test, webhook_of

    with opened_inbox(workspace) as inbox:
        known = webhook_of(inbox, OPERATOR, webhook)
        line = send_test(inbox, OPERATOR, known, outside=_outside())
    show_one(_line(line), as_json=as_json)
    if line.error:
        raise SystemExit(1)


@command.command()
@click.argument("webhook")
@workspace_option
@json_option
def log(webhook: str, *, workspace: str | None, as_json: bool) -> None:
    """Show the newest deliveries to WEBHOOK, newest first."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import deliveries, webhook_of

    with opened_inbox(workspace) as inbox:
        lines = deliveries(inbox, OPERATOR, webhook_of(inbox, OPERATOR, webhook))
    show([_line(line) for line in lines], as_json=as_json)


@command.command()
@click.argument("webhook")
@workspace_option
@json_option
def remove(webhook: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove WEBHOOK (id or name), with what waits for it."""
    from server.domain.administering import OPERATOR
    from server.usecases.webhooks import remove_webhook, webhook_of, webhook_row

    with opened_inbox(workspace) as inbox:
        known = webhook_of(inbox, OPERATOR, webhook)
        waiting = webhook_row(inbox, known).state.waiting
        remove_webhook(inbox, OPERATOR, known)
    show_one({"removed": known.name, "dropped": waiting}, as_json=as_json)


def _outside() -> Outside:
    from server.bootstrap import outside
    from server.settings import from_environment

    return outside(from_environment(keys=False))


def _ids(directory: Directory, names: tuple[str, ...]) -> tuple[str, ...]:
    from server.usecases.settings.finding import find_mailbox

    return tuple(find_mailbox(directory, name).id for name in names)


def _row(directory: Directory, row: WebhookRow) -> Row:
    webhook, state = row.webhook, row.state
    boxes = directory.mailboxes
    return {
        "id": webhook.id,
        "name": webhook.name,
        "url": webhook.url,
        "mailboxes": [boxes[box].name for box in webhook.mailboxes if box in boxes],
        "types": webhook.types,
        "enabled": webhook.enabled,
        "waiting": state.waiting,
        "failures": state.failures,
        "last_arrived": moment(state.ok_at),
    }


def _line(line: Line) -> Row:
    return {
        "at": moment(line.at),
        "event": line.type,
        "try": line.tries,
        "status": line.status,
        "ms": line.ms,
        "error": line.error,
        "id": line.id,
    }
