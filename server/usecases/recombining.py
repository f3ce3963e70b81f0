"""Two conversations become one, or one becomes two: each in one commit of both, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from server.domain import merging, policy, splitting, telling, unmerging
from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.errors import Forbidden
from server.domain.interleaving import interleaved
from server.domain.interleaving import parted as unwoven
from server.domain.messages import Message
from server.domain.moving import may_go
from server.domain.timeline import Moment
from server.domain.undoing import Remembered
from server.domain.views import UndoView
from server.domain.vocabulary import Act, Role
from server.store import moving as store
from server.store.commit import Check, Outcome, Write
from server.store.moving import Belongings, Read
from server.store.undos import kept_write
from server.usecases.inbox import Asked, Inbox, undone_by
from server.usecases.remarking import told as reaching


@dataclass(frozen=True, slots=True)
class Tidied:
    """The conversation that the act was about as it now stands, the other one that it made or freed, the way back."""

    inbox: Inbox
    conversation: Conversation
    other: str | None = None
    undo: UndoView | None = None


def merged(inbox: Inbox, asked: Asked, one: Conversation, other: Conversation, found: Read) -> Tidied | None:
    """Make `one` part of `other`, with everything that belongs to it."""
    for record in (one, other):
        policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
    of, at = inbox.conversations, _now(inbox, one, other)
    ours, theirs = found.belongings[1], found.belongings[0]
    pair = merging.merge(
        one,
        other,
        timeline=(*ours.timeline, *theirs.timeline),
        directory=inbox.directory,
        actor=asked.actor,
        at=at,
        counts=(len(theirs.timeline), len(theirs.comments)),
    )
    told = interleaved(ours.activity, theirs.activity, one.id)
    whole = Belongings(
        (*ours.timeline, *theirs.timeline), (*ours.comments, *theirs.comments), (*told, *pair.target.events)
    )
    moved = theirs.timeline, [comment.id for comment in theirs.comments]
    joined = merging.joined(other, pair.target.after, at=at, moved=moved, stayed=ours.timeline)
    joined = replace(joined, told=tuple(found.told[0]), heard=tuple(found.told[1]))
    _, guard, writes = store.beside(of, one, pair.source)
    writes += store.put(of, one.id, was=theirs, now=Belongings(activity=pair.source.events))
    writes += store.put(of, other.id, was=ours, now=whole)
    writes += _told_together(inbox, found, one, other)
    writes.append(store.remember(of, one.id, joined))
    kept = Remembered(at, (Act.TIDY,), other.message_count, joined=one.id)
    return _committed(inbox, asked, other, pair.target, [guard], writes, kept=kept)


def unmerged(
    inbox: Inbox,
    asked: Asked,
    one: Conversation,
    other: Conversation,
    found: Read,
    taken: tuple[Check, Write] | None = None,
) -> Tidied | None:
    """Part `one` from `other` again; `taken` is what is used up where it is one's own last act that is undone."""
    joined, of = found.joined, inbox.conversations
    if joined is None:
        return None
    theirs, ours = found.belongings
    messages, aliases = store.facts(of, ours.timeline)
    leaving = _leaving(inbox, joined, ours.timeline, messages)
    back = tuple(m for m in ours.timeline if m.key in leaving)
    left = tuple(m for m in ours.timeline if m.key not in leaving)
    said = {c.id for c in ours.comments if c.id in joined.comments or c.anchor in leaving}
    later, added = leaving - set(joined.messages), said - set(joined.comments)
    pair = unmerging.unmerge(
        one,
        other,
        joined,
        timelines=(back, left),
        returning=[messages[m.key] for m in back if m.key in messages],
        staying=[messages[m.key] for m in left if m.key in messages],
        since=bool(later or added),
        directory=inbox.directory,
        actor=asked.actor,
        at=_now(inbox, one, other),
    )
    _require_apart(inbox, asked, pair.source.after)
    stays = {m.key for m in left} | {c.id for c in ours.comments if c.id not in said}
    kept, gone = unwoven(ours.activity, one.id, goes=leaving | said, stays=stays)
    freed = Belongings(
        back,
        tuple(c for c in ours.comments if c.id in said),
        (*interleaved(gone, theirs.activity, ""), *pair.source.events),
    )
    alone = Belongings(
        left, tuple(c for c in ours.comments if c.id not in said), (*kept, *pair.target.events)
    )
    after, guard, writes = store.beside(of, one, pair.source)
    writes += store.put(of, one.id, was=theirs, now=freed)
    writes += store.put(of, other.id, was=ours, now=alone)
    writes += store.rehome(of, [m.key for m in back], aliases, to=one.id, away=other.id)
    theirs_told, ours_told = telling.apart(found.told[1], joined)
    writes += store.tell(of, one.id, was=found.told[0], now=theirs_told)
    writes += store.tell(of, other.id, was=found.told[1], now=ours_told)
    writes.append(store.forget(of, one.id))
    checks = [guard, *([taken[0]] if taken else [])]
    writes += [taken[1]] if taken else []
    return _committed(inbox, asked, other, pair.target, checks, writes, other=after.id)


def rejoined(
    inbox: Inbox,
    asked: Asked,
    one: Conversation,
    other: Conversation,
    found: Read,
    taken: tuple[Check, Write],
) -> Tidied | None:
    """Let `one`, which was split off just now, be part of `other` as before; `taken` is what is used up by that."""
    of, at = inbox.conversations, _now(inbox, one, other)
    theirs, ours = found.belongings
    timeline = (*ours.timeline, *theirs.timeline)
    pair = merging.rejoin(one, other, timeline=timeline, actor=asked.actor, at=at)
    told = interleaved(ours.activity, theirs.activity, "")
    whole = Belongings(timeline, (*ours.comments, *theirs.comments), (*told, *pair.target.events))
    _, guard, writes = store.beside(of, one, pair.source)
    writes += store.put(of, one.id, was=theirs, now=Belongings(activity=pair.source.events))
    writes += store.put(of, other.id, was=ours, now=whole)
    writes += _told_together(inbox, found, one, other)
    writes.append(taken[1])
    return _committed(inbox, asked, other, pair.target, [guard, taken[0]], writes)


