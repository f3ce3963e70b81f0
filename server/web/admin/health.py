"""The page about how the service is: store, worker, clients, and what in the settings deserves a look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from babel.numbers import format_decimal

from server.domain.setup import CLIENTS
from server.usecases.health import Health, health
from server.web.admin.page import Page, Right, Shown, Visit
from server.web.admin.speaking import ago, spoken


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the service: `kind` is ok, warn, bad or todo."""

    title: str
    text: str
    kind: str
    word: str


def show(visit: Visit) -> Shown:
    """Everything as it is now."""
    made = health(visit.services.workspaces, visit.here, visit.actor)
    notices = [(spoken(visit, notice.what), notice.path) for notice in made.notices]
    facts = {
        "health": made,
        "notices": notices,
        "running": [_store(visit, made), _worker(visit, made), _queue(visit, made)],
        "clients": [_client(visit, made, name) for name in CLIENTS],
        "faults": (*made.vitals.findings.faults, *made.vitals.findings.warnings),
        "size": lambda size: _size(visit, size),
    }
    return Shown("health/health.html", facts)


def _store(visit: Visit, made: Health) -> Part:
    say = visit.words.gettext
    text = ", ".join(_about_store(visit, made))
    if made.vitals.findings.faults:
        return Part(say("Store"), text, "bad", say("Wrong"))
    if made.vitals.findings.warnings:
        return Part(say("Store"), text, "warn", say("With a warning"))
    return Part(say("Store"), text, "ok", say("Running"))


def _about_store(visit: Visit, made: Health) -> Iterator[str]:
    vitals = made.vitals
    yield vitals.engine
    yield visit.words.gettext("log synced: %(sync)s", sync=vitals.sync)
    yield visit.words.ngettext("%(n)s record", "%(n)s records", vitals.keys)


def _worker(visit: Visit, made: Health) -> Part:
    say = visit.words.gettext
    if made.worker_at is None:
        return Part(
            say("Worker"), say("Never heard of. It is part of: randnotiz serve"), "bad", say("Not there")
        )
    heard = say("Last heard of %(ago)s", ago=ago(visit, made.worker_at))
    if made.working:
        return Part(say("Worker"), heard, "ok", say("Running"))
    return Part(say("Worker"), heard, "bad", say("Not there"))


def _queue(visit: Visit, made: Health) -> Part:
    say = visit.words
    texts = [say.gettext("Nothing is late.")]
    if made.late:
        texts = [say.ngettext("%(n)s piece of work is late.", "%(n)s pieces of work are late.", made.late)]
    if made.undelivered:
        texts.append(
            say.ngettext("%(n)s webhook delivery waits.", "%(n)s webhook deliveries wait.", made.undelivered)
        )
    kind, word = ("warn", say.gettext("Late")) if made.late else ("ok", say.gettext("Running"))
    return Part(say.gettext("Queue"), " ".join(texts), kind, word)


def _client(visit: Visit, made: Health, name: str) -> Part:
    title, told, never = CLIENTS[name]
    at = made.contacts.get(name)
    if at is None:
        return Part(spoken(visit, title), spoken(visit, never), "todo", visit.words.gettext("Not yet"))
    text = spoken(visit, replace(told, facts={"seen_at": at}))
    return Part(spoken(visit, title), text, "ok", visit.words.gettext("Used"))


def _size(visit: Visit, size: int) -> str:
    """Bytes as people read them."""
    amount = format_decimal(round(size / 1_048_576, 1), locale=visit.locale)
    return visit.words.gettext("%(size)s MB", size=amount)


PAGES = (Page(method="GET", path="/health", name="health", right=Right.ADMIN, handler=show),)
