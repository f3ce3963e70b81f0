"""`randnotiz mailbox`: add, list, change and remove mailboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from server.commands.showing import Row, show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option
from server.domain.vocabulary import Role, Status

if TYPE_CHECKING:
    from server.domain.workspace import Directory, Mailbox, Member

_MEMBER = click.option(
    "--member",
    "members",
    multiple=True,
    metavar="EMAIL:ROLE[:only-assigned][:LIMIT]",
    help="A member: manager, agent, viewer or light; LIMIT is how many open ones they should have; repeatable.",
)
_LIST_ID = click.option(
    "--list-id", "own_list_ids", multiple=True, help="A list id of its own group; repeatable."
)
_POLICIES: Sequence[Any] = (
    click.option("--locale", type=click.Choice(["de", "en"])),
    click.option("--zone", help="For example Europe/Berlin."),
    click.option("--reply-status", type=click.Choice(["open", "pending", "closed"]), help="After a reply."),
    click.option("--reply-assignee", type=click.Choice(["sender", "keep"]), help="After a reply."),
    click.option("--reopen-days", type=int, help="How long a reply reopens what is closed."),
    click.option(
        "--retention-days", type=int, help="Purge what was closed so long ago; 0: as the workspace says."
    ),
    click.option("--trust-references/--check-references", default=None, help="It is a mailing list."),
    click.option("--managers-assign/--agents-assign", default=None, help="Who may assign to others."),
    click.option("--managers-tidy/--agents-tidy", default=None, help="Who may merge, split and move."),
    click.option("--managers-block/--agents-block", default=None, help="Who may block senders."),
    click.option("--viewers-comment/--viewers-read", default=None, help="What viewers may do."),
    click.option("--guideline", help="What people here should know, shown beside the mail."),
    click.option(
        "--confidential",
        "confidential_for",
        multiple=True,
        metavar="EMAIL",
        help="Who alone sees new mail; repeatable.",
    ),
    click.option("--duplicate-guard/--no-duplicate-guard", default=None, help="Ask before a second answer."),
)


def policies(command: Any) -> Any:
    """The options for a mailbox's policies."""
    for option in reversed(_POLICIES):
        command = option(command)
    return command


@click.group()
def command() -> None:
    """Add, list, change and remove mailboxes and their members."""


@command.command()
@click.argument("addresses", metavar="ADDRESS…", nargs=-1, required=True)
@click.option("--name", required=True)
@_LIST_ID
@_MEMBER
@policies
@workspace_option
@json_option
def add(*, name: str, members: tuple[str, ...], workspace: str | None, as_json: bool, **fields: Any) -> None:
    """Add a mailbox with these addresses; the first is shown."""
    from server.domain.workspace import Mailbox
    from server.usecases.settings.mailboxes import add_mailbox

    with opened_inbox(workspace) as inbox:
        known = _members(inbox.directory, members)
        changes = _changes(inbox.directory, fields)
        box = add_mailbox(inbox, Mailbox("", name, members=known, **changes))
        directory = inbox.directory
    show_one(_row(directory, box), as_json=as_json)


@command.command(name="list")
@workspace_option
@json_option
def list_(*, workspace: str | None, as_json: bool) -> None:
    """List the mailboxes with their members."""
    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
    rows = [_row(directory, box) for box in directory.mailboxes.values()]
    if not as_json:  # policies would make the table wider than a screen
        rows = [{name: row[name] for name in ("id", "name", "addresses", "members")} for row in rows]
    show(rows, as_json=as_json)


