"""What may stand in the directory of a workspace: each check says how to put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from server.domain.errors import Invalid
from server.domain.vocabulary import Role, Status
from server.domain.workspace import Agent, Directory, Mailbox, Team, Workspace
from server.store.directories import Entry

LOCALES = ("de", "en")
PRESENCE = ("on", "anonymous", "off")
SUBJECT_STORAGE = ("plain", "hashed", "none")
LONGEST_NAME = 80
LONGEST_TEXT = 10_000
CAPS = range(1, 10_001)
REOPEN_DAYS = range(1, 3_651)
RETENTION_DAYS = range(1, 36_501)
_WORKSPACE_ID = re.compile(r"[a-z][a-z0-9]{0,39}")
_DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")


def checked_workspace(workspace: Workspace) -> Workspace:
    """The workspace as it may be stored."""
    if not _WORKSPACE_ID.fullmatch(workspace.id):
        raise Invalid("An id has lower-case letters and digits only, and begins with a letter.")
    domains = tuple(dict.fromkeys(domain.strip().lower() for domain in workspace.domains))
    for domain in domains:
        if not _DOMAIN.fullmatch(domain):
            raise Invalid("“%(domain)s” is not a mail domain.", domain=domain)
    tenants, linked = _tenants(workspace.tenants), _tenants(workspace.linked_tenants)
    if unknown := sorted(set(linked) - set(tenants)):
        raise Invalid("The tenant %(tenant)s is not one of this workspace.", tenant=unknown[0])
    if workspace.presence not in PRESENCE:
        raise Invalid("Presence is on, anonymous or off.")
    if workspace.subject_storage not in SUBJECT_STORAGE:
        raise Invalid("Subjects are stored plain, hashed or not at all (none).")
    _check_days(workspace.retention_days)
    _check_days(workspace.counters_days)
    _check_place(workspace.locale, workspace.zone)
    return replace(
        workspace,
        name=checked_name(workspace.name),
        domains=domains,
        tenants=tenants,
        linked_tenants=linked,
        legal_text=checked_text(workspace.legal_text),
    )


def checked_mailbox(directory: Directory, box: Mailbox) -> Mailbox:
    """The mailbox as it may be stored; its addresses and list ids are nobody else's."""
    addresses = _addresses(box.addresses)
    list_ids = tuple(dict.fromkeys(value.strip().strip("<>").lower() for value in box.own_list_ids))
    others = [other for other in directory.mailboxes.values() if other.id != box.id]
    refuse_taken(addresses, (a for other in others for a in other.addresses))
    refuse_taken(addresses, (a for agent in _active(directory) for a in agent.emails))
    refuse_taken(list_ids, (value for other in others for value in other.own_list_ids))
    if unknown := sorted(set(box.members) - set(directory.agents)):
        raise Invalid("There is no agent “%(agent)s”.", agent=unknown[0])
    if box.reply_status not in (Status.OPEN, Status.PENDING, Status.CLOSED):
        raise Invalid("After a reply a conversation is open, pending or closed.")
    if box.reply_assignee not in ("sender", "keep"):
        raise Invalid("After a reply the assignee is the sender, or is kept.")
    if box.reopen_days not in REOPEN_DAYS:
        raise Invalid("The days for reopening are a number from 1 to 3650.")
    _check_days(box.retention_days)
    _check_place(box.locale, box.zone)
    if any(member.cap is not None and member.cap not in CAPS for member in box.members.values()):
        raise Invalid("The upper limit of conversations is a number from 1 to 10000.")
    return replace(
        box,
        name=checked_name(box.name),
        addresses=addresses,
        own_list_ids=list_ids,
        guideline=checked_text(box.guideline),
        confidential_for=_confidential(directory, box),
        blocked=tuple(dict.fromkeys(address.strip().lower() for address in box.blocked)),
    )


def checked_agent(directory: Directory, agent: Agent) -> Agent:
    """The agent as they may be stored; their addresses are nobody else's."""
    emails = _addresses(agent.emails)
    if agent.deactivated_at is None:
        refuse_taken(emails, directory.addresses)
        others = (other for other in _active(directory) if other.id != agent.id)
        refuse_taken(emails, (email for other in others for email in other.emails))
    _check_place(agent.locale, agent.zone)
    deputy = directory.agents.get(agent.deputy) if agent.deputy else None
    if agent.deputy == agent.id or (agent.deputy and deputy is None):
        raise Invalid("A deputy is a colleague.")
    return replace(agent, name=checked_name(agent.name), emails=emails)


