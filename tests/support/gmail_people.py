"""A firm for tests of the Gmail side: one person for each role, and somebody from outside."""

from __future__ import annotations

import zlib
from dataclasses import replace

from server.demo.people import SampleMailbox, SamplePerson, SampleTeam, SampleWorkspace, sample_workspace
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace
from server.usecases.settings import agents, mailboxes, teams
from server.usecases.settings.workspace import add_workspace
from server.usecases.workspaces import Workspaces

OPERATOR = Actor("system", Via.JOB)
NAMES = {
    "mia": "Mia Berger",
    "jonas": "Jonas Weber",
    "eva": "Eva Vogt",
    "lena": "Lena Kurz",
    "lux": "Luk Sand",
    "olaf": "Olaf Brandt",
    "nina": "Nina Frei",
    "dora": "Dora Alt",
    "ina": "Ina Roth",
}
SUPPORT = {
    "mia": Member(Role.MANAGER),
    "jonas": Member(Role.AGENT),
    "eva": Member(Role.AGENT),
    "lena": Member(Role.VIEWER),
    "lux": Member(Role.LIGHT),
    "olaf": Member(Role.AGENT, only_assigned=True),
    "dora": Member(Role.AGENT),
}
JOBS = {"mia": Member(Role.MANAGER), "eva": Member(Role.AGENT), "ina": Member(Role.AGENT)}
CASES = {
    "manager": "mia",
    "agent": "jonas",
    "viewer": "lena",
    "light": "lux",
    "only_assigned": "olaf",
    "no mailbox": "nina",
    "deactivated": "dora",
    "no agent": "tom",
}
"""Role -> who has it, in mailbox support."""


def firm(key: str) -> SampleWorkspace:
    """A workspace with a mail domain of its own; nina works in no mailbox, tom is not of the firm."""
    domain = f"{key}.example"
    people = tuple(_person(name, key, domain) for name in NAMES)
    base = sample_workspace()
    guest = replace(base.person("tom"), sub=_sub("tom", key))
    return replace(
        base,
        key=key,
        domains=(domain,),
        people=(*people, guest),
        teams=(SampleTeam("team", "Buchhaltung", ("mia", "eva")),),
        mailboxes=(
            SampleMailbox("support", "Support", (f"support@{domain}",), (), dict.fromkeys(SUPPORT, "agent")),
            SampleMailbox("jobs", "Bewerbung", (f"jobs@{domain}",), (), dict.fromkeys(JOBS, "agent")),
        ),
    )


def found(workspaces: Workspaces, sample: SampleWorkspace) -> None:
    """Put the firm into the store; dora has left already."""
    workspace = Workspace(sample.key, sample.name, sample.domains, sample.locale, sample.zone)
    add_workspace(workspaces.directories, workspace)
    for person in sample.people:
        if person.is_agent:
            agent = Agent(person.key, person.name, (person.address,), locale="de", zone=person.zone)
            agents.invite(workspaces.inbox(sample.key), agent)
    for team in sample.teams:
        teams.add_team(workspaces.inbox(sample.key), Team(team.key, team.name, team.members))
    for box, members in zip(sample.mailboxes, (SUPPORT, JOBS), strict=True):
        mailbox = Mailbox(box.key, box.name, box.addresses, members)
        mailboxes.add_mailbox(workspaces.inbox(sample.key), mailbox)
    inbox = workspaces.inbox(sample.key)
    agents.deactivate_agent(inbox, inbox.directory.agents["dora"], actor=OPERATOR)


def elsewhere(person: SamplePerson, domain: str | None) -> SamplePerson:
    """The same person with an account of another Workspace domain, or of none."""
    return replace(person, hosted_domain=domain)


def _person(key: str, workspace: str, domain: str) -> SamplePerson:
    address = f"{NAMES[key].lower().replace(' ', '.')}@{domain}"
    jonas = sample_workspace().person("jonas")
    return replace(
        jonas, key=key, name=NAMES[key], address=address, sub=_sub(key, workspace), hosted_domain=domain
    )


def _sub(key: str, workspace: str) -> str:
    return f"1{zlib.crc32(workspace.encode()):010}{zlib.crc32(key.encode()):010}"
