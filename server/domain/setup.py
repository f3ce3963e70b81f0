"""What the guide checks: eight steps from nothing to mail beside which the panel opens, each judged by facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from server.domain.checkup import Found
from server.domain.checkup_words import address, keys, tenant
from server.domain.finding import Finding, State
from server.domain.installation import OFFICE_CLIENTS, Installation
from server.domain.views import Sentence
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Directory, Mailbox


class Name(StrEnum):
    """The steps, in their order."""

    SERVICE = "service"
    WORKSPACE = "workspace"
    SIGN_IN = "sign_in"
    GMAIL = "gmail"
    OUTLOOK = "outlook"
    MAILBOXES = "mailboxes"
    PEOPLE = "people"
    TRIAL = "trial"


CLIENTS: Final[Mapping[str, tuple[Sentence, Sentence, Sentence]]] = MappingProxyType(
    {
        "gmail": (
            Sentence("Gmail"),
            Sentence("Gmail opened a card %(seen_at)s."),
            Sentence("Gmail has not opened a card yet."),
        ),
        "outlook": (
            Sentence("Outlook"),
            Sentence("Outlook opened the pane %(seen_at)s."),
            Sentence("Outlook has not opened the pane yet."),
        ),
        "api": (
            Sentence("API"),
            Sentence("A program called %(seen_at)s."),
            Sentence("No program has called yet."),
        ),
    }
)
"""What calls us: its name, what is said of its last call, and what before there was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the steps are judged by.

    `found` are the last looks at the world outside by name (`address`, `google`, `microsoft`, `tenant:<id>`),
    `contacts` the last call of each client, `started` whether anything ever happened in the workspace.
    """

    public_url: str
    installation: Installation
    store_faults: Sequence[str] = ()
    store_warnings: Sequence[str] = ()
    found: Mapping[str, Found] = field(default_factory=dict)
    directory: Directory | None = None
    contacts: Mapping[str, int] = field(default_factory=dict)
    started: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its findings; as good as the worst of them."""

    name: Name
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """Where the step stands."""
        return next((s for s in State if any(found.state is s for found in self.findings)), State.OK)

    @property
    def open_points(self) -> int:
        """How many things are missing or wrong."""
        return sum(found.state in (State.WRONG, State.MISSING) for found in self.findings)


def steps(facts: Facts) -> tuple[Step, ...]:
    """All steps, judged."""
    return tuple(Step(name, tuple(judge(facts))) for name, judge in _JUDGES.items())


def first_open(found: Sequence[Step]) -> Name | None:
    """The first step that is wrong; else the first where something is missing, or is waited for."""
    for state in (State.WRONG, State.MISSING, State.WAITING):
        for step in found:
            if step.state is state:
                return step.name
    return None


def _service(facts: Facts) -> Iterator[Finding]:
    yield address(facts.found.get("address"), facts.public_url)
    for fault in facts.store_faults:
        yield Finding(State.WRONG, Sentence("The store: %(fault)s", {"fault": fault}))
    for warning in facts.store_warnings:
        yield Finding(State.MISSING, Sentence("The store: %(fault)s", {"fault": warning}))
    if not (facts.store_faults or facts.store_warnings):
        yield Finding(State.OK, Sentence("The store keeps what it has acknowledged."))


def _workspace(facts: Facts) -> Iterator[Finding]:
    if facts.directory is None:
        yield Finding(State.MISSING, Sentence("There is no workspace yet."))
        return
    workspace = facts.directory.workspace
    if workspace.domains:
        yield Finding(
            State.OK,
            Sentence("People of %(domains)s belong here.", {"domains": ", ".join(workspace.domains)}),
        )
    if workspace.tenants:
        yield Finding(State.OK, Sentence("Microsoft tenants: %(count)s", {"count": len(workspace.tenants)}))
    if not (workspace.domains or workspace.tenants):
        yield Finding(State.MISSING, Sentence("No mail domain and no Microsoft tenant belongs to it yet."))


def _sign_in(facts: Facts) -> Iterator[Finding]:
    installation = facts.installation
    if installation.google_sign_in:
        yield Finding(State.OK, Sentence("Signing in with Google is set up."))
    elif installation.google_web_client_id:
        yield Finding(State.MISSING, Sentence("The secret of Google's web client is missing."))
    if installation.microsoft_sign_in:
        yield Finding(State.OK, Sentence("Signing in with Microsoft is set up."))
    if not (installation.google_sign_in or installation.microsoft_sign_in):
        yield Finding(State.MISSING, Sentence("Nobody can sign in with Google or Microsoft yet."))
    if facts.directory is None:
        return
    admins = [agent for agent in facts.directory.agents.values() if agent.admin and _signs_in(agent)]
    if admins:
        names = ", ".join(sorted(agent.name for agent in admins))
        yield Finding(State.OK, Sentence("Administered by %(names)s.", {"names": names}))
    else:
        yield Finding(State.MISSING, Sentence("No admin has signed in yet."))


