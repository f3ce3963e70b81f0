"""The guide: every step as it stands (PRODUCT S1)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from server.domain.checkup import Found
from server.domain.errors import NotFound
from server.domain.setup import Facts, Step, steps
from server.store.installation import Entered
from server.store.overview import Overview, overview
from server.usecases.checkup import Checkup
from server.usecases.inbox import Inbox
from server.usecases.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Guide:
    """The steps, when somebody last looked at the world outside (ms UTC, if ever), and what was entered."""

    steps: tuple[Step, ...]
    checked_at: int | None
    entered: Entered


def guide(workspaces: Workspaces, checkup: Checkup, inbox: Inbox | None) -> Guide:
    """How far setting up is, with the workspace `inbox` or before there is one."""
    seen = look(workspaces, inbox)
    installations = workspaces.installations
    installations.take(seen.entered)
    facts = Facts(
        public_url=checkup.public_url,
        installation=installations.current(),
        store_faults=seen.vitals.findings.faults,
        store_warnings=seen.vitals.findings.warnings,
        found=seen.found,
        directory=inbox.directory if inbox else None,
        contacts=seen.contacts,
        started=seen.changes > 0,
    )
    checked = [found.at for found in seen.found.values()]
    return Guide(steps(facts), max(checked, default=None), seen.entered)


def check_now(checkup: Checkup, inbox: Inbox | None) -> None:
    """Look at the world outside: our address, Google, Microsoft and the workspace's tenants."""
    checkup.run(inbox.directory.workspace.tenants if inbox else ())


def check_everything(workspaces: Workspaces, checkup: Checkup) -> Mapping[str, Found]:
    """Look at the world outside for all workspaces, and return what was found by name."""
    tenants: set[str] = set()
    for workspace in workspaces.directories.workspaces():
        with suppress(NotFound):  # it is just being founded, or was just removed
            tenants.update(workspaces.directories.known(workspace).workspace.tenants)
    return checkup.run(sorted(tenants))


def look(workspaces: Workspaces, inbox: Inbox | None) -> Overview:
    """What the store tells of itself and of the workspace."""
    store, entered, now = workspaces.store, workspaces.installations.store, workspaces.clock()
    if inbox is None:
        return overview(store, entered, None, now=now)
    return overview(
        store,
        entered,
        inbox.conversations.keys,
        now=now,
        mailboxes=tuple(inbox.directory.mailboxes),
        webhooks=tuple(inbox.directory.webhooks),
    )
