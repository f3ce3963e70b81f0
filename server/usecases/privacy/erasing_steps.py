"""An erasure step by step: learn the names, count, wait for a word, erase until nothing is found, rewrite the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from server.domain.auditlog import Audited, Entry
from server.domain.conversation import Conversation
from server.domain.erasing import Eraser
from server.domain.jobs import JobState, added
from server.domain.persons import Person
from server.store import personal
from server.store.erasing import leftovers, move_sender, scrub_picker
from server.store.feed import Feed
from server.store.logs import rewrite_log
from server.store.purging import read_contents
from server.usecases.holds import holds_of, is_held
from server.usecases.privacy.finding import NAMES, batches, changed_since, known_names, names_beside, suspects
from server.usecases.privacy.former import renamed
from server.usecases.privacy.redacting import plan
from server.usecases.privacy.runner import Runner
from server.usecases.privacy.unblocking import unblock
from server.usecases.privacy.whom import eraser_of, sealed, whom_of
from server.usecases.upkeep import CLOCKWORK

PASSES = 10
"""Passes over everything; the last finds nothing, unless somebody writes faster than we erase."""
CATCHING_UP = 1_000
"""Batches of what was changed during a pass that are looked at again before it ends."""
_PASSED_OVER = ("conversation:", "message:", "jobs", "reports", "holds")


def count(run: Runner) -> Iterator[None]:
    """Find the names that came with the addresses, then count what would change; nothing is changed."""
    yield from _learn(run)
    eraser, holds = eraser_of(run.inbox, run.job), holds_of(run.inbox)
    run.save(seen=0, found={}, held=())
    for batch in batches(run.inbox):
        held = frozenset(holds.all())
        for record in suspects(run.inbox, eraser, batch):
            planned = plan(eraser, record, read_contents(run.inbox.conversations, record.id), 0)
            if not planned.counts:
                continue
            if is_held(record, holds, held):
                run.save(held=(*run.job.held, record.id))
            else:
                run.save(found=added(run.job.found, planned.counts))
        run.save(seen=run.job.seen + len(batch))
        yield
    run.save(state=JobState.COUNTED)


def erase(run: Runner) -> Iterator[None]:
    """Erase, again until a whole pass finds nothing: mail and comments may come in meanwhile.

    What moves from one conversation to another meanwhile may come to where the pass has been already: so it ends
    with all that was changed since it began.
    """
    eraser = eraser_of(run.inbox, run.job)
    for _ in range(PASSES):
        begun = Feed(run.inbox.conversations.store).now(run.inbox.workspace).change
        run.save(seen=0, changed_in_pass=False, passes=run.job.passes + 1)
        for batch in batches(run.inbox):
            _erase(run, eraser, batch)
            run.save(seen=run.job.seen + len(batch))
            yield
        for batch in islice(changed_since(run.inbox, begun), CATCHING_UP):
            _erase(run, eraser, batch)
            run.stay()
            yield
        if not run.job.changed_in_pass:
            break
    yield from _elsewhere(run, eraser)
    run.save(state=JobState.REWRITING, sealed="", left=tuple(_left(run, eraser)))


def _erase(run: Runner, eraser: Eraser, batch: list[Conversation]) -> None:
    for record in suspects(run.inbox, eraser, batch):
        run.change(record, lambda one, contents: plan(eraser, one, contents, run.inbox.clock()))


def rewrite(run: Runner) -> Iterator[None]:
    """Rewrite the store's log, and tell the audit log what was done."""
    for _ in rewrite_log(run.inbox.conversations.store):
        run.stay()
        yield
    told = Entry(run.inbox.clock(), Audited.ERASED, CLOCKWORK, f"address:{run.job.digest}", run.job.counts)
    run.save(told, state=JobState.DONE)


def _learn(run: Runner) -> Iterator[None]:
    whom = whom_of(run.inbox, run.job)
    person, taken = Person(whom.addresses), known_names(run.inbox, run.job.agent)
    names = dict.fromkeys(whom.names)
    for batch in batches(run.inbox):
        for name in names_beside(run.inbox, person, batch):
            if name.casefold() not in taken and len(names) < NAMES:
                names[name] = None
        run.save()
        yield
    run.save(sealed=sealed(run.inbox, replace(whom, names=tuple(names))))


def _elsewhere(run: Runner, eraser: Eraser) -> Iterator[None]:
    """What names the person outside of conversations, and is no record of its own."""
    of, named = run.inbox.conversations, eraser.person.anywhere
    scrub_picker(of, list(run.inbox.directory.mailboxes), named)
    before = [of.digests.sender(address) for address in eraser.person.spellings]
    yield from move_sender(of, before, of.digests.sender(eraser.pseudonym))
    agents = list(run.inbox.directory.agents)
    personal.redact(of.store, of.keys, agents, lambda text: named.sub(eraser.pseudonym, text))
    unblock(run.inbox, eraser.person)
    if eraser.agent is not None:
        renamed(run.inbox, eraser.agent)


def _left(run: Runner, eraser: Eraser) -> Iterator[str]:
    """Keys of settings that name the person: an admin wrote that, and an admin has to change it."""
    of = run.inbox.conversations
    yield from leftovers(of.store, of.keys, eraser.person.anywhere, _PASSED_OVER)