def _told_together(inbox: Inbox, found: Read, one: Conversation, other: Conversation) -> Iterator[Write]:
    """Whoever is told of a mention in `one` finds it in `other` from now on."""
    of, (theirs, ours) = inbox.conversations, found.told
    yield from store.tell(of, one.id, was=theirs, now={})
    yield from store.tell(of, other.id, was=ours, now=telling.together(theirs, ours))


def _told_apart(
    inbox: Inbox, found: Read, record: Conversation, fresh: str, halves: splitting.Halves
) -> Iterator[Write]:
    """Whoever is told of a mention finds it where the comment is that it stands in."""

    def reached(comments: Sequence[Comment]) -> Iterator[tuple[str, int]]:
        for one in comments:
            yield from reaching(inbox, Change(record, comment=one)).items()

    of, kept = inbox.conversations, {who for who, _ in reached(halves.kept)}
    stays, goes = telling.divided(found.told[0], set(reached(halves.said)), kept)
    yield from store.tell(of, record.id, was=found.told[0], now=stays)
    yield from store.tell(of, fresh, was={}, now=goes)


def _require_apart(inbox: Inbox, asked: Asked, freed: Conversation) -> None:
    """Refuse where it would go back to a mailbox in which the asker may not tidy (A2), whoever is its assignee."""
    if not all(may_go(inbox.directory, asked.agent.id, freed, box) for box in freed.mailboxes):
        raise Forbidden(
            "For this you need to be %(role_word)s of the mailbox.", role_word=Role.AGENT, act=Act.TIDY
        )


def _leaving(
    inbox: Inbox, joined: merging.Joined, timeline: Sequence[Moment], messages: dict[str, Message]
) -> set[str]:
    """The keys of the mails that go back: those that came with the merge, and later ones that answer them."""
    known = {*joined.messages, *joined.stayed}
    later = [
        messages[m.key]
        for m in sorted(timeline, key=lambda m: m.at)
        if m.key in messages and m.key not in known
    ]
    key_of = inbox.conversations.digests.message
    ids = {one: key_of(one) for message in later for one in (*message.in_reply_to, *message.references)}
    return {*joined.messages, *unmerging.homeward(joined, later, ids)} & {m.key for m in timeline}


def parted(
    inbox: Inbox, asked: Asked, record: Conversation, found: Read, *, begin: str, later: bool
) -> Tidied | None:
    """Let the mail `begin`, or it and all later ones, leave for a conversation of their own."""
    of, whole, at = inbox.conversations, found.belongings[0], _now(inbox, record)
    leaving = splitting.cut(whole.timeline, whole.comments, begin=begin, later=later)
    messages, aliases = store.facts(of, whole.timeline)
    leaves = tuple(m for m in whole.timeline if m.key in leaving.messages)
    stays = tuple(m for m in whole.timeline if m.key not in leaving.messages)
    halves = splitting.Halves(
        staying=[messages[m.key] for m in stays if m.key in messages],
        leaving=[messages[m.key] for m in leaves if m.key in messages],
        kept=[c for c in whole.comments if c.id not in leaving.comments],
        said=[c for c in whole.comments if c.id in leaving.comments],
    )
    left, begun = splitting.split(
        record,
        inbox.new_id(),
        halves=halves,
        timelines=(stays, leaves),
        actor=asked.actor,
        at=at,
    )
    kept, gone = splitting.divided(whole.activity, leaving)
    fresh, guard, writes = store.beside(of, None, begun)
    now = Belongings(leaves, tuple(halves.said), (*begun.events, *gone))
    writes += store.put(of, fresh.id, was=Belongings(), now=now)
    rest = Belongings(stays, tuple(halves.kept), (*kept, *left.events))
    writes += store.put(of, record.id, was=whole, now=rest)
    writes += store.rehome(of, [m.key for m in leaves], aliases, to=fresh.id, away=record.id)
    writes += _told_apart(inbox, found, record, fresh.id, halves)
    undo = Remembered(at, (Act.TIDY,), record.message_count, parted=fresh.id)
    return _committed(inbox, asked, record, left, [guard], writes, other=fresh.id, kept=undo)


def _committed(
    inbox: Inbox,
    asked: Asked,
    before: Conversation,
    made: Change,
    checks: Sequence[Check],
    writes: Sequence[Write],
    *,
    other: str | None = None,
    kept: Remembered | None = None,
) -> Tidied | None:
    of = inbox.conversations
    kept = kept if asked.kind == "agent" else None  # what an API token did cannot be taken back
    committed, after = of.commit(
        before,
        made,
        request=of.keys.request(asked.agent.id, asked.request),
        result=asked.fingerprint,
        checks=[*checks, inbox.unchanged_directory()],
        writes=[*writes, *([kept_write(of.keys, asked.agent.id, before.id, kept)] if kept else [])],
    )
    if committed.outcome is not Outcome.DONE:
        return None
    return Tidied(inbox, after, other, undone_by(inbox, asked, made, kept))


def _now(inbox: Inbox, *records: Conversation) -> int:
    """The moment of an act: not before anything that people did by the store's clock, which may go differently."""
    return max(inbox.clock(), *(record.human_act_at for record in records))
