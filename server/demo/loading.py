"""Puts the sample workspace into the store, through the same use cases as any other."""

from __future__ import annotations

from server.demo.people import SampleWorkspace
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace
from server.usecases import administration
from server.usecases.inbox import Inbox
from server.usecases.workspaces import Workspaces


def load(workspaces: Workspaces, sample: SampleWorkspace) -> Inbox:
    """Create the workspace with its people, teams and mailboxes; what is there already stays as it is."""
    if sample.key not in workspaces.directories.workspaces():
        fresh = Workspace(sample.key, sample.name, sample.domains, sample.locale, sample.zone)
        administration.add_workspace(workspaces.directories, fresh)
    _load_people(workspaces, sample)
    for team in sample.teams:
        inbox = workspaces.inbox(sample.key)
        if team.key not in inbox.directory.teams:
            administration.add_team(inbox, Team(team.key, team.name, team.members))
    _load_mailboxes(workspaces, sample)
    return workspaces.inbox(sample.key)


def _load_people(workspaces: Workspaces, sample: SampleWorkspace) -> None:
    for person in sample.people:
        inbox = workspaces.inbox(sample.key)
        if person.is_agent and person.key not in inbox.directory.agents:
            agent = Agent(
                person.key,
                person.name,
                (person.address,),
                locale=person.locale,
                zone=person.zone,
                admin=person.is_admin,
            )
            administration.add_agent(inbox, agent)


def _load_mailboxes(workspaces: Workspaces, sample: SampleWorkspace) -> None:
    for box in sample.mailboxes:
        inbox = workspaces.inbox(sample.key)
        if box.key not in inbox.directory.mailboxes:
            members = {agent: Member(Role(role)) for agent, role in box.members.items()}
            mailbox = Mailbox(
                box.key,
                box.name,
                box.addresses,
                members,
                own_list_ids=box.list_ids,
                locale=sample.locale,
                zone=sample.zone,
            )
            administration.add_mailbox(inbox, mailbox)
