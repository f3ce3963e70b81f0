"""Setting up who works where; losing a right releases conversations in the same call (A4, A10, B2)."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from server.domain.administering import OPERATOR
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace
from server.usecases import conversations
from server.usecases.accounts import Person
from server.usecases.settings import agents, finding, mailboxes, teams, workspace
from server.usecases.workspaces import link
from tests.support.office import Office, mail


def taken_by(office: Office, agent: str, number: int = 1) -> str:
    """A conversation that an agent took, or was given."""
    done = office.deliver(mail(f"{agent}-{number}@x"))
    name = done.conversation or ""
    conversations.assign(
        office.inbox, office.asked("mona"), conversation=name, to=f"agent:{agent}", seen=None
    )
    return name


def test_a_workspace_is_added_changed_and_forgotten_without_a_trace(office: Office) -> None:
    directories = office.workspaces.directories
    name = f"{office.id}x"
    added = workspace.add_workspace(directories, Workspace(name, " Zweite  Firma ", (f"{name}.example",)))
    assert added.name == "Zweite Firma"
    assert added in workspace.list_workspaces(directories)
    assert directories.workspace_of(f"{name}.example") == name
    inbox = office.workspaces.inbox(name)
    workspace.change_workspace(inbox, replace(added, domains=()))
    assert directories.workspace_of(f"{name}.example") is None
    workspace.remove_workspace(directories, name)
    left = list(office.workspaces.store.client.scan_iter(match=f"v1:{{{name}}}:*", count=1000))
    assert left == []
    with pytest.raises(NotFound):
        office.workspaces.inbox(name)


def test_blocked_senders_are_kept_as_mail_names_them_whoever_types_them(office: Office) -> None:
    box = office.inbox.directory.mailboxes["support"]
    after = replace(box, blocked=(" Werbung@Laut.example", "werbung@laut.example"))
    assert mailboxes.change_mailbox(office.inbox, after).blocked == ("werbung@laut.example",)


def test_a_domain_belongs_to_one_workspace_until_it_is_given_up(office: Office) -> None:
    directories = office.workspaces.directories
    first, second = f"{office.id}a", f"{office.id}b"
    domain = f"{office.id}.example"
    workspace.add_workspace(directories, Workspace(first, "A", (domain,)))
    with pytest.raises(Conflict):
        workspace.add_workspace(directories, Workspace(second, "B", (domain,)))
    workspace.change_workspace(office.workspaces.inbox(first), Workspace(first, "A"))
    workspace.add_workspace(directories, Workspace(second, "B", (domain,)))
    assert directories.workspace_of(domain) == second


def test_a_tenant_belongs_to_one_workspace_until_it_is_given_up(office: Office) -> None:
    directories = office.workspaces.directories
    first, second, tenant = f"{office.id}a", f"{office.id}b", str(uuid.uuid4())
    workspace.add_workspace(directories, Workspace(first, "A", tenants=(tenant.upper(),)))
    assert directories.workspace_of_tenant(tenant) == first
    with pytest.raises(Conflict):
        workspace.add_workspace(directories, Workspace(second, "B", tenants=(tenant,)))
    workspace.change_workspace(office.workspaces.inbox(first), Workspace(first, "A"))
    workspace.add_workspace(directories, Workspace(second, "B", tenants=(tenant,), linked_tenants=(tenant,)))
    assert directories.workspace_of_tenant(tenant) == second


@pytest.mark.parametrize(
    "wrong",
    [
        Workspace("gut", "Tenant ohne Kennung", tenants=("firma.onmicrosoft.com",)),
        Workspace("gut", "Fremder Tenant", linked_tenants=("7f3c1a52-aaaa-4bbb-8ccc-0123456789ab",)),
        Workspace("Big", "x"),
        Workspace("two-words", "x"),
        Workspace("ok", ""),
        Workspace("ok", "x", ("no domain",)),
        Workspace("ok", "x", locale="fr"),
        Workspace("ok", "x", zone="Berlin"),
        Workspace("ok", "x", zone="../etc/passwd"),
        Workspace("ok", "x", presence="maybe"),
    ],
)
def test_what_makes_no_workspace_is_refused(office: Office, wrong: Workspace) -> None:
    with pytest.raises(Invalid):
        workspace.add_workspace(office.workspaces.directories, wrong)


@pytest.mark.parametrize(
    "box",
    [
        Mailbox("", "Neu", ()),
        Mailbox("", "Neu", ("no address",)),
        Mailbox("", "Neu", ("SUPPORT@firma.example",)),
        Mailbox("", "Neu", ("anna@firma.example",)),
        Mailbox("", "Neu", ("neu@firma.example",), {"nobody": Member(Role.AGENT)}),
        Mailbox("", "Neu", ("neu@firma.example",), reopen_days=0),
        Mailbox("", "Neu", ("neu@firma.example",), reply_assignee="anybody"),
    ],
)
def test_what_makes_no_mailbox_is_refused(office: Office, box: Mailbox) -> None:
    with pytest.raises(Invalid):
        mailboxes.add_mailbox(office.inbox, box)


def test_an_agent_is_invited_by_a_code_that_works_once_and_is_not_stored(office: Office) -> None:
    invited = agents.invite(office.inbox, Agent("", "Nora", ("Nora@Anderswo.example",)))
    assert invited.agent.emails == ("nora@anderswo.example",)
    assert invited.code not in str(office.inbox.directory)
    person = Person("sub-nora", "nora@anderswo.example", None)
    with pytest.raises(Invalid):
        link(office.workspaces, person, invited.code[:-1] + "0")
    _, agent = link(office.workspaces, person, invited.code.lower())
    assert (agent.id, agent.google_sub) == (invited.agent.id, "sub-nora")
    with pytest.raises(Invalid):
        link(office.workspaces, Person("sub-eve", "eve@boese.example", None), invited.code)


def test_a_new_code_takes_the_old_account_away(office: Office) -> None:
    invited = agents.invite(office.inbox, Agent("", "Nora", ("nora@anderswo.example",)))
    link(office.workspaces, Person("old", "nora@anderswo.example", None), invited.code)
    again = agents.invite_again(office.inbox, office.inbox.directory.agents[invited.agent.id])
    assert again.agent.google_sub is None
    assert "old" not in office.inbox.directory.by_google_sub


def test_addresses_belong_to_one_agent_while_they_work_here(office: Office) -> None:
    with pytest.raises(Invalid):
        agents.invite(office.inbox, Agent("", "Zwei", ("anna@firma.example",)))
    with pytest.raises(Invalid):
        agents.invite(office.inbox, Agent("", "Zwei", ("support@firma.example",)))
    gone = finding.find_agent(office.inbox.directory, "anna@firma.example")
    agents.deactivate_agent(office.inbox, gone, actor=OPERATOR)
    added = agents.invite(office.inbox, Agent("", "Zwei", ("anna@firma.example",))).agent
    assert finding.find_agent(office.inbox.directory, "anna@firma.example") == added
    with pytest.raises(Invalid):
        agents.reactivate_agent(office.inbox, office.inbox.directory.agents["anna"])


def test_an_agent_who_leaves_returns_their_conversations_to_the_queue(office: Office) -> None:
    names = [taken_by(office, "anna", number) for number in range(3)]
    anna = office.inbox.directory.agents["anna"]
    assert agents.deactivate_agent(office.inbox, anna, actor=OPERATOR) == 3
    for name in names:
        assert office.conversation(name).assignee is None
        assert office.events(name)[-1] == "unassigned"
    keys = office.inbox.conversations.keys
    counts = [
        ("ZCARD", keys.agent_index("anna", "open")),
        ("ZCARD", keys.mailbox_index("support", "unassigned")),
    ]
    assert office.workspaces.store.read(counts) == [0, 3]
    left = office.inbox.directory.agents["anna"]
    assert agents.deactivate_agent(office.inbox, left, actor=OPERATOR) == 0


@pytest.mark.parametrize("member", [None, Member(Role.VIEWER), Member(Role.LIGHT)])
def test_losing_the_right_in_a_mailbox_releases(office: Office, member: Member | None) -> None:
    name = taken_by(office, "anna")
    kept = taken_by(office, "ben")
    box = office.inbox.directory.mailboxes["support"]
    members = {agent: m for agent, m in box.members.items() if agent != "anna"}
    if member is not None:
        members["anna"] = member
    mailboxes.change_mailbox(office.inbox, replace(box, members=members), actor=OPERATOR)
    assert office.conversation(name).assignee is None
    assert office.conversation(kept).assignee == "agent:ben"


def test_a_manager_who_becomes_an_agent_keeps_what_they_have(office: Office) -> None:
    name = taken_by(office, "mona")
    box = office.inbox.directory.mailboxes["support"]
    after = replace(box, members={**box.members, "mona": Member(Role.AGENT, only_assigned=True)})
    mailboxes.change_mailbox(office.inbox, after, actor=OPERATOR)
    assert office.conversation(name).assignee == "agent:mona"


def test_a_team_without_anybody_who_works_loses_its_conversations(office: Office) -> None:
    done = office.deliver(mail("a@x"))
    name = done.conversation or ""
    conversations.assign(office.inbox, office.asked("anna"), conversation=name, to="team:desk", seen=None)
    team = office.inbox.directory.teams["desk"]
    teams.change_team(office.inbox, replace(team, members=("otto",)), actor=OPERATOR)
    assert office.conversation(name).assignee == "team:desk"
    otto = office.inbox.directory.agents["otto"]
    agents.deactivate_agent(office.inbox, otto, actor=OPERATOR)
    assert office.conversation(name).assignee is None


def test_a_team_that_is_removed_loses_its_conversations(office: Office) -> None:
    name = office.deliver(mail("a@x")).conversation or ""
    conversations.assign(office.inbox, office.asked("anna"), conversation=name, to="team:desk", seen=None)
    assert teams.remove_team(office.inbox, office.inbox.directory.teams["desk"], actor=OPERATOR) == 1
    assert office.conversation(name).assignee is None


def test_a_teams_name_is_its_own(office: Office) -> None:
    for name in ("desk", "ANNA", ""):
        with pytest.raises(Invalid):
            teams.add_team(office.inbox, Team("", name))
    assert finding.find_team(office.inbox.directory, "DESK").id == "desk"


def test_only_an_empty_mailbox_can_be_removed(office: Office) -> None:
    office.deliver(mail("a@x"))
    boxes = office.inbox.directory.mailboxes
    with pytest.raises(Invalid):
        mailboxes.remove_mailbox(office.inbox, boxes["support"])
    mailboxes.remove_mailbox(office.inbox, boxes["hr"])
    assert set(office.inbox.directory.mailboxes) == {"support"}


def test_somebody_who_saw_an_older_record_is_told(office: Office) -> None:
    seen = office.inbox
    box = seen.directory.mailboxes["support"]
    mailboxes.change_mailbox(office.inbox, replace(box, name="Hilfe"), actor=OPERATOR)
    with pytest.raises(Conflict):
        mailboxes.change_mailbox(seen, replace(box, name="Service"), actor=OPERATOR)
