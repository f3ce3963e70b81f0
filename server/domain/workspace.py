"""Who works here: a workspace with its agents, teams and mailboxes, as one read-only picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from server.domain.access import Token, Webhook
from server.domain.catalogue import Field, Macro, SavedView, Tag, Template
from server.domain.vocabulary import Availability, Role, Status


@dataclass(frozen=True, slots=True)
class Workspace:
    """The unit of sharing and of atomicity (PRODUCT 0.2); `presence` is on, anonymous or off (D6).

    `tenants` are the Entra tenants whose people may enter (A10); those of `linked_tenants` are linked by their
    address alone (B2). `subject_storage` is plain, hashed or none. `retention_days` count for mailboxes that say
    nothing themselves; `counters_days` after that only counters are kept (R16). None keeps everything.
    With `search_comments` the words of comments are indexed too.
    """

    id: str
    name: str
    domains: tuple[str, ...] = ()
    locale: str = "de"
    zone: str = "Europe/Berlin"
    presence: str = "on"
    tenants: tuple[str, ...] = ()
    linked_tenants: tuple[str, ...] = ()
    subject_storage: str = "plain"
    retention_days: int | None = None
    counters_days: int | None = None
    reports_per_agent: bool = True
    search_comments: bool = False
    legal_text: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who works here; `emails` are lower-case, `google_sub` is set by the first verified token.

    `entra_tenant` and `entra_subject` are their Microsoft identity; who has both is one agent. `link_code` is
    the HMAC digest of the one-time code of the invitation, which was written at `invited_at` (DECISIONS B2).
    Whoever is away is so until `away_until`, if that is known; `deputy` is an agent's id.
    """

    id: str
    name: str
    emails: tuple[str, ...]
    google_sub: str | None = None
    locale: str | None = None
    zone: str | None = None
    admin: bool = False
    deactivated_at: int | None = None
    link_code: str | None = None
    entra_tenant: str | None = None
    entra_subject: str | None = None
    invited_at: int | None = None
    availability: Availability = Availability.AVAILABLE
    away_until: int | None = None
    deputy: str | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """Several agents under one name; may be assigned and mentioned."""

    id: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """What an agent is in one mailbox.

    `cap` is how many open conversations they should have at most; pickers show it, nothing enforces it.
    A membership with `until` (ms UTC) is an emergency access: it ends by itself, reads restricted conversations
    too, and may do nothing (PRODUCT 3.4, note 1). It is kept for a while, so that managers learn of it; `ended`
    says that its end is in the audit log.
    """

    role: Role
    only_assigned: bool = False
    cap: int | None = None
    until: int | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A shared address with its members and policies (PRODUCT 3.1).

    `reply_status` and `reply_assignee` (`sender`, `keep`) apply once after a colleague's reply; `reopen_days`
    ends the reopen window (R7); `trust_references` says "this is a mailing list" (DECISIONS A1). What was closed
    `retention_days` ago is purged (R16); None: as long as the workspace says. `guideline` is shown to whoever
    works here. With `confidential_for`, every new conversation is restricted to these agents (HR).
    New mail of the `blocked` senders arrives as spam. With `managers_tidy` and `managers_block` only managers
    merge, split and move, or block senders.
    """

    id: str
    name: str
    addresses: tuple[str, ...]
    members: Mapping[str, Member] = field(default_factory=dict)
    own_list_ids: tuple[str, ...] = ()
    locale: str = "de"
    zone: str = "Europe/Berlin"
    reply_status: Status = Status.PENDING
    reply_assignee: str = "sender"
    reopen_days: int = 30
    trust_references: bool = False
    managers_assign: bool = False
    managers_tidy: bool = False
    managers_block: bool = False
    viewers_comment: bool = True
    auto_reply: bool = False
    duplicate_guard: bool = True
    retention_days: int | None = None
    guideline: str = ""
    confidential_for: tuple[str, ...] | None = None
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Directory:
    """One workspace at one version; every question about people and mailboxes is answered from here.

    `at` is the moment (ms UTC) for which it answers: an emergency access that has ended by then is none.
    """

    workspace: Workspace
    version: int = 0
    agents: Mapping[str, Agent] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    mailboxes: Mapping[str, Mailbox] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    macros: Mapping[str, Macro] = field(default_factory=dict)
    views: Mapping[str, SavedView] = field(default_factory=dict)
    tokens: Mapping[str, Token] = field(default_factory=dict)
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)
    at: int = 0

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Every address of every mailbox -> mailbox id."""
        return {address: box.id for box in self.mailboxes.values() for address in box.addresses}

    @cached_property
    def list_ids(self) -> Mapping[str, str]:
        """Every own list id -> mailbox id (R1, trap 1)."""
        return {list_id: box.id for box in self.mailboxes.values() for list_id in box.own_list_ids}

    @cached_property
    def team_addresses(self) -> frozenset[str]:
        """Addresses that belong to us: of mailboxes and of active agents (DECISIONS A7)."""
        people = (agent.emails for agent in self.agents.values() if agent.deactivated_at is None)
        return frozenset(self.addresses).union(*people)

    @cached_property
    def by_google_sub(self) -> Mapping[str, Agent]:
        """Active agents by the subject of their Google identity."""
        return {a.google_sub: a for a in self._active() if a.google_sub}

    @cached_property
    def by_entra(self) -> Mapping[tuple[str, str], Agent]:
        """Active agents by tenant and object id of their Microsoft identity."""
        found = ((a.entra_tenant, a.entra_subject, a) for a in self._active())
        return {(tenant, subject): a for tenant, subject, a in found if tenant and subject}

    @cached_property
    def by_email(self) -> Mapping[str, Agent]:
        """Active agents by each of their addresses."""
        return {email: a for a in self._active() for email in a.emails}

    @cached_property
    def teams_by_agent(self) -> Mapping[str, frozenset[str]]:
        """Agent id -> ids of the teams they are in."""
        found: dict[str, set[str]] = {}
        for team in self.teams.values():
            for agent in team.members:
                found.setdefault(agent, set()).add(team.id)
        return {agent: frozenset(teams) for agent, teams in found.items()}

    @cached_property
    def changes_at(self) -> int | None:
        """When the next emergency access or token ends, and this picture with it; None for never."""
        members = (member for box in self.mailboxes.values() for member in box.members.values())
        ends = (*(m.until for m in members), *(token.expires_at for token in self.tokens.values()))
        return min((end for end in ends if end is not None and end > self.at), default=None)

    @cached_property
    def _memberships(self) -> Mapping[str, tuple[tuple[Mailbox, Member], ...]]:
        found: dict[str, list[tuple[Mailbox, Member]]] = {}
        for box in self.mailboxes.values():
            for agent, member in box.members.items():
                if member.until is None or member.until > self.at:
                    found.setdefault(agent, []).append((box, member))
        return {agent: tuple(pairs) for agent, pairs in found.items()}

    def memberships(self, agent: str) -> tuple[tuple[Mailbox, Member], ...]:
        """The mailboxes an agent is a member of, with what they are there; none once deactivated.

        An API token is a principal like an agent: it has the roles that it was given.
        """
        token = self.tokens.get(agent)
        if token is not None:
            if token.expires_at is not None and token.expires_at <= self.at:
                return ()
            return tuple(
                (self.mailboxes[box], Member(role))
                for box, role in token.roles.items()
                if box in self.mailboxes
            )
        known = self.agents.get(agent)
        if known is None or known.deactivated_at is not None:
            return ()
        return self._memberships.get(agent, ())

    def teams_of(self, agent: str) -> frozenset[str]:
        """Ids of the teams an agent is in."""
        return self.teams_by_agent.get(agent, frozenset())

    def name_of(self, party: str) -> str:
        """The name behind `agent:<id>`, `team:<id>` or `api:<id>`; empty when gone, but for a token."""
        kind, _, key = party.partition(":")
        if kind == "api":
            token = self.tokens.get(key)
            return f"{token.name} (API)" if token else "API"
        people: Mapping[str, Agent | Team] = {"agent": self.agents, "team": self.teams}.get(kind, {})  # type: ignore[assignment]
        known = people.get(key)
        return known.name if known else ""

    def _active(self) -> Iterator[Agent]:
        return (a for a in self.agents.values() if a.deactivated_at is None)
