"""Making two conversations one, and two again: what becomes of records and activity (PRODUCT R12, DECISIONS C9).

Messages, comments and activity change their place, never their author or time. Each line of activity that moves
remembers where it came from, so that it finds its way back whatever was erased or purged meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import merge as merge_sorted

from server.domain import claims, policy
from server.domain.absorbing import united
from server.domain.conversation import Change, Conversation, by_hand, event
from server.domain.errors import Invalid
from server.domain.events import Actor, Event
from server.domain.labels import TAGS
from server.domain.lifecycle import AWAKE
from server.domain.messages import Message
from server.domain.restricting import fitting
from server.domain.threads import MESSAGES
from server.domain.timeline import Moment, summed
from server.domain.vocabulary import Standing, Status
from server.domain.workspace import Directory

UNDO_MS = 30 * 86_400_000
"""How long a merge can be undone, in ms."""
ORIGIN = "of"
"""The fact of an event that names the conversation it was moved from; the way back where it moved twice."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What one merge moved and added, by ids, so that it can be undone; `standing` is the target's before it."""

    target: str
    at: int
    messages: tuple[str, ...]
    stayed: tuple[str, ...]
    comments: tuple[str, ...]
    tags: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    cut_from: tuple[str, ...] = ()
    standing: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The two changes of a merge or of its undoing."""

    source: Change
    target: Change


def refuse_merge(source: Conversation, target: Conversation) -> None:
    """Refuse to merge what does not belong together: no common mailbox, other readers, spam, too much (R12, D5)."""
    if set(source.mailboxes).isdisjoint(target.mailboxes):
        raise Invalid("Only conversations of the same mailbox can be merged.")
    if _circle(source) != _circle(target):
        raise Invalid("Both must be visible to the same people before they can be merged.")
    if Status.SPAM in (source.status, target.status):
        raise Invalid("Spam cannot be merged. Please say first that it is no spam.")
    if not (source.takes_mail and target.takes_mail):
        raise Invalid("One of them has been erased and stays as it is.")
    if source.review is not None:
        raise Invalid("There is a draft in the one that would go. Please send or discard it first.")
    if source.message_count + target.message_count > MESSAGES:
        raise Invalid(
            "Together they would have more than %(limit)s mails. Please link them instead.", limit=MESSAGES
        )


def merge(
    source: Conversation,
    target: Conversation,
    *,
    timeline: Sequence[Moment],
    directory: Directory,
    actor: Actor,
    at: int,
    counts: tuple[int, int],
) -> Pair:
    """Make the source part of the target; `timeline` are the mails of both, `counts` the mails and comments moved."""
    refuse_merge(source, target)
    messages, comments = counts
    after = summed(_united(source, target, actor, at), timeline)
    told: list[Event] = [
        event(
            "merged",
            actor,
            at,
            source=source.id,
            messages=messages,
            comments=comments,
            **_standing_told(target, after),
        )
    ]
    made = _with_claim(Change(after, tuple(told)), source, directory, actor, at)
    gone = replace(source, merged_into=target.id, merged_at=at, **claims.NOBODY)  # type: ignore[arg-type]
    return Pair(Change(gone, (event("merged_into", actor, at, target=target.id),)), made)


def joined(
    target: Conversation,
    after: Conversation,
    *,
    at: int,
    moved: tuple[Sequence[Moment], Sequence[str]],
    stayed: Sequence[Moment],
) -> Joined:
    """What the merge that made `after` of the target is to remember; `moved` are mails and comment ids."""
    moments, comments = moved

    def added(name: str) -> tuple[str, ...]:
        return tuple(one for one in getattr(after, name) if one not in getattr(target, name))

    standing = (
        {name: getattr(target, name) for name in _STANDING} if _stands(target) != _stands(after) else None
    )
    return Joined(
        target=target.id,
        at=at,
        messages=tuple(one.key for one in moments),
        stayed=tuple(one.key for one in stayed),
        comments=tuple(comments),
        tags=added("tags"),
        fields=added("fields"),
        followers=added("followers"),
        mentioned=added("mentioned"),
        mailboxes=added("mailboxes"),
        links=added("links"),
        cut_from=added("cut_from"),
        standing=standing,
    )


def unmerge(
    source: Conversation,
    target: Conversation,
    done: Joined,
    *,
    timelines: tuple[Sequence[Moment], Sequence[Moment]],
    staying: Collection[Message],
    directory: Directory,
    actor: Actor,
    at: int,
) -> Pair:
    """Part them again; `timelines` are the mails of source and target from now on, `staying` those of the target.

    What was made confidential meanwhile stays so on both sides; an assignee who may no longer is none.
    """
    back, left = timelines
    apart = (
        tuple(dict.fromkeys((*source.cut_from, target.id)))
        if source.created_at >= target.created_at
        else source.cut_from
    )
    freed = by_hand(
        source,
        actor,
        at,
        merged_into=None,
        merged_at=None,
        cut_from=apart,
        restricted_to=target.restricted_to,
    )
    told = event("unmerged", actor, at, other=target.id)
    fit = fitting(Change(summed(freed, back), (told,)), directory, actor, at)
    alone = summed(by_hand(_parted(source, target, done, staying), actor, at), left)
    gone = event("unmerged", actor, at, other=source.id, messages=len(back))
    return Pair(fit, fitting(Change(alone, (gone,)), directory, actor, at))


def homeward(done: Joined, later: Sequence[Message], key_of: Mapping[str, str]) -> tuple[str, ...]:
    """Which mails that came after the merge go back with the source: those that answer its mails, nearest first.

    `later` stand in the order of their times; `key_of` are the keys of the ids that they refer to.
    """
    theirs, ours = set(done.messages), set(done.stayed)
    found = []
    for message in later:
        known = (key_of.get(one) for one in (*message.in_reply_to, *message.references))
        nearest = next((key for key in known if key in theirs or key in ours), None)
        (theirs if nearest in theirs else ours).add(message.key)
        if nearest in theirs:
            found.append(message.key)
    return tuple(found)


def interleaved(kept: Sequence[Event], moved: Sequence[Event], source: str) -> tuple[Event, ...]:
    """Two activities as one in the order of time; what moves says where it came from.

    Each keeps its own order: mail that was noticed late stands where it was noticed.
    """
    marked = [_with_origin(told, f"{source} {told.data.get(ORIGIN, '')}".strip()) for told in moved]
    return tuple(told for _, told in merge_sorted(_dated(kept), _dated(marked), key=lambda dated: dated[0]))


def _dated(activity: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    latest = 0
    for told in activity:
        latest = max(latest, told.at)
        yield latest, told


def parted(
    activity: Sequence[Event], source: str, *, messages: Collection[str], comments: Collection[str]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The activity that stays and the one that goes back to the source, later events of its mails included."""
    stays, goes = list[Event](), list[Event]()
    for told in activity:
        first, _, rest = str(told.data.get(ORIGIN, "")).partition(" ")
        if first == source:
            goes.append(_with_origin(told, rest))
        elif not first and about(told, messages=messages, comments=comments):
            goes.append(told)
        else:
            stays.append(told)
    return tuple(stays), tuple(goes)