def checked_team(directory: Directory, team: Team) -> Team:
    """The team as it may be stored; its name is nobody else's, or a mention could mean either."""
    name = checked_name(team.name)
    others = [other.name for other in directory.teams.values() if other.id != team.id]
    refuse_taken([name.lower()], (n.lower() for n in (*others, *(a.name for a in _active(directory)))))
    members = tuple(dict.fromkeys(team.members))
    if unknown := [agent for agent in members if agent not in directory.agents]:
        raise Invalid("There is no agent “%(agent)s”.", agent=unknown[0])
    return replace(team, name=name, members=members)


def checked_name(raw: str) -> str:
    """A name as it is kept: one line, one space between words."""
    name = " ".join("".join(c if c.isprintable() else " " for c in raw).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("A name has 1 to %(limit)s characters.", limit=LONGEST_NAME)
    return name


def free_name(entry: Entry, others: Iterable[Entry]) -> str:
    """The entry's name as it is kept; Invalid if another one of them has it."""
    name = checked_name(entry.name)
    refuse_taken([name.lower()], (other.name.lower() for other in others if other.id != entry.id))
    return name


def _addresses(raw: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(address.strip().lower() for address in raw))
    if not found:
        raise Invalid("At least one address is needed.")
    for address in found:
        local, _, domain = address.rpartition("@")
        if not (_LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(domain)):
            raise Invalid("“%(address)s” is not a mail address.", address=address)
    return found


def checked_text(raw: str) -> str:
    """A longer plain text as it is kept: lines end with a line feed, nothing in it is invisible."""
    text = "".join(c for c in raw.replace("\r\n", "\n") if c.isprintable() or c in "\n\t").strip()
    if len(text) > LONGEST_TEXT:
        raise Invalid("A text has at most %(limit)s characters.", limit=LONGEST_TEXT)
    return text


def refuse_taken(wanted: Iterable[str], taken: Iterable[str]) -> None:
    """Invalid if one of the values is among those taken."""
    if both := sorted(set(wanted) & set(taken)):
        raise Invalid("“%(value)s” is in use already.", value=both[0])


def _confidential(directory: Directory, box: Mailbox) -> tuple[str, ...] | None:
    """The confidential list, if somebody on it manages the mailbox: else nobody could open what comes (A2)."""
    if box.confidential_for is None:
        return None
    listed = tuple(sorted(set(box.confidential_for)))
    if unknown := [agent for agent in listed if agent not in box.members]:
        raise Invalid("“%(agent)s” is no member of this mailbox.", agent=_name_of(directory, unknown[0]))
    if not has_confidential_manager(directory, box):
        raise Invalid("At least one manager must be on the confidential list.")
    return listed


def has_confidential_manager(directory: Directory, box: Mailbox) -> bool:
    """Whether somebody on the confidential list works here and manages the mailbox."""
    active = {agent.id for agent in _active(directory)}
    listed = active.intersection(box.confidential_for or ())
    return any(agent in box.members and box.members[agent].role is Role.MANAGER for agent in listed)


def _name_of(directory: Directory, agent: str) -> str:
    return directory.name_of(f"agent:{agent}") or agent


def _check_days(days: int | None) -> None:
    if days is not None and days not in RETENTION_DAYS:
        raise Invalid("The days for keeping what is closed are a number from 1 to 36500.")


def _tenants(raw: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(tenant.strip().lower() for tenant in raw))
    for tenant in found:
        if not _TENANT.fullmatch(tenant):
            raise Invalid("“%(tenant)s” is not the id of a tenant.", tenant=tenant)
    return found


def _check_place(locale: str | None, zone: str | None) -> None:
    if locale is not None and locale not in LOCALES:
        raise Invalid("The language is de or en.")
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid("“%(zone)s” is not a time zone; write it as Europe/Berlin.", zone=zone) from error


def _active(directory: Directory) -> Iterable[Agent]:
    return (agent for agent in directory.agents.values() if agent.deactivated_at is None)
