"""Everybody who works here, on one page; and inviting people, several at once."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.errors import Invalid, RandnotizError
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Member
from server.usecases.settings.agents import agents_of, invite
from server.usecases.settings.mailboxes import mailboxes_of, put_members
from server.web.admin.forms import Refused
from server.web.admin.page import Shown, Visit
from server.web.admin.people.guessing import name_of
from server.web.admin.people.rows import rows
from server.web.admin.rendering import said


@dataclass(frozen=True, slots=True)
class Letter:
    """A code to hand on, with the person it is for; it is shown this once."""

    agent: Agent
    code: str


def show(visit: Visit) -> Shown:
    """The list."""
    directory = visit.here.directory
    people = rows(directory, agents_of(visit.here, visit.actor), visit.here.clock())
    return Shown("people/list.html", {"people": people, "teams": len(directory.teams)})


def ask_invite(visit: Visit) -> Shown:
    """The form: addresses, and a mailbox if one likes."""
    boxes = [(box.id, box.name) for box in mailboxes_of(visit.here, visit.actor)]
    return Shown("people/invite.html", {"boxes": boxes, "chosen": visit.query["mailbox"]})


def send(visit: Visit) -> Shown:
    """Invite everybody named; who could not be is named with the reason, and the others are invited all the same."""
    done: list[Letter] = []
    failed: dict[str, str] = {}
    for address in visit.form["addresses"]:
        try:
            invited = invite(visit.here, Agent("", name_of(address), (address,)), actor=visit.actor)
            done.append(Letter(invited.agent, invited.code))
        except Invalid as error:
            failed[address] = said(error, visit.words)
    if not done:
        raise Refused(
            "Nobody was invited yet. Please look at what is marked.", {"addresses": list(failed.values())}
        )
    box = _joined(visit, done, failed)
    return Shown("people/invited.html", {"letters": done, "failed": failed, "box": box})


def _joined(visit: Visit, letters: list[Letter], failed: dict[str, str]) -> str:
    """Put the new people into the chosen mailbox; its name, or nothing. Their codes are shown in any case."""
    form = visit.form
    box = visit.here.directory.mailboxes.get(form["mailbox"])
    if box is None:
        return ""
    members = {letter.agent.id: Member(Role(form["role"])) for letter in letters}
    try:
        put_members(visit.here.fresh(), box.id, members, actor=visit.actor)
    except RandnotizError as error:
        failed[box.name] = said(error, visit.words)
        return ""
    return box.name
