"""`randnotiz explain`: how one mail would be treated, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.commands.stores import json_option, opened_workspaces, the_only, workspace_option
from server.domain.errors import NotFound

if TYPE_CHECKING:
    from server.domain.mailheaders import Headers
    from server.usecases.explaining import Explained


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@workspace_option
@json_option
def command(file: Path, *, workspace: str | None, as_json: bool) -> None:
    """Say how the mail in FILE would be treated: ids, class, direction, mailboxes, conversation, auto-reply.

    Works without a workspace too; then it says only what the mail itself tells. Nothing is stored.
    """
    from server.usecases.importing import headers_of

    told = as_document(_explained(headers_of(file), workspace))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, value in told.items():
        lines = value.items() if isinstance(value, dict) else [("", value)]
        for part, text in lines:
            click.echo(f"{f'{name} {part}'.strip()}: {_plain(text)}")


def as_document(explained: Explained) -> dict[str, Any]:
    """The explanation as a JSON document."""
    letter, destination = explained.letter, explained.destination
    mail, found, directed = letter.mail, letter.classification, letter.directed
    return {
        "workspace": explained.workspace,
        "message_id": mail.message_id,
        "synthetic": mail.synthetic,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "class": {"name": found.kind.value, "header": found.header, "value": found.value},
        "direction": {
            "name": directed.direction.value,
            "proof": directed.proof.value,
            "sender_confirmed": directed.sender_confirmed,
        },
        "mailboxes": list(explained.mailboxes),
        "conversation": {
            "outcome": destination.outcome,
            "id": destination.conversation,
            "why": destination.why,
            "others": destination.others or {},
        },
        "auto_reply": {"allowed": not explained.why_not, "why_not": list(explained.why_not)},
    }


def _explained(headers: Headers, workspace: str | None) -> Explained:
    from server.bootstrap import milliseconds
    from server.settings import from_environment
    from server.usecases.explaining import explain, explain_alone

    settings = from_environment(keys=False)
    if workspace is None and settings.redis_url is None and not settings.store_folder.exists():
        return explain_alone(headers, now=milliseconds())
    with opened_workspaces(from_environment()) as workspaces:
        try:
            name = workspace or the_only(workspaces)
        except NotFound:
            return explain_alone(headers, now=milliseconds())
        return explain(workspaces.inbox(name), headers)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "none")