def _gmail(facts: Facts) -> Iterator[Finding]:
    installation = facts.installation
    if not (installation.google_service_account or installation.google_client_id):
        yield _unused(installation.outlook, Sentence("The Gmail add-on is not set up."))
        return
    yield _given(
        installation.google_service_account,
        Sentence("The service account of the add-on is known."),
        lacking=Sentence("The service account of the add-on is missing."),
    )
    yield _given(
        installation.google_client_id,
        Sentence("The OAuth client id of the add-on is known."),
        lacking=Sentence("The OAuth client id of the add-on is missing."),
    )
    yield keys(facts.found.get("google"), "Google")
    if installation.gmail:
        yield _contact(facts, "gmail")


def _outlook(facts: Facts) -> Iterator[Finding]:
    installation = facts.installation
    if not installation.outlook:
        yield _unused(installation.gmail, Sentence("The Outlook add-in is not set up."))
        return
    yield Finding(State.OK, Sentence("The app registration is known."))
    yield _given(
        set(OFFICE_CLIENTS) <= set(installation.microsoft_clients),
        Sentence("Office's ids are there, for the check before sending."),
        lacking=Sentence("Office's ids are missing: Outlook sends without asking first."),
    )
    tenants = facts.directory.workspace.tenants if facts.directory else ()
    if not tenants:
        yield Finding(State.MISSING, Sentence("No Microsoft tenant belongs to the workspace."))
    yield keys(facts.found.get("microsoft"), "Microsoft")
    for one in tenants:
        yield tenant(facts.found.get(f"tenant:{one}"), one)
    yield _contact(facts, "outlook")


def _mailboxes(facts: Facts) -> Iterator[Finding]:
    boxes = list(facts.directory.mailboxes.values()) if facts.directory else []
    if not boxes:
        yield Finding(State.MISSING, Sentence("There is no shared mailbox yet."))
    for box in boxes:
        addresses: dict[str, object] = {"mailbox": box.name, "addresses": ", ".join(box.addresses)}
        if box.addresses:
            yield Finding(State.OK, Sentence("%(mailbox)s: %(addresses)s", addresses))
        else:
            yield Finding(State.MISSING, Sentence("%(mailbox)s has no address yet.", addresses))


def _people(facts: Facts) -> Iterator[Finding]:
    directory = facts.directory
    if directory is None or not directory.mailboxes:
        yield Finding(State.MISSING, Sentence("There is no mailbox yet that could have members."))
        return
    for box in directory.mailboxes.values():
        yield _members(directory, box)


def _trial(facts: Facts) -> Iterator[Finding]:
    if facts.started:
        yield Finding(State.OK, Sentence("The first conversation is there."))
        return
    boxes = facts.directory.mailboxes.values() if facts.directory else ()
    wanted = next((address for box in boxes for address in box.addresses), "")
    if wanted:
        yield Finding(
            State.WAITING, Sentence("We are waiting for the first mail to %(address)s.", {"address": wanted})
        )
    else:
        yield Finding(
            State.WAITING, Sentence("As soon as there is a mailbox, send a mail to it and open it.")
        )


def _members(directory: Directory, box: Mailbox) -> Finding:
    known = (directory.agents.get(agent) for agent in box.members)
    active = [agent for agent in known if agent is not None and agent.deactivated_at is None]
    working = [a for a in active if box.members[a.id].role in (Role.MANAGER, Role.AGENT)]
    told: dict[str, object] = {"mailbox": box.name, "n": len(active)}
    if not working:
        return Finding(State.MISSING, Sentence("%(mailbox)s: nobody who may answer.", told))
    return Finding(
        State.OK,
        Sentence("%(mailbox)s: %(n)s member", told, plural="%(mailbox)s: %(n)s members", count=len(active)),
    )


def _contact(facts: Facts, client: str) -> Finding:
    at, (_, told, never) = facts.contacts.get(client), CLIENTS[client]
    if at is None:
        return Finding(State.WAITING, never)
    return Finding(State.OK, replace(told, facts={"seen_at": at}))


def _given(value: object, known: Sentence, *, lacking: Sentence) -> Finding:
    return Finding(State.OK, known) if value else Finding(State.MISSING, lacking)


def _unused(other: bool, what: Sentence) -> Finding:  # noqa: FBT001  # one fact, named where it is used
    """A side that nobody needs while the other one is set up."""
    return Finding(State.UNUSED if other else State.MISSING, what)


def _signs_in(agent: Agent) -> bool:
    return agent.deactivated_at is None and bool(agent.google_sub or agent.entra_subject)


_JUDGES = {
    Name.SERVICE: _service,
    Name.WORKSPACE: _workspace,
    Name.SIGN_IN: _sign_in,
    Name.GMAIL: _gmail,
    Name.OUTLOOK: _outlook,
    Name.MAILBOXES: _mailboxes,
    Name.PEOPLE: _people,
    Name.TRIAL: _trial,
}