@command.command(name="set")
@click.argument("mailbox")
@click.option("--name")
@click.option("--address", "addresses", multiple=True, help="All addresses from now on; repeatable.")
@_LIST_ID
@_MEMBER
@click.option("--remove-member", "leaving", multiple=True, metavar="EMAIL", help="Repeatable.")
@policies
@click.option("--not-confidential", is_flag=True, help="Let new mail be seen by every member again.")
@workspace_option
@json_option
def set_(
    mailbox: str,
    *,
    members: tuple[str, ...],
    leaving: tuple[str, ...],
    not_confidential: bool,
    workspace: str | None,
    as_json: bool,
    **fields: Any,
) -> None:
    """Change MAILBOX (id, name or address); what is not named stays.

    Conversations of somebody who may no longer have them return to the queue.
    """
    from server.usecases.settings.finding import find_agent, find_mailbox
    from server.usecases.settings.mailboxes import change_mailbox

    with opened_inbox(workspace) as inbox:
        directory = inbox.directory
        before = find_mailbox(directory, mailbox)
        known = {**before.members, **_members(directory, members)}
        for email in leaving:
            known.pop(find_agent(directory, email).id, None)
        changes = _changes(directory, fields)
        if not_confidential:
            changes["confidential_for"] = None
        after = change_mailbox(inbox, replace(before, members=known, **changes))
    show_one(_row(directory, after), as_json=as_json)


@command.command()
@click.argument("mailbox")
@workspace_option
@json_option
def remove(mailbox: str, *, workspace: str | None, as_json: bool) -> None:
    """Remove MAILBOX, which must hold no conversation."""
    from server.usecases.settings.finding import find_mailbox
    from server.usecases.settings.mailboxes import remove_mailbox

    with opened_inbox(workspace) as inbox:
        box = find_mailbox(inbox.directory, mailbox)
        remove_mailbox(inbox, box)
    show_one({"removed": box.name}, as_json=as_json)


def _changes(directory: Directory, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was named on the command line, as fields of the record."""
    named = {name: value for name, value in fields.items() if value not in {None, ()}}
    if "reply_status" in named:
        named["reply_status"] = Status(named["reply_status"])
    if "retention_days" in named:
        named["retention_days"] = named["retention_days"] or None
    if "confidential_for" in named:
        named["confidential_for"] = tuple(_ids(directory, named["confidential_for"]))
    return named


def _ids(directory: Directory, emails: Sequence[str]) -> list[str]:
    from server.usecases.settings.finding import find_agent

    return [find_agent(directory, email).id for email in emails]


def _members(directory: Directory, texts: Sequence[str]) -> dict[str, Member]:
    found = {}
    for text in texts:
        email, _, what = text.partition(":")
        found[_ids(directory, [email])[0]] = _member(text, what)
    return found


def _member(text: str, what: str) -> Member:
    from server.domain.workspace import Member

    role, *more = what.split(":")
    caps = [one for one in more if one.isdecimal()]
    narrow = "only-assigned" in more
    if role not in set(Role) or len(more) != len(caps) + narrow or len(caps) > 1:
        raise click.BadParameter(f"{text!r}: write EMAIL:ROLE, EMAIL:ROLE:only-assigned or EMAIL:ROLE:12")
    return Member(Role(role), only_assigned=narrow, cap=int(caps[0]) if caps else None)


def _row(directory: Directory, box: Mailbox) -> Row:
    members = [
        f"{directory.agents[agent].emails[0]}:{_described(member)}"
        for agent, member in box.members.items()
        if agent in directory.agents
    ]
    listed = [directory.agents[a].emails[0] for a in box.confidential_for or () if a in directory.agents]
    return {
        "id": box.id,
        "name": box.name,
        "addresses": box.addresses,
        "members": members,
        "list_ids": box.own_list_ids,
        "reply_status": box.reply_status,
        "reply_assignee": box.reply_assignee,
        "reopen_days": box.reopen_days,
        "retention_days": box.retention_days,
        "trust_references": box.trust_references,
        "managers_assign": box.managers_assign,
        "managers_tidy": box.managers_tidy,
        "managers_block": box.managers_block,
        "blocked": box.blocked,
        "viewers_comment": box.viewers_comment,
        "duplicate_guard": box.duplicate_guard,
        "guideline": box.guideline,
        "confidential_for": listed,
        "locale": box.locale,
        "zone": box.zone,
    }


def _described(member: Member) -> str:
    narrow = ":only-assigned" if member.only_assigned else ""
    return f"{member.role}{narrow}{f':{member.cap}' if member.cap else ''}"
