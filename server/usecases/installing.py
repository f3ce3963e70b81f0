"""What the operator enters about this installation, and what a page shows of it (A10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain import installation
from server.domain.auditlog import Audited
from server.domain.errors import Forbidden, Invalid, NotFound, Sealed
from server.domain.events import Actor
from server.domain.installation import NAMES, SECRETS
from server.store.installation import Entered
from server.usecases.audit import note
from server.usecases.installations import Installations
from server.usecases.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Told:
    """One value as a page shows it: `setting` is set where the environment says it; a secret is only `known`."""

    name: str
    text: str
    known: bool
    setting: str = ""


def told(installations: Installations, entered: Entered) -> dict[str, Told]:
    """Every value as a page shows it, by its name."""
    environment, stored = (installation.to_texts(one) for one in (installations.environment, entered.values))
    return {name: _told(name, environment[name], stored[name]) for name in NAMES}


def change(
    workspaces: Workspaces, actor: Actor, *, operator: bool, typed: Mapping[str, str], seen: str
) -> tuple[str, ...]:
    """Enter what the operator typed; the names that changed. Only the operator may (A10).

    Only values that are named change; "" takes one back. Raises Invalid with the `field`, Conflict, Forbidden.
    """
    if not operator:
        raise Forbidden("Only the operator may change this.")
    installations = workspaces.installations
    texts = installation.checked(typed)
    locked = next((name for name in texts if getattr(installations.environment, name)), None)
    if locked is not None:
        setting = installation.environment_name(locked)
        raise Invalid("This is set by %(setting)s and cannot be changed here.", field=locked, setting=setting)
    before = installation.to_texts(installations.entered().values)
    changed = {name: text for name, text in texts.items() if text != before[name]}
    if changed:
        installations.put(seen, changed)
        _note(workspaces, actor, tuple(changed))
    return tuple(changed)


def _told(name: str, environment: str, stored: str) -> Told:
    text = environment or stored
    setting = installation.environment_name(name) if environment else ""
    return Told(name, "" if name in SECRETS else text, known=bool(text), setting=setting)


def _note(workspaces: Workspaces, actor: Actor, changed: tuple[str, ...]) -> None:
    """Write a line for each workspace, whose admins see it: there is no log above them."""
    for workspace in workspaces.directories.workspaces():
        try:
            inbox = workspaces.inbox(workspace)
        except (NotFound, Sealed):
            continue
        note(inbox, actor, Audited.INSTALLED, "installation:values", changed=list(changed))