def about(told: Event, *, messages: Collection[str], comments: Collection[str]) -> bool:
    """Whether an event tells of one of these mails or comments."""
    return told.data.get("message") in messages or told.data.get("comment") in comments


def _with_origin(told: Event, origin: str) -> Event:
    data = {name: value for name, value in told.data.items() if name != ORIGIN}
    return replace(told, data=data | ({ORIGIN: origin} if origin else {}))


_STANDING = (
    "status",
    "snoozed_until",
    "snoozed_by",
    "wake_on_reply",
    "closed_at",
    "closed_by",
    "cycle",
    "settled_at",
)


def _united(source: Conversation, target: Conversation, actor: Actor, at: int) -> Conversation:
    """The target with what the source adds: the target wins where only one can hold."""
    fields = {**source.fields, **target.fields}
    cut_from = (one for one in (*target.cut_from, *source.cut_from) if one not in (source.id, target.id))
    links = (
        one for one in (*target.links, *source.links) if one.partition(":")[2] not in (source.id, target.id)
    )
    conflicts = tuple(one for one in target.conflicts_with if one != source.id)
    return by_hand(
        target,
        actor,
        at,
        mailboxes=tuple(dict.fromkeys((*target.mailboxes, *source.mailboxes))),
        moved_from=tuple(dict.fromkeys((*target.moved_from, *source.moved_from))),
        participants=united(target.participants, source.participants),
        tags=tuple(dict.fromkeys((*target.tags, *source.tags)))[:TAGS],
        followers=tuple(dict.fromkeys((*target.followers, *source.followers))),
        mentioned=tuple(dict.fromkeys((*target.mentioned, *source.mentioned))),
        fields=fields,
        links=tuple(dict.fromkeys(links)),
        cut_from=tuple(dict.fromkeys(cut_from)),
        conflicts_with=conflicts,
        last_message_id=_newest(source, target),
        held_at=target.held_at or source.held_at,
        held_by=target.held_by or source.held_by,
        purged_at=target.purged_at if source.purged_at is not None else None,
        **_joint_standing(source, target),
    )


