"""A new mailbox in one short form, and the removal of one."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.vocabulary import Role
from server.domain.workspace import Mailbox, Member
from server.usecases.settings.mailboxes import add_mailbox, removal, remove_mailbox
from server.web.admin.blaming import blaming
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.people.rows import rows


def show(visit: Visit) -> Shown:
    """The form: name, address, members."""
    directory = visit.here.directory
    active = [agent for agent in directory.agents.values() if agent.deactivated_at is None]
    people = rows(directory, active, visit.here.clock())
    return Shown("mailboxes/new.html", {"people": people})


def add(visit: Visit) -> Moved:
    """Add it with its members; language and zone are the workspace's."""
    form, workspace = visit.form, visit.here.directory.workspace
    members = {agent: Member(Role.AGENT) for agent in form["members"]}
    if form["manager"]:
        members[form["manager"]] = Member(Role.MANAGER)
    box = Mailbox(
        id="",
        name=form["name"],
        addresses=(form["address"],),
        members=members,
        locale=workspace.locale,
        zone=workspace.zone,
    )
    with blaming(visit, address="address", value="address", limit="name", agent="members"):
        added = add_mailbox(visit.here, box, actor=visit.actor)
    return Moved(
        f"/mailboxes/{added.id}/members", "“%(name)s” is there. Its members see it now.", {"name": added.name}
    )


def ask_remove(visit: Visit) -> Shown:
    """What removing a mailbox would do, in numbers."""
    box = mailbox(visit)
    losses = removal(visit.here, box.id, actor=visit.actor)
    return Shown("mailboxes/removing.html", framed(visit, "general", _values(box), losses=losses))


def remove(visit: Visit) -> Moved:
    """Remove a mailbox that holds no conversation."""
    box = mailbox(visit)
    visit.expect(_values(box))
    remove_mailbox(visit.here, box, actor=visit.actor)
    return Moved("/mailboxes", "“%(name)s” was removed.", {"name": box.name})


def _values(box: Mailbox) -> Mapping[str, object]:
    """What somebody who removes a mailbox has seen of it."""
    return {"name": box.name, "addresses": list(box.addresses), "members": sorted(box.members)}
