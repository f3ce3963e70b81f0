"""Erasing a person: asked for with a dry run, confirmed, watched; and the same course for stored subjects (R16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from server.domain.administering import Matter, require
from server.domain.auditlog import Audited, Entry
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.events import Actor
from server.domain.jobs import Job, JobKind, JobState
from server.domain.persons import address_spellings
from server.domain.workspace import Agent, Directory
from server.usecases.holds import address_target, checked_address, holds_of
from server.usecases.inbox import Inbox
from server.usecases.privacy.running import jobs_of
from server.usecases.privacy.whom import Whom, sealed, whom_of

MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Watched:
    """A job with whom it is about, as long as that is known."""

    job: Job
    whom: Whom = field(default_factory=lambda: Whom(()))


def list_jobs(inbox: Inbox, *, actor: Actor) -> list[Job]:
    """What is not over, then what is, newest first."""
    require(inbox.directory, actor, Matter.PRIVACY)
    return jobs_of(inbox).all()


def watch(inbox: Inbox, job: str, *, actor: Actor) -> Watched:
    """One job; NotFound if there is none."""
    require(inbox.directory, actor, Matter.PRIVACY)
    found = jobs_of(inbox).get(job)
    if found is None:
        raise NotFound("There is no such job.")
    return Watched(found, whom_of(inbox, found)) if found.sealed else Watched(found)


def ask(inbox: Inbox, address: str, *, names: Sequence[str] = (), actor: Actor) -> Job:
    """Begin the dry run of an erasure; Invalid for an address that is ours, or held."""
    require(inbox.directory, actor, Matter.PRIVACY)
    address = checked_address(address)
    agent = _erasable(inbox.directory, address)
    addresses = agent.emails if agent else (address,)
    _refuse_held(inbox, addresses)
    whom = Whom(addresses, (*((agent.name,) if agent else ()), *filter(None, map(str.strip, names))))
    job = Job(
        inbox.new_id(),
        JobKind.ERASE,
        JobState.COUNTING,
        actor.party,
        inbox.clock(),
        inbox.clock(),
        digest=inbox.conversations.digests.sender(address),
        pseudonym=inbox.conversations.digests.pseudonym(address),
        sealed=sealed(inbox, whom),
        agent=agent.id if agent else None,
    )
    return _begun(inbox, job)


def ask_subjects(inbox: Inbox, *, actor: Actor) -> Job:
    """Begin to count the subjects that are stored otherwise than the workspace wants."""
    require(inbox.directory, actor, Matter.PRIVACY)
    at = inbox.clock()
    job = Job(inbox.new_id(), JobKind.SUBJECTS, JobState.COUNTING, actor.party, at, at)
    return _begun(inbox, job)


def confirm(inbox: Inbox, job: str, *, names: Sequence[str] | None = None, actor: Actor) -> Job:
    """Do what the dry run counted; `names` are those of the names found that are the person's (None: all)."""
    before = _unfinished(inbox, job, actor)
    if before.state is not JobState.COUNTED:
        raise Conflict("This is not waiting for a word any more.")
    after = replace(before, state=JobState.RUNNING, leased_until=0, changed_at=inbox.clock())
    target = f"workspace:{inbox.workspace}"
    if before.kind is JobKind.ERASE:
        whom = whom_of(inbox, before)
        _refuse_held(inbox, whom.addresses)
        if names is not None:
            whom = replace(whom, names=tuple(name for name in whom.names if name in names))
        after = replace(after, sealed=sealed(inbox, whom))
        target = address_target(inbox, whom.addresses[0])
    told = Entry(inbox.clock(), Audited.ERASED, actor, target, {"begun": True, **before.found})
    return _replaced(inbox, before, after, told)


def cancel(inbox: Inbox, job: str, *, actor: Actor) -> Job:
    """Stop a job before anything was changed."""
    before = _unfinished(inbox, job, actor)
    if before.state not in (JobState.COUNTING, JobState.COUNTED):
        raise Conflict("This has begun already and cannot be cancelled.")
    after = replace(before, state=JobState.CANCELLED, sealed="", changed_at=inbox.clock())
    return _replaced(inbox, before, after, None)


def _begun(inbox: Inbox, job: Job) -> Job:
    jobs = jobs_of(inbox)
    if len(jobs.unfinished()) >= MOST_AT_ONCE:
        raise Invalid("Please confirm or cancel what was asked for before.")
    jobs.put(None, job)
    return job


def _unfinished(inbox: Inbox, job: str, actor: Actor) -> Job:
    found = watch(inbox, job, actor=actor).job
    if found.is_over:
        raise Conflict("This is over already.")
    return found


def _replaced(inbox: Inbox, before: Job, after: Job, told: Entry | None) -> Job:
    if not jobs_of(inbox).put(before, after, told):
        raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")
    return after


def _erasable(directory: Directory, address: str) -> Agent | None:
    """The agent whose address it was, if one; who works here, and mailboxes, are not erased."""
    if address in directory.team_addresses:
        raise Invalid("This address is ours: only somebody who was deactivated can be erased.")
    return next((agent for agent in directory.agents.values() if address in agent.emails), None)


def _refuse_held(inbox: Inbox, addresses: Sequence[str]) -> None:
    held = holds_of(inbox).all()
    spellings = [spelt for address in addresses for spelt in address_spellings(address)]
    if any(inbox.conversations.digests.sender(one) in held for one in spellings):
        raise Invalid("There is a legal hold on this address. Nothing about it can be erased.")