def _newest(source: Conversation, target: Conversation) -> str | None:
    newer = source if source.last_message_at > target.last_message_at else target
    return newer.last_message_id


def _joint_standing(source: Conversation, target: Conversation) -> dict[str, object]:
    """Open if either is (R12); what waits or sleeps in the source does not vanish in something done."""
    wanted = target.standing
    if source.standing is Standing.OPEN:
        wanted = Standing.OPEN
    elif wanted is Standing.CLOSED and source.standing is not Standing.CLOSED:
        wanted = Standing.PENDING if source.standing is Standing.PENDING else Standing.OPEN
    settled = max(source.settled_at, target.settled_at)
    waits = [since for since in (source.waiting_since, target.waiting_since) if since is not None]
    settled = min(settled, min(waits) - 1) if waits else settled
    if wanted is target.standing:
        return {"settled_at": settled}
    fields: dict[str, object] = {"status": Status(wanted), "settled_at": settled, "reopen_due": None, **AWAKE}
    if target.status is Status.CLOSED:
        fields |= {"closed_at": None, "closed_by": None, "cycle": target.cycle + 1}
    return fields


def _standing_told(before: Conversation, after: Conversation) -> dict[str, object]:
    if before.standing is after.standing:
        return {}
    return {"to": after.standing.value, "before": before.standing.value}


def _stands(record: Conversation) -> tuple[object, ...]:
    return record.standing, record.snoozed_until


def _with_claim(made: Change, source: Conversation, directory: Directory, actor: Actor, at: int) -> Change:
    """Who is replying to the source goes on replying, unless somebody already does, or may not."""
    holder = source.claimant(at)
    after = made.after
    if holder is None:
        return made
    if after.claimant(at) is None and policy.may_be_assigned(directory, f"agent:{holder}", after):
        held = {name: getattr(source, name) for name in claims.NOBODY}
        fence = max(source.claim_fence, after.claim_fence) + 1
        return replace(made, after=replace(after, claim_fence=fence, **held))
    if holder == after.claimant(at):
        return made
    told = event("claim_released", actor, at, by="override", who=f"agent:{holder}")
    return replace(made, events=(*made.events, told))


def _parted(
    source: Conversation, target: Conversation, done: Joined, staying: Collection[Message]
) -> Conversation:
    """The target without what the merge had added and nobody has taken up since."""
    seen = {party for message in staying for party in message.outside}
    newest = max(staying, key=lambda message: message.at, default=None)
    fields = {f: v for f, v in target.fields.items() if f not in done.fields or source.fields.get(f) != v}
    fresh = done.standing is not None and target.human_act_at <= done.at
    standing = (
        {**(done.standing or {}), "status": Status(str((done.standing or {})["status"]))} if fresh else {}
    )
    return replace(
        target,
        participants=tuple(p for p in target.participants if p not in source.participants or p in seen),
        tags=_without(target.tags, done.tags),
        fields=fields,
        followers=_without(target.followers, done.followers),
        mentioned=_without(target.mentioned, done.mentioned),
        mailboxes=_without(target.mailboxes, done.mailboxes) or target.mailboxes,
        links=_without(target.links, done.links),
        cut_from=_without(target.cut_from, done.cut_from)
        + ((source.id,) if source.created_at < target.created_at else ()),
        last_message_id=(newest.id or None) if newest else None,
        **standing,  # type: ignore[arg-type]
    )


def _without(now: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in now if one not in added)


def _circle(record: Conversation) -> frozenset[str] | None:
    return None if record.restricted_to is None else frozenset(record.restricted_to)
