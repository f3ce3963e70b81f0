"""Calls about privacy and the audit log; for admins and managers, never for a program."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

from server.domain.jobs import Job
from server.usecases import auditing, emergency, holds
from server.usecases.privacy import erasing, finding, removing
from server.usecases.retention import forecast
from server.web.api.calls import Call
from server.web.api.rendering import Json
from server.web.api.settings import schemas_privacy as schemas
from server.web.api.settings.calling import changing, reading

PIECES = 50


def about(call: Call) -> Json:
    """Everything about an address, some pieces at a time."""
    skip = call.body["skip"]
    found = finding.about(call.inbox, call.body["address"], actor=call.actor)
    pieces = list(islice(found, skip, skip + PIECES + 1))
    told = [{"kind": one.kind, "facts": dict(one.facts)} for one in pieces[:PIECES]]
    return {"found": told, "next": skip + PIECES if len(pieces) > PIECES else None}


def erase(call: Call) -> Json:
    """Begin the dry run of an erasure."""
    names = call.body["names"]
    return _job(erasing.ask(call.inbox, call.body["address"], names=names, actor=call.actor))


def subjects(call: Call) -> Json:
    """Begin to count subjects that are stored otherwise than wanted."""
    return _job(erasing.ask_subjects(call.inbox, actor=call.actor))


def list_jobs(call: Call) -> Json:
    """Every job."""
    return {"jobs": [_job(one) for one in erasing.list_jobs(call.inbox, actor=call.actor)]}


def show_job(call: Call) -> Json:
    """One job."""
    found = erasing.watch(call.inbox, call.path["job"], actor=call.actor)
    return {**_job(found.job), "names": list(found.whom.names)}


def confirm(call: Call) -> Json:
    """Do what was counted."""
    names = call.body["names"]
    return _job(erasing.confirm(call.inbox, call.path["job"], names=names, actor=call.actor))


def cancel(call: Call) -> Json:
    """Leave everything as it is."""
    return _job(erasing.cancel(call.inbox, call.path["job"], actor=call.actor))


def list_holds(call: Call) -> Json:
    """The holds on addresses."""
    found = holds.list_holds(call.inbox, actor=call.actor)
    return {"holds": [{"address": one.address, "at": one.at, "by": one.by} for one in found]}


def hold(call: Call) -> Json:
    """Hold an address or a conversation."""
    if "address" in call.body:
        holds.hold_address(call.inbox, call.body["address"], actor=call.actor)
    else:
        holds.hold_conversation(call.inbox, call.body["conversation"], actor=call.actor)
    return {"held": True}


def release(call: Call) -> Json:
    """Let it go."""
    if "address" in call.body:
        holds.release_address(call.inbox, call.body["address"], actor=call.actor)
    else:
        holds.release_conversation(call.inbox, call.body["conversation"], actor=call.actor)
    return {"held": False}


def preview(call: Call) -> Json:
    """What a retention run would do now."""
    return asdict(forecast(call.inbox, actor=call.actor))


def removal(call: Call) -> Json:
    """What deleting a conversation would take away."""
    return asdict(removing.removal(call.inbox, call.conversation(), actor=call.actor))


def remove(call: Call) -> None:
    """Delete a conversation."""
    removing.remove(call.inbox, call.conversation(), actor=call.actor)


def begin_emergency(call: Call) -> Json:
    """Read a mailbox for an hour."""
    reason = call.body["reason"]
    until = emergency.open_mailbox(call.inbox, call.path["mailbox"], reason=reason, actor=call.actor)
    return {"until": until}


def end_emergency(call: Call) -> None:
    """End it early."""
    emergency.close_mailbox(call.inbox, call.path["mailbox"], actor=call.actor)


def audit(call: Call) -> Json:
    """A page of the audit log."""
    asked = dict(call.query)
    after = asked.pop("after")
    page = auditing.read_page(call.inbox, auditing.Wanted(**asked), after=after, actor=call.actor)
    lines = [
        {
            "at": one.at,
            "kind": one.kind.value,
            "by": one.by.party,
            "via": one.by.via.value,
            "target": one.target,
            "data": auditing.told(call.inbox, one),
        }
        for one in page.lines
    ]
    return {"lines": lines, "older": page.older}


def _job(job: Job) -> Json:
    kept = (
        *("id", "kind", "state", "by", "created_at", "changed_at", "pseudonym", "found", "counts"),
        *("held", "left", "seen", "passes"),
    )
    told = asdict(job)
    return {name: told[name] for name in kept}


_P, _JOB = "privacy", "privacy/jobs/<job>"  # paths
_OF, _BOX = "privacy/conversations/<conversation>", "privacy/emergency/<mailbox>"
ROUTES = (
    reading(
        f"{_P}/about", "about_person", "Everything about a person", about, schemas.Pieces, body=schemas.About
    ),
    reading(f"{_P}/jobs", "list_jobs", "Erasures and other long work", list_jobs, schemas.JobList),
    reading(_JOB, "show_job", "How far one is", show_job, schemas.JobDetail),
    changing(
        "POST",
        f"{_P}/erasures",
        "erase_person",
        "Count what erasing a person would change",
        erase,
        schemas.JobAnswer,
        body=schemas.Erasure,
    ),
    changing(
        "POST",
        f"{_P}/subjects",
        "conceal_subjects",
        "Count subjects that are stored and should not be",
        subjects,
        schemas.JobAnswer,
    ),
    changing(
        "POST",
        f"{_JOB}/confirm",
        "confirm_job",
        "Do what was counted; there is no way back",
        confirm,
        schemas.JobAnswer,
        body=schemas.Confirmation,
    ),
    changing("POST", f"{_JOB}/cancel", "cancel_job", "Change nothing", cancel, schemas.JobAnswer),
    reading(f"{_P}/holds", "list_holds", "Legal holds on addresses", list_holds, schemas.HoldList),
    changing("POST", f"{_P}/hold", "hold", "Put on legal hold", hold, schemas.Done, body=schemas.Holdable),
    changing(
        "POST", f"{_P}/release", "release", "Release a hold", release, schemas.Done, body=schemas.Holdable
    ),
    reading(f"{_P}/retention", "forecast", "What a run would remove now", preview, schemas.ForecastAnswer),
    reading(_OF, "preview_removal", "What deleting would take", removal, schemas.RemovalAnswer),
    changing("DELETE", _OF, "remove_conversation", "Delete a conversation for good", remove, None),
    changing(
        "POST",
        _BOX,
        "begin_emergency",
        "Read a mailbox for an hour; its managers are told",
        begin_emergency,
        schemas.EmergencyAnswer,
        body=schemas.EmergencyWish,
    ),
    changing("DELETE", _BOX, "end_emergency", "End it early", end_emergency, None),
    reading("audit", "audit", "Who did what", audit, schemas.AuditLines, query=schemas.AuditQuery),
)
