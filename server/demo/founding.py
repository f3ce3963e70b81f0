"""Makes the sample workspace real: its people, teams and mailboxes in the store, and the mail that is there already."""

from __future__ import annotations

from collections.abc import Sequence

from server.demo import catalogue
from server.demo.mailstore import Copy
from server.demo.people import SampleMailbox, SamplePerson, SampleWorkspace
from server.domain.events import Actor
from server.domain.messages import Source
from server.domain.reading import Origin, read
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace
from server.usecases.ingest import take_in
from server.usecases.placing import Rules
from server.usecases.settings.agents import invite
from server.usecases.settings.fields import create_field
from server.usecases.settings.macros import create_macro
from server.usecases.settings.mailboxes import add_mailbox
from server.usecases.settings.tags import create_tag
from server.usecases.settings.teams import add_team
from server.usecases.settings.templates import create_template
from server.usecases.settings.workspace import add_workspace
from server.usecases.workspaces import Workspaces

FOREIGN = 3
"""How many of the busiest addresses of foreign mail count as the first mailbox's own."""
LOOKED_AT = 20
"""How many of the busiest are looked at, as some may belong to people and mailboxes of the sample."""


def found(workspaces: Workspaces, sample: SampleWorkspace, *, foreign: Sequence[str] = ()) -> None:
    """Create the sample workspace; `foreign` are addresses of somebody's own mail, busiest first.

    The busiest that are nobody's here go to the first mailbox.
    """
    if sample.key in workspaces.directories.workspaces():
        return
    workspace = Workspace(
        sample.key, sample.name, sample.domains, sample.locale, sample.zone, tenants=sample.tenants
    )
    add_workspace(workspaces.directories, workspace)
    for person in sample.people:
        if person.is_agent:
            invite(workspaces.inbox(sample.key), _agent(person))
    for team in sample.teams:
        add_team(workspaces.inbox(sample.key), Team(team.key, team.name, team.members))
    ours = {a for box in sample.mailboxes for a in box.addresses} | {p.address for p in sample.people}
    free = [address for address in foreign if address not in ours][:FOREIGN]
    for number, box in enumerate(sample.mailboxes):
        extra = tuple(free) if number == 0 else ()
        add_mailbox(workspaces.inbox(sample.key), _mailbox(box, sample, extra))
    for tag in catalogue.tags():
        create_tag(workspaces.inbox(sample.key), tag)
    for field in catalogue.fields():
        create_field(workspaces.inbox(sample.key), field)
    for template in catalogue.templates():
        create_template(workspaces.inbox(sample.key), template)
    for macro in catalogue.macros():
        create_macro(workspaces.inbox(sample.key), macro)


def take_in_mail(workspaces: Workspaces, sample: SampleWorkspace, mails: Sequence[Copy]) -> None:
    """Take in the sample mail that is addressed to a mailbox, as an import would."""
    inbox = workspaces.inbox(sample.key)
    rules = Rules(Actor("import", Via.INGEST), importing=True)
    for mail in sorted(mails, key=lambda one: one.at):
        sent_by = mail.person if "SENT" in mail.labels else None
        origin = Origin(Source.GMAIL, inbox.clock(), mail.at, sent_by)
        letter = read(
            mail.headers,
            origin,
            directory=inbox.directory,
            receivers=inbox.receivers,
            key_of=inbox.conversations.digests.message,
        )
        take_in(inbox, letter, rules)


def _agent(person: SamplePerson) -> Agent:
    return Agent(
        id=person.key,
        name=person.name,
        emails=(person.address,),
        locale=person.locale,
        zone=person.zone,
        admin=person.is_admin,
        entra_tenant=person.tenant,
        entra_subject=person.oid,
    )


def _mailbox(box: SampleMailbox, sample: SampleWorkspace, extra: tuple[str, ...]) -> Mailbox:
    members = {agent: Member(Role(role)) for agent, role in box.members.items()}
    return Mailbox(
        id=box.key,
        name=box.name,
        addresses=tuple(dict.fromkeys((*box.addresses, *extra))),
        members=members,
        own_list_ids=box.list_ids,
        guideline=box.guideline,
        locale=sample.locale,
        zone=sample.zone,
    )
