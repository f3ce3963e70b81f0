"""Erasures and other work on everything: asked for, confirmed in numbers, watched, reported."""

from __future__ import annotations

from server.domain.jobs import WORKING
from server.usecases.privacy import erasing
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit

REFRESH_S = 2


def erase(visit: Visit) -> Moved:
    """Begin a dry run."""
    with blaming(visit, "erase"):
        job = erasing.ask(visit.here, visit.form["erase"], names=visit.form["names"], actor=visit.actor)
    return Moved(f"/privacy/jobs/{job.id}")


def subjects(visit: Visit) -> Moved:
    """Begin to count subjects that are stored otherwise than wanted."""
    return Moved(f"/privacy/jobs/{erasing.ask_subjects(visit.here, actor=visit.actor).id}")


def show(visit: Visit) -> Shown:
    """How far it is; the page asks again by itself while somebody works."""
    watched = erasing.watch(visit.here, visit.path["job"], actor=visit.actor)
    job = watched.job
    facts = {
        "job": job,
        "whom": watched.whom,
        "zip": zip,
        "refresh": REFRESH_S if job.state in WORKING else 0,
        "seen": visit.seen(job.state.value, dict(job.found)),
        "by": visit.here.directory.name_of(job.by) or job.by,
    }
    return Shown("privacy/job.html", facts)


def confirm(visit: Visit) -> Moved:
    """Do what was counted."""
    job = erasing.watch(visit.here, visit.path["job"], actor=visit.actor).job
    visit.expect(job.state.value, dict(job.found))
    erasing.confirm(visit.here, job.id, names=visit.form["names"], actor=visit.actor)
    return Moved(f"/privacy/jobs/{job.id}")


def cancel(visit: Visit) -> Moved:
    """Leave everything as it is."""
    erasing.cancel(visit.here, visit.path["job"], actor=visit.actor)
    return Moved("/privacy", "Nothing was changed.")
