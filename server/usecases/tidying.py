"""Putting conversations right that were wrongly joined or parted: merge and its undoing, split, move (PRODUCT R12).

Each is one commit of both records with all that belongs to them: nobody reads half of it, and of two that exclude
each other exactly one is done. An act costs two round trips, those that need the facts of mails three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from server.domain import merging, moving, policy, splitting
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid, KeyReused, NotFound, Unavailable
from server.domain.messages import Message
from server.domain.presenting import conversation_view
from server.domain.timeline import Moment
from server.domain.views import ConversationView
from server.domain.vocabulary import Act
from server.domain.workspace import Agent
from server.store import moving as store
from server.store.commit import Check, Outcome, Write
from server.store.conversations import NONE, Stored, Wanted
from server.store.moving import Belongings, Read
from server.usecases.inbox import ATTEMPTS, MERGES, Asked, Done, Inbox, change
from server.usecases.picturing import picture, whole_boxes


@dataclass(frozen=True, slots=True)
class Tidied:
    """The conversation that the act was about as it now stands, and the other one that it made or freed."""

    inbox: Inbox
    conversation: Conversation
    other: str | None = None


def merge(inbox: Inbox, asked: Asked, *, source: str, into: str) -> Tidied:
    """Make one conversation part of another; merged already, also by somebody else, is merged."""

    def attempt(inbox: Inbox) -> Tidied | None:
        inbox, found = _both(inbox, asked, source, into)
        one, other = found.records
        if one is None or other is None or one.id == other.id:
            return _same(inbox, asked, found)
        return _merged(inbox, asked, one, other, found)

    return _again(inbox, attempt)


def unmerge(inbox: Inbox, asked: Asked, *, source: str, target: str) -> Tidied:
    """Part what was merged within the last 30 days (C9).

    What belonged to the source goes back, and so do later mails that answer its mails, with the comments anchored
    to them; whatever else came since stays with the target.
    """

    def attempt(inbox: Inbox) -> Tidied | None:
        found = _read(inbox, asked, [source, target])
        inbox = inbox.current(found.directory_version)
        one, other = found.records
        if other is None or not policy.sees(inbox.directory, asked.agent.id, other) or one is None:
            raise NotFound("This conversation does not exist.")
        policy.require(inbox.directory, asked.agent.id, Act.TIDY, other)
        if found.request is not None or one.merged_into is None:
            return Tidied(inbox, other, one.id)
        if one.merged_into != other.id or other.merged_into is not None or found.joined is None:
            raise Invalid("This merge cannot be undone any more.")
        return _unmerged(inbox, asked, one, other, found)

    return _again(inbox, attempt)


def split(inbox: Inbox, asked: Asked, *, conversation: str, message: str, later: bool) -> Tidied:
    """Let a mail (by its key), or it and all later ones, begin a conversation of their own."""

    def attempt(inbox: Inbox) -> Tidied | None:
        inbox, record, found = _one(inbox, asked, conversation)
        if found.request is not None:
            made = (one.partition(":")[2] for one in reversed(record.links) if one.startswith("split_into:"))
            return Tidied(inbox, record, next(made, None))
        policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
        return _split(inbox, asked, record, found, begin=message, later=later)

    return _again(inbox, attempt)


def move(inbox: Inbox, asked: Asked, *, conversation: str, to: str, seen: str) -> Tidied:
    """Move a conversation from its home mailbox to another one in which the asker may tidy too (A3)."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        there = replace(record, mailboxes=(to,), restricted_to=None, assignee=f"agent:{asked.agent.id}")
        if not policy.may(inbox.directory, asked.agent.id, Act.TIDY, there):
            raise NotFound("There is no such mailbox.")
        directory, actor = inbox.directory, asked.actor
        return moving.move(record, to=to, seen=seen, directory=directory, actor=actor, at=stored.at)

    done: Done = change(inbox, asked, conversation, Act.TIDY, decide)
    return Tidied(done.inbox, done.conversation)


def shown(tidied: Tidied, agent: Agent, *, comments: int) -> ConversationView:
    """The conversation as it stands after the act, for whoever did it; one round trip."""
    of, record = tidied.inbox.conversations, tidied.conversation
    newest = of.digests.message(record.last_message_id) if record.last_message_id else NONE
    wanted = Wanted(
        message=newest,
        comments=comments,
        mailboxes=whole_boxes(tidied.inbox.directory, agent.id),
        sender=of.digests.sender(record.customer),
    )
    stored = of.read(record.id, wanted)
    inbox = tidied.inbox.current(stored.directory_version)
    now = stored.conversation
    if now is None or not policy.sees(inbox.directory, agent.id, now):
        raise NotFound("This conversation does not exist.")
    seen = picture(of, inbox.directory, agent.id, now, stored)
    return conversation_view(seen, directory=inbox.directory, agent=agent.id)


def _again(inbox: Inbox, attempt: Callable[[Inbox], Tidied | None]) -> Tidied:
    for _ in range(ATTEMPTS):
        done = attempt(inbox)
        if done is not None:
            return done
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _read(inbox: Inbox, asked: Asked, names: Sequence[str]) -> Read:
    request = inbox.conversations.keys.request(asked.agent.id, asked.request)
    found = store.read(inbox.conversations, names, request=request, listed_by=inbox.directory.agents)
    if asked.fingerprint and found.request and found.request.partition(" ")[2] != asked.fingerprint:
        raise KeyReused("This request id was used for something else already. Please try again.")
    return found


