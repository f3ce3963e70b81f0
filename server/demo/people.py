"""The sample workspace: who works at Kontor, and which mailboxes they share."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from server.demo.catalogue import GUIDELINE

DOMAIN = "kontor.example"
RECEIVER = "mx.kontor.example"
TENANT = "9d1f6c1e-40c4-4f5e-8a5f-2f7d5b6c1a10"


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody who can sit in front of the demo: an agent of the workspace, or an outsider."""

    key: str
    name: str
    address: str
    locale: str
    zone: str
    sub: str
    hosted_domain: str | None
    is_agent: bool
    is_admin: bool = False
    tenant: str = TENANT

    @property
    def oid(self) -> str:
        """The person's object id in their Entra tenant, the same in every demo."""
        return str(uuid.uuid5(uuid.UUID(self.tenant), self.address))


@dataclass(frozen=True, slots=True)
class SampleMailbox:
    """A shared address with its aliases and its members' roles (person key -> role)."""

    key: str
    name: str
    addresses: tuple[str, ...]
    list_ids: tuple[str, ...]
    members: Mapping[str, str]
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class SampleTeam:
    """A team that can be assigned and mentioned; members are person keys."""

    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleWorkspace:
    """Everything that the demo's workspace starts with."""

    key: str
    name: str
    domains: tuple[str, ...]
    locale: str
    zone: str
    receivers: tuple[str, ...]
    people: tuple[SamplePerson, ...]
    teams: tuple[SampleTeam, ...]
    mailboxes: tuple[SampleMailbox, ...]
    tenants: tuple[str, ...] = ()

    def person(self, key: str) -> SamplePerson:
        """Find somebody by key; KeyError if nobody has it."""
        return {person.key: person for person in self.people}[key]

    def by_address(self, address: str) -> SamplePerson | None:
        """Find somebody by mail address, in any case."""
        wanted = address.lower()
        return next((person for person in self.people if person.address == wanted), None)


def sample_workspace() -> SampleWorkspace:
    """Describe the firm Kontor: three who work, one who reads, and one guest who is no agent."""
    return SampleWorkspace(
        key="kontor",
        name="Kontor",
        domains=(DOMAIN,),
        tenants=(TENANT,),
        locale="de",
        zone="Europe/Vienna",
        receivers=(RECEIVER,),
        people=_people(),
        teams=(SampleTeam("buchhaltung", "Buchhaltung", ("mia", "eva")),),
        mailboxes=_mailboxes(),
    )


def _people() -> tuple[SamplePerson, ...]:
    return (
        _colleague("jonas", "Jonas Weber", sub="104400000000000000001"),
        _colleague("mia", "Mia Berger", sub="104400000000000000002", is_admin=True),
        _colleague("eva", "Eva Vogt", sub="104400000000000000003"),
        _colleague("lena", "Lena Kurz", sub="104400000000000000004"),
        SamplePerson(
            key="tom",
            name="Tom Gast",
            address="tom.gast@gast.example",
            locale="de",
            zone="Europe/Vienna",
            sub="104400000000000000009",
            hosted_domain=None,
            is_agent=False,
        ),
    )


def _colleague(key: str, name: str, *, sub: str, is_admin: bool = False) -> SamplePerson:
    address = f"{name.lower().replace(' ', '.')}@{DOMAIN}"
    return SamplePerson(
        key, name, address, "de", "Europe/Vienna", sub, DOMAIN, is_agent=True, is_admin=is_admin
    )


def _mailboxes() -> tuple[SampleMailbox, ...]:
    return (
        SampleMailbox(
            key="support",
            name="Support",
            addresses=(f"support@{DOMAIN}", f"hilfe@{DOMAIN}"),
            list_ids=(f"support.{DOMAIN}",),
            members={"jonas": "agent", "mia": "manager", "eva": "agent", "lena": "viewer"},
        ),
        SampleMailbox(
            key="bewerbung",
            name="Bewerbung",
            addresses=(f"bewerbung@{DOMAIN}", f"jobs@{DOMAIN}"),
            list_ids=(),
            members={"mia": "manager", "eva": "agent", "jonas": "agent"},
            guideline=GUIDELINE,
        ),
    )
