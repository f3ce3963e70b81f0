"""The workspace: what holds for everybody in it. Its domains and tenants are shown only; they are the operator's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.workspace import Workspace
from server.usecases.checking import LOCALES, PRESENCE
from server.usecases.settings.workspace import change_workspace
from server.web.admin.blaming import blaming
from server.web.admin.inputs import Number, Tick, area, line, one_of
from server.web.admin.page import Moved, Page, Right, Shown, Visit
from server.web.admin.zones import ZONES
from server.web.api.fields import Closed

SUBJECTS = ("plain", "hashed", "none")


class WorkspaceForm(Closed):
    """What an admin settles for everybody."""

    name = line(80, needed=True)
    locale = one_of(LOCALES)
    zone = line(64, needed=True)
    presence = one_of(PRESENCE)
    subject_storage = one_of(SUBJECTS)
    retention_days = Number(1, 36_500)
    counters_days = Number(1, 36_500)
    reports_per_agent = Tick()
    search_comments = Tick()
    legal_text = area()


def show(visit: Visit) -> Shown:
    """The form, and whose domains and tenants these are."""
    workspace = visit.here.directory.workspace
    values = _values(workspace)
    facts = {"workspace": workspace, "values": values, "seen": visit.seen(values), "zones": ZONES}
    return Shown("workspace/one.html", facts)


def save(visit: Visit) -> Moved:
    """Change the workspace."""
    workspace = visit.here.directory.workspace
    visit.expect(_values(workspace))
    with blaming(visit, zone="zone", days="retention_days", limit="name"):
        change_workspace(visit.here, replace(workspace, **visit.form), actor=visit.actor)
    return Moved("/workspace", "Saved.")


def _values(workspace: Workspace) -> Mapping[str, object]:
    return {name: getattr(workspace, name) for name in WorkspaceForm().fields}


PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/workspace", name="workspace", right=Right.ADMIN, handler=show),
    Page(
        method="POST",
        path="/workspace",
        name="workspace.save",
        right=Right.ADMIN,
        handler=save,
        form=WorkspaceForm,
        again="workspace",
    ),
)
