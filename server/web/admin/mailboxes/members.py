"""Who works in a mailbox, as what, and how much: everybody's role on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.errors import NotFound
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Mailbox, Member
from server.usecases.settings.mailboxes import change_mailbox, put_members, remove_member, would_release
from server.web.admin.mailboxes.forms import ROLES
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Answer, Moved, Shown, Visit
from server.web.admin.people.rows import rows


def show(visit: Visit) -> Shown:
    """The members with their roles, and whom one could add."""
    box, directory = mailbox(visit), visit.here.directory
    members = [agent for agent in directory.agents.values() if agent.id in _lasting(box)]
    people = rows(directory, members, visit.here.clock())
    facts = framed(visit, "members", _values(box), people=people, others=others(visit, box), roles=ROLES)
    return Shown("mailboxes/members.html", facts)


def save(visit: Visit) -> Answer:
    """Change roles; where that takes conversations from somebody, ask first, saying how many."""
    box, form = mailbox(visit), visit.form
    visit.expect(_values(box))
    after = replace(
        box,
        members={**box.members, **{agent: _member(visit, agent, box) for agent in _lasting(box)}},
        managers_assign=form["managers_assign"],
        managers_tidy=form["managers_tidy"],
        managers_block=form["managers_block"],
        viewers_comment=form["viewers_comment"],
    )
    released = 0 if form["confirmed"] else would_release(visit.here, after, actor=visit.actor)
    if released:
        facts = framed(visit, "members", _values(box), released=released)
        return Shown("mailboxes/narrowing.html", facts)
    change_mailbox(visit.here, after, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}/members", "Saved.")


def add(visit: Visit) -> Moved:
    """Add people, all in one role."""
    box, form = mailbox(visit), visit.form
    member = Member(Role(form["role"]), only_assigned=form["only_assigned"])
    new = {agent: member for agent in form["agents"] if agent not in _lasting(box)}
    put_members(visit.here, box.id, new, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}/members", "Added.")


def ask_remove(visit: Visit) -> Shown:
    """What taking somebody out will do, in numbers."""
    box, agent = mailbox(visit), _one(visit)
    left = replace(box, members={key: m for key, m in box.members.items() if key != agent.id})
    released = would_release(visit.here, left, actor=visit.actor)
    facts = framed(visit, "members", _values(box), agent=agent, released=released)
    return Shown("mailboxes/removing_member.html", facts)


def remove(visit: Visit) -> Moved:
    """Take somebody out; what they were assigned there returns to the queue."""
    box, agent = mailbox(visit), _one(visit)
    visit.expect(_values(box))
    remove_member(visit.here, box.id, agent.id, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}/members", "%(name)s is no longer a member.", {"name": agent.name})


def others(visit: Visit, box: Mailbox) -> list[Agent]:
    """Active people who are no members yet, by name."""
    known = visit.here.directory.agents.values()
    found = [agent for agent in known if agent.deactivated_at is None and agent.id not in _lasting(box)]
    return sorted(found, key=lambda agent: (agent.name.casefold(), agent.id))


def _lasting(box: Mailbox) -> Mapping[str, Member]:
    """The members without those who are there in an emergency only."""
    return {agent: member for agent, member in box.members.items() if member.until is None}


def _member(visit: Visit, agent: str, box: Mailbox) -> Member:
    """A member as the form says; whoever the form does not name stays as they are."""
    form, before = visit.form, box.members[agent]
    if agent not in form["role"]:
        return before
    return replace(
        before,
        role=Role(form["role"][agent]),
        cap=form["cap"].get(agent),
        only_assigned=agent in form["only_assigned"],
    )


def _one(visit: Visit) -> Agent:
    agent = visit.here.directory.agents.get(visit.path["agent"])
    if agent is None or agent.id not in _lasting(mailbox(visit)):
        raise NotFound("There is no such agent.")
    return agent


def _values(box: Mailbox) -> Mapping[str, object]:
    return {
        "members": {
            agent: {"role": str(m.role), "cap": m.cap, "only_assigned": m.only_assigned}
            for agent, m in sorted(_lasting(box).items())
        },
        "managers_assign": box.managers_assign,
        "managers_tidy": box.managers_tidy,
        "managers_block": box.managers_block,
        "viewers_comment": box.viewers_comment,
    }