def _both(inbox: Inbox, asked: Asked, one: str, other: str) -> tuple[Inbox, Read]:
    """Two conversations where their ids lead now, both seen by the asker."""
    for _ in range(MERGES):
        found = _read(inbox, asked, [one, other])
        inbox = inbox.current(found.directory_version)
        ends = [record.merged_into or record.id for record in found.records if record is not None]
        if len(ends) < 2:
            raise NotFound("This conversation does not exist.")
        if ends == [one, other]:
            for record in found.records:
                if record is None or not policy.sees(inbox.directory, asked.agent.id, record):
                    raise NotFound("This conversation does not exist.")
            return inbox, found
        one, other = ends
    raise Unavailable("This conversation was merged too often to be followed.")


def _one(inbox: Inbox, asked: Asked, conversation: str) -> tuple[Inbox, Conversation, Read]:
    for _ in range(MERGES):
        found = _read(inbox, asked, [conversation])
        inbox = inbox.current(found.directory_version)
        record = found.records[0]
        if record is None:
            break
        if record.merged_into is None:
            if not policy.sees(inbox.directory, asked.agent.id, record):
                break
            return inbox, record, found
        conversation = record.merged_into
    raise NotFound("This conversation does not exist.")


def _now(inbox: Inbox, *records: Conversation) -> int:
    """The moment of an act: not before anything that people did by the store's clock, which may go differently."""
    return max(inbox.clock(), *(record.human_act_at for record in records))


def _same(inbox: Inbox, asked: Asked, found: Read) -> Tidied:
    record = found.records[1]
    if record is None:
        raise NotFound("This conversation does not exist.")
    policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
    return Tidied(inbox, record)


def _merged(inbox: Inbox, asked: Asked, one: Conversation, other: Conversation, found: Read) -> Tidied | None:
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
    told = merging.interleaved(ours.activity, theirs.activity, one.id)
    whole = Belongings(
        (*ours.timeline, *theirs.timeline), (*ours.comments, *theirs.comments), (*told, *pair.target.events)
    )
    moved = theirs.timeline, [comment.id for comment in theirs.comments]
    joined = merging.joined(other, pair.target.after, at=at, moved=moved, stayed=ours.timeline)
    _, guard, writes = store.beside(of, one, pair.source)
    writes += store.put(of, one.id, was=theirs, now=Belongings(activity=pair.source.events))
    writes += store.put(of, other.id, was=ours, now=whole)
    writes += store.follow_mentions(of, found.listed, one.id, other.id, at)
    writes.append(store.remember(of, one.id, joined))
    return _committed(inbox, asked, other, pair.target, guard, writes)


def _unmerged(
    inbox: Inbox, asked: Asked, one: Conversation, other: Conversation, found: Read
) -> Tidied | None:
    joined, of = found.joined, inbox.conversations
    if joined is None:
        return None
    theirs, ours = found.belongings
    messages, aliases = store.facts(of, ours.timeline)
    leaving = _leaving(inbox, joined, ours.timeline, messages)
    back = tuple(m for m in ours.timeline if m.key in leaving)
    left = tuple(m for m in ours.timeline if m.key not in leaving)
    said = {c.id for c in ours.comments if c.id in joined.comments or c.anchor in leaving}
    pair = merging.unmerge(
        one,
        other,
        joined,
        timelines=(back, left),
        staying=[messages[m.key] for m in left if m.key in messages],
        directory=inbox.directory,
        actor=asked.actor,
        at=_now(inbox, one, other),
    )
    later = leaving - set(joined.messages)
    kept, gone = merging.parted(ours.activity, one.id, messages=later, comments=said - set(joined.comments))
    freed = Belongings(
        back,
        tuple(c for c in ours.comments if c.id in said),
        (*merging.interleaved(gone, theirs.activity, ""), *pair.source.events),
    )
    alone = Belongings(
        left, tuple(c for c in ours.comments if c.id not in said), (*kept, *pair.target.events)
    )
    after, guard, writes = store.beside(of, one, pair.source)
    writes += store.put(of, one.id, was=theirs, now=freed)
    writes += store.put(of, other.id, was=ours, now=alone)
    writes += store.rehome(of, [m.key for m in back], aliases, to=one.id, away=other.id)
    writes.append(store.forget(of, one.id))
    return _committed(inbox, asked, other, pair.target, guard, writes, made_id=after.id)


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
    return {*joined.messages, *merging.homeward(joined, later, ids)} & {m.key for m in timeline}


def _split(
    inbox: Inbox, asked: Asked, record: Conversation, found: Read, *, begin: str, later: bool
) -> Tidied | None:
    of, whole = inbox.conversations, found.belongings[0]
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
        at=_now(inbox, record),
    )
    kept, gone = splitting.divided(whole.activity, leaving)
    fresh, guard, writes = store.beside(of, None, begun)
    now = Belongings(leaves, tuple(halves.said), (*begun.events, *gone))
    writes += store.put(of, fresh.id, was=Belongings(), now=now)
    rest = Belongings(stays, tuple(halves.kept), (*kept, *left.events))
    writes += store.put(of, record.id, was=whole, now=rest)
    writes += store.rehome(of, [m.key for m in leaves], aliases, to=fresh.id, away=record.id)
    return _committed(inbox, asked, record, left, guard, writes, made_id=fresh.id)


def _committed(
    inbox: Inbox,
    asked: Asked,
    before: Conversation,
    made: Change,
    guard: Check,
    writes: Sequence[Write],
    *,
    made_id: str | None = None,
) -> Tidied | None:
    committed, after = inbox.conversations.commit(
        before,
        made,
        request=inbox.conversations.keys.request(asked.agent.id, asked.request),
        result=asked.fingerprint,
        checks=[guard, inbox.unchanged_directory()],
        writes=writes,
    )
    return Tidied(inbox, after, made_id) if committed.outcome is Outcome.DONE else None
