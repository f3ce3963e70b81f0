"""Taking mail in: the one path on which a message finds its conversation, whoever noticed it (PRODUCT R5-R7).

Importing, opening in Gmail and, later, connectors all come through here. The message's own record, absent
before and present after, is the request id: taking the same mail in twice is taking it in once (D2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from server.domain.absorbing import absorbed
from server.domain.arrival import arrived, corrected, taken_up
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Unavailable
from server.domain.events import Event
from server.domain.messages import Message, Source, same_mail, stronger
from server.domain.reading import Letter, scope_of
from server.domain.reports import noticed, reported
from server.domain.restricting import preset
from server.domain.subjects import concealed
from server.domain.threads import Placement, is_aside
from server.domain.timeline import moment
from server.store.commit import Outcome, Write
from server.store.messages import COPIES, Known, Lookup
from server.store.writing import moment_text
from server.usecases.inbox import Inbox
from server.usecases.joining import absorbing, note_lists, versions, with_newcomer
from server.usecases.placing import Rules, boxes_of, circumstances, placement_of

ATTEMPTS = 8
CONFLICTS = 20
"""Other conversations remembered per conversation, the newest."""


class Result(StrEnum):
    """What became of a mail."""

    CREATED = "created"
    ATTACHED = "attached"
    KNOWN = "known"
    NOT_STORED = "not_stored"


@dataclass(frozen=True, slots=True)
class Ingested:
    """Where a mail is now; without a conversation nothing was stored.

    `record` is that conversation as taking the mail in left it, where it was at hand.
    """

    result: Result
    message: Message
    conversation: str | None = None
    placement: Placement | None = None
    record: Conversation | None = field(default=None, compare=False, repr=False)


def take_in(inbox: Inbox, letter: Letter, rules: Rules) -> Ingested:
    """Store a mail in the conversation it belongs to; again from the start if the store moved on meanwhile."""
    for _ in range(ATTEMPTS):
        lookup = _lookup(inbox, letter)
        if lookup.known is not None:
            done = _again(inbox, letter, rules, lookup.known)
        else:
            done = _first_time(inbox, letter, rules, lookup)
        if done is not None:
            return done
    raise Unavailable("Too much mail is coming in just now. Please try again.")


def settled(letter: Letter, known: Known | None) -> Ingested | None:
    """What taking in a known mail once more would answer, if nothing about it were to be written."""
    if known is None or stronger(letter.message, known.message):
        return None
    if not same_mail(known.message, letter.message) and not known.message.id_conflict:
        return None
    return Ingested(Result.KNOWN, known.message, known.conversation)


def record_of(inbox: Inbox, ingested: Ingested) -> Conversation | None:
    """The conversation that a mail is in now; one round trip where it is not at hand."""
    if ingested.record is not None or ingested.conversation is None:
        return ingested.record
    return inbox.conversations.get_many([ingested.conversation])[0]


def would_place(inbox: Inbox, letter: Letter, rules: Rules) -> tuple[Lookup, Placement]:
    """Where a mail would go, without storing anything."""
    lookup = _lookup(inbox, letter)
    return lookup, placement_of(inbox, letter, rules, lookup)


def _lookup(inbox: Inbox, letter: Letter) -> Lookup:
    key_of = inbox.conversations.digests.message
    return inbox.messages.lookup(letter.message.key, [key_of(candidate) for candidate in letter.candidates])


def _first_time(inbox: Inbox, letter: Letter, rules: Rules, lookup: Lookup) -> Ingested | None:
    placement = placement_of(inbox, letter, rules, lookup)
    note_lists(inbox, letter)
    target = placement.target
    if target is None and not (rules.create and boxes_of(letter, rules)):
        return Ingested(Result.NOT_STORED, letter.message, None, placement)
    return _store(inbox, letter, rules, lookup, placement)


def _store(
    inbox: Inbox, letter: Letter, rules: Rules, lookup: Lookup, placement: Placement
) -> Ingested | None:
    known = placement.target
    target = known or _fresh(inbox, letter, rules, placement)
    sources = [c.id for c in ([known] if known else []) + list(placement.absorbed)]
    timelines = inbox.messages.timelines(sources)
    message = _as_kept(inbox, with_newcomer(letter.message, target))
    joint = (*(m for line in timelines for m in line), moment(message))
    merged = absorbed(target, placement.absorbed) if placement.absorbed else target
    happens = reported if message.source is Source.CLIENT else arrived
    now = circumstances(inbox, rules, merged, message)
    change = taken_up(known or target, happens(merged, message, joint, now), now)
    change = _with_news(change, known, placement, rules, inbox.clock())
    gone = dict.fromkeys((c.id for c in placement.absorbed), target.id)
    leads_to = {c: gone.get(end, end) for c, end in {**lookup.leads_to, **gone}.items()}
    committed, after = inbox.conversations.commit(
        known,
        change,
        request=None,
        message=message,
        checks=[*inbox.messages.checks(lookup), *versions(inbox, placement.absorbed)],
        writes=[
            *inbox.messages.alias_writes(lookup, list(lookup.aliases), target.id, leads_to),
            *absorbing(inbox, target, placement.absorbed, timelines[1 if known else 0 :]),
            *([inbox.messages.copies_write(message.key, [rules.copy])] if rules.copy else []),
            *_sent(inbox, target, message),
        ],
    )
    if committed.outcome is not Outcome.DONE:
        return None
    return Ingested(Result.ATTACHED if known else Result.CREATED, message, after.id, placement, after)


def _again(inbox: Inbox, letter: Letter, rules: Rules, known: Known) -> Ingested | None:
    """A mail whose id is known: another copy, better proof, or another mail with the same id (R6, A6, C7)."""
    record = inbox.conversations.get_many([known.conversation])[0]
    if record is None:
        return None
    if letter.message.source is Source.CLIENT:
        return Ingested(Result.KNOWN, known.message, record.id)  # it never changes what is stored (A6)
    if record.deleted_at is not None:
        return Ingested(Result.KNOWN, known.message, record.id)  # a copy brings nothing back (PRODUCT 3.4)
    if not known.message.id or known.message.redacted:
        return _copied(inbox, rules, known, record)  # it was purged or erased, and stays so (R16)
    scope = frozenset(boxes_of(letter, rules)) | scope_of(letter, inbox.directory)
    if scope and scope.isdisjoint(record.mailboxes):
        return Ingested(Result.KNOWN, known.message, record.id)  # who holds the id gets nothing by it (A1)
    if known.message.source is not Source.CLIENT and not same_mail(known.message, letter.message):
        return (_copied if known.message.id_conflict else _conflicting)(inbox, rules, known, record)
    if stronger(letter.message, known.message):
        return _corrected(inbox, letter, rules, known, record)
    return _copied(inbox, rules, known, record)


def _copied(inbox: Inbox, rules: Rules, known: Known, record: Conversation) -> Ingested | None:
    """Note a copy that was not seen before; anything else is done already (R6)."""
    writes = _copy_writes(inbox, rules, known)
    if not writes:
        return Ingested(Result.KNOWN, known.message, record.id)
    told = event("message_copy_seen", rules.actor, inbox.clock(), message=known.message.key)
    return _told(inbox, Change(record, (told,)), known.message, record, writes)


def _conflicting(inbox: Inbox, rules: Rules, known: Known, record: Conversation) -> Ingested | None:
    message = replace(known.message, id_conflict=True)
    told = event("id_conflict", rules.actor, inbox.clock(), message=message.key)
    writes = [inbox.messages.facts_write(message), *_copy_writes(inbox, rules, known)]
    return _told(inbox, Change(record, (told,)), message, record, writes)


def _corrected(
    inbox: Inbox, letter: Letter, rules: Rules, known: Known, record: Conversation
) -> Ingested | None:
    """Replace weaker facts by stronger ones, and let the figures follow."""
    before = known.message
    stranger = before.new_participant and not letter.message.outbound
    aside = is_aside(letter.message, record)
    message = replace(letter.message, new_participant=stranger, id_conflict=before.id_conflict, aside=aside)
    message = _as_kept(inbox, message)
    timeline = inbox.messages.timelines([record.id])[0]
    others = tuple(m for m in timeline if m.key != message.key)
    now = circumstances(inbox, rules, record, message)
    happens = noticed if before.source is Source.CLIENT else corrected
    change = happens(record, message, (*others, moment(message)), now)
    key = inbox.conversations.keys.messages(record.id)
    moved = [Write("ZREM", key, (moment_text(m),)) for m in timeline if m.key == message.key]
    moved.append(Write("ZADD", key, (message.at, moment_text(moment(message)))))
    writes = [*moved, inbox.messages.facts_write(message), *_copy_writes(inbox, rules, known)]
    return _told(inbox, change, message, record, writes)


def _sent(inbox: Inbox, target: Conversation, message: Message) -> list[Write]:
    """Who sent the newest mail writes it no longer (R11): Gmail tells when a draft begins, never that it ended."""
    if message.agent is None or message.at < target.last_message_at:
        return []
    return [Write("HDEL", inbox.conversations.keys.presence(target.id), (message.agent,))]


def _copy_writes(inbox: Inbox, rules: Rules, known: Known) -> list[Write]:
    if rules.copy is None or rules.copy in known.copies or len(known.copies) >= COPIES:
        return []
    return [inbox.messages.copies_write(known.message.key, [*known.copies, rules.copy])]


def _told(
    inbox: Inbox, change: Change, message: Message, before: Conversation, writes: Sequence[Write]
) -> Ingested | None:
    committed, after = inbox.conversations.commit(before, change, request=None, writes=writes)
    return Ingested(Result.KNOWN, message, after.id) if committed.outcome is Outcome.DONE else None


def _as_kept(inbox: Inbox, message: Message) -> Message:
    """The message without its subject where the workspace keeps none; whoever needs it has looked by then."""
    storage = inbox.directory.workspace.subject_storage
    return concealed(message, storage, inbox.conversations.digests.message)


def _fresh(inbox: Inbox, letter: Letter, rules: Rules, placement: Placement) -> Conversation:
    earlier = placement.full or placement.forwarded_from
    boxes = boxes_of(letter, rules)
    circle = placement.full.restricted_to if placement.full else None
    return Conversation(
        id=inbox.new_id(),
        mailboxes=boxes,
        restricted_to=preset(inbox.directory, boxes) if circle is None else circle,
        created_at=inbox.clock(),
        cut_from=(earlier.id, *earlier.cut_from) if earlier else (),
        continues=placement.full.id if placement.full else None,
        forwarded_from=placement.forwarded_from.id if placement.forwarded_from else None,
    )


def _with_news(
    change: Change, known: Conversation | None, placement: Placement, rules: Rules, at: int
) -> Change:
    """Add what threading has to tell: the beginning, links, and conversations that only a person may join."""
    after, first = change.after, list[Event]()
    if known is None:
        first.append(event("conversation_created", rules.actor, at, mailboxes=list(after.mailboxes)))
        for kind, other in (("continues", after.continues), ("forwarded_from", after.forwarded_from)):
            if other:
                first.append(event("linked", rules.actor, at, kind=kind, other=other))
    news = [c.id for c in (*placement.rivals, *placement.out_of_reach) if c.id not in after.conflicts_with]
    news = [c for c in news if c not in after.cut_from]
    # What is out of reach is known to those alone who see both (A1): no event tells of it.
    told = [c.id for c in placement.rivals if c.id in news]
    conflicts = tuple(event("thread_conflict", rules.actor, at, other=other) for other in told)
    merged = tuple(event("merged", rules.actor, at, source=c.id, automatic=True) for c in placement.absorbed)
    after = replace(after, conflicts_with=(*after.conflicts_with, *news)[-CONFLICTS:])
    return Change(after, (*first, *merged, *change.events, *conflicts))
