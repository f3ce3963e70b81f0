"""`randnotiz privacy`: what is stored about somebody, erasing it, holds, what retention would remove."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from server.commands.showing import show, show_one
from server.commands.stores import json_option, opened_inbox, workspace_option

if TYPE_CHECKING:
    from server.domain.jobs import Job
    from server.usecases.inbox import Inbox

PAUSE_S = 0.05


@click.group()
def command() -> None:
    """Show, erase and hold what is stored about people; say what retention would remove."""


@command.command()
@click.argument("address")
@workspace_option
def about(address: str, *, workspace: str | None) -> None:
    """Print everything about ADDRESS as one JSON document."""
    from server.domain.administering import OPERATOR
    from server.usecases.privacy.finding import exported

    with opened_inbox(workspace) as inbox:
        for piece in exported(inbox, address, actor=OPERATOR):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.write(b"\n")


@command.command()
@click.argument("address")
@click.option("--name", "names", multiple=True, help="A name beside those in mail; repeatable.")
@click.option("--dry-run", is_flag=True, help="Count, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@workspace_option
@json_option
def erase(
    address: str, *, names: tuple[str, ...], dry_run: bool, yes: bool, workspace: str | None, as_json: bool
) -> None:
    """Replace everything about ADDRESS by a pseudonym, after counting it."""
    from server.domain.administering import OPERATOR
    from server.usecases.privacy import erasing

    with opened_inbox(workspace) as inbox:
        job = _work(inbox, erasing.ask(inbox, address, names=names, actor=OPERATOR))
        whom = erasing.watch(inbox, job.id, actor=OPERATOR).whom
        if not as_json or dry_run:
            show_one({**_row(job), "names": list(whom.names)}, as_json=as_json)
        if dry_run or not (yes or click.confirm("There is no way back. Erase?", err=True)):
            erasing.cancel(inbox, job.id, actor=OPERATOR)
            return
        job = _work(inbox, erasing.confirm(inbox, job.id, actor=OPERATOR))
    show_one(_row(job), as_json=as_json)
    click.echo("Backups made before now still hold the data; mail at your provider is not touched.", err=True)


@command.command()
@click.option("--dry-run", is_flag=True, help="Count, and change nothing.")
@workspace_option
@json_option
def subjects(*, dry_run: bool, workspace: str | None, as_json: bool) -> None:
    """Bring stored subjects in line with what the workspace keeps of them."""
    from server.domain.administering import OPERATOR
    from server.usecases.privacy import erasing

    with opened_inbox(workspace) as inbox:
        job = _work(inbox, erasing.ask_subjects(inbox, actor=OPERATOR))
        if dry_run:
            erasing.cancel(inbox, job.id, actor=OPERATOR)
        else:
            job = _work(inbox, erasing.confirm(inbox, job.id, actor=OPERATOR))
    show_one(_row(job), as_json=as_json)


@command.command()
@click.argument("what", metavar="ADDRESS|CONVERSATION", required=False)
@click.option("--release", is_flag=True, help="Let it go again.")
@workspace_option
@json_option
def hold(what: str | None, *, release: bool, workspace: str | None, as_json: bool) -> None:
    """Put an address or a conversation on legal hold, or list the addresses that are."""
    from server.domain.administering import OPERATOR
    from server.usecases import holds

    with opened_inbox(workspace) as inbox:
        if what is None:
            found = holds.list_holds(inbox, actor=OPERATOR)
            show(
                [{"address": one.address, "since": _day(one.at), "by": one.by} for one in found],
                as_json=as_json,
            )
            return
        of_address = (holds.hold_address, holds.release_address)
        of_conversation = (holds.hold_conversation, holds.release_conversation)
        (of_address if "@" in what else of_conversation)[release](inbox, what, actor=OPERATOR)


@command.command()
@workspace_option
@json_option
def preview(*, workspace: str | None, as_json: bool) -> None:
    """Say what a retention run would remove now."""
    from server.domain.administering import OPERATOR
    from server.usecases.retention import forecast

    with opened_inbox(workspace) as inbox:
        found = forecast(inbox, actor=OPERATOR)
    oldest = _day(found.oldest_at) if found.oldest_at is not None else None
    show_one({**asdict(found), "oldest_at": found.oldest_at if as_json else oldest}, as_json=as_json)


@command.command()
@click.argument("conversation")
@click.option("--yes", is_flag=True, help="Do not ask.")
@workspace_option
def delete(conversation: str, *, yes: bool, workspace: str | None) -> None:
    """Delete a CONVERSATION for good; the mail itself stays where it is."""
    from server.domain.administering import OPERATOR
    from server.usecases.privacy import removing

    with opened_inbox(workspace) as inbox:
        found = removing.removal(inbox, conversation, actor=OPERATOR)
        told = f"{found.messages} messages and {found.comments} comments will be gone. Delete?"
        if yes or click.confirm(told, err=True):
            removing.remove(inbox, conversation, actor=OPERATOR)


def _work(inbox: Inbox, job: Job) -> Job:
    """Do a job here, or wait for whoever works at it already."""
    from server.domain.administering import OPERATOR
    from server.domain.jobs import WORKING, JobState
    from server.usecases.privacy.erasing import watch
    from server.usecases.privacy.running import work

    while job.state in WORKING:
        for step in work(inbox, worker=job.id, only=job.id):
            if step.state is JobState.REWRITING:
                time.sleep(PAUSE_S)
        job = watch(inbox, job.id, actor=OPERATOR).job
        if job.state in WORKING:
            time.sleep(PAUSE_S)
    return job


def _row(job: Job) -> dict[str, object]:
    counts = job.counts if job.is_over else job.found
    return {
        "job": job.id,
        "state": job.state.value,
        "pseudonym": job.pseudonym,
        **counts,
        "on_hold": list(job.held),
        "left": list(job.left),
    }


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d")
