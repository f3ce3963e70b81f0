"""An erasure step by step: learn the names, count, wait for a word, erase until nothing is found, rewrite the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from server.domain.auditlog import Audited, Entry
from server.domain.conversation import Conversation
from server.domain.erasing import Eraser
from server.domain.jobs import JobState, added
from server.domain.persons import Person
from server.store.erasing import leftovers, move_sender, said_in, scrub_picker
from server.store.logs import rewrite_log
from server.store.purging import read_contents
from server.store.scanning import conversations_of
from server.usecases.holds import holds_of, is_held
from server.usecases.privacy.former import renamed
from server.usecases.privacy.redacting import plan
from server.usecases.privacy.runner import Runner, in_batches
from server.usecases.privacy.whom import colleagues, eraser_of, sealed, whom_of
from server.usecases.upkeep import CLOCKWORK

BATCH = 100
NAMES = 20
"""Names looked for; a person has few, and what a mail says of its sender is anybody's word."""
LONGEST_NAME = 80
PASSES = 10
"""Passes over everything; the last finds nothing, unless somebody writes faster than we erase."""
_PASSED_OVER = ("conversation:", "message:", "jobs", "reports", "holds")


def count(run: Runner) -> Iterator[None]:
    """Find the names that came with the addresses, then count what would change; nothing is changed."""
    yield from _learn(run)
    eraser, holds = eraser_of(run.inbox, run.job), holds_of(run.inbox)
    run.save(seen=0, found={}, held=())
    for batch in _batches(run):
        held = frozenset(holds.all())
        for record in _suspects(run, eraser, batch):
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
    """Erase, again until a whole pass finds nothing: mail and comments may come in meanwhile."""
    eraser = eraser_of(run.inbox, run.job)
    for _ in range(PASSES):
        run.save(seen=0, changed_in_pass=False, passes=run.job.passes + 1)
        for batch in _batches(run):
            for record in _suspects(run, eraser, batch):
                run.change(record, lambda one, contents: plan(eraser, one, contents, run.inbox.clock()))
            run.save(seen=run.job.seen + len(batch))
            yield
        if not run.job.changed_in_pass:
            break
    yield from _elsewhere(run, eraser)
    run.save(state=JobState.REWRITING, sealed="", left=tuple(_left(run, eraser)))


def rewrite(run: Runner) -> Iterator[None]:
    """Rewrite the store's log, and tell the audit log what was done."""
    for _ in rewrite_log(run.inbox.conversations.store):
        run.stay()
        yield
    told = Entry(run.inbox.clock(), Audited.ERASED, CLOCKWORK, f"address:{run.job.digest}", run.job.counts)
    run.save(told, state=JobState.DONE)


def _learn(run: Runner) -> Iterator[None]:
    whom = whom_of(run.inbox, run.job)
    person = Person(whom.addresses)
    taken = {name.casefold() for name in colleagues(run.inbox, run.job.agent)}
    names = dict.fromkeys(whom.names)
    for batch in _batches(run):
        for record in _suspects(run, Eraser(person, run.job.pseudonym), batch):
            for name in _names_in(run, person, record):
                if name.casefold() not in taken and len(names) < NAMES:
                    names[name] = None
        run.save()
        yield
    run.save(sealed=sealed(run.inbox, replace(whom, names=tuple(names))))


def _names_in(run: Runner, person: Person, record: Conversation) -> Iterator[str]:
    """The names that stand beside the person's addresses in a conversation."""
    messages = read_contents(run.inbox.conversations, record.id).messages
    parties = [party for one in messages for party in (one.author, one.sender)]
    found = [party.name for party in parties if person.has(party.address)]
    if person.has(record.customer):
        found.append(record.customer_name)
    yield from (name for name in found if name and "@" not in name and len(name) <= LONGEST_NAME)


def _suspects(run: Runner, eraser: Eraser, batch: list[Conversation]) -> Iterator[Conversation]:
    """The conversations that the person takes part in, or in which something names them."""
    texts = said_in(run.inbox.conversations, batch)
    for record, text in zip(batch, texts, strict=True):
        changes = eraser.record(record, written=(), at=0) != record
        if changes or eraser.concerns(record) or eraser.person.anywhere.search(text):
            yield record


def _elsewhere(run: Runner, eraser: Eraser) -> Iterator[None]:
    """What names the person outside of conversations, and is no record of its own."""
    of, named = run.inbox.conversations, eraser.person.anywhere
    scrub_picker(of, list(run.inbox.directory.mailboxes), named)
    before = [of.digests.sender(address) for address in eraser.person.spellings]
    yield from move_sender(of, before, of.digests.sender(eraser.pseudonym))
    if eraser.agent is not None:
        renamed(run.inbox, eraser.agent)


def _left(run: Runner, eraser: Eraser) -> Iterator[str]:
    """Keys of settings that name the person: an admin wrote that, and an admin has to change it."""
    of = run.inbox.conversations
    yield from leftovers(of.store, of.keys, eraser.person.anywhere, _PASSED_OVER)


def _batches(run: Runner) -> Iterator[list[Conversation]]:
    return in_batches(conversations_of(run.inbox.conversations), BATCH)
