"""How long a mailbox keeps what is closed, and whether its new conversations are confidential from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.workspace import Mailbox
from server.usecases.settings.mailboxes import change_mailbox
from server.web.admin.blaming import blaming
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.people.rows import rows


def show(visit: Visit) -> Shown:
    """The form; the list of people is made of the members."""
    box, directory = mailbox(visit), visit.here.directory
    members = [agent for agent in directory.agents.values() if agent.id in box.members]
    people = rows(directory, members, visit.here.clock())
    workspace = directory.workspace
    return Shown(
        "mailboxes/privacy.html", framed(visit, "privacy", _values(box), people=people, workspace=workspace)
    )


def save(visit: Visit) -> Moved:
    """Change them; a manager's form has no retention."""
    box, form = mailbox(visit), visit.form
    visit.expect(_values(box))
    after = replace(
        box,
        retention_days=form["retention_days"] if "retention_days" in visit.typed else box.retention_days,
        confidential_for=tuple(sorted(form["confidential_for"])) if form["confidential"] else None,
    )
    with blaming(visit, "confidential_for", retention="retention_days"):
        change_mailbox(visit.here, after, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}/privacy", "Saved.")


def _values(box: Mailbox) -> Mapping[str, object]:
    listed = box.confidential_for
    return {
        "retention_days": box.retention_days,
        "confidential": listed is not None,
        "confidential_for": sorted(listed or ()),
    }
