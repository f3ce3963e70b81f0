"""Parting mails from a conversation into one of their own, for good (PRODUCT R12, DECISIONS C6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from server.domain.absorbing import united
from server.domain.comments import EVERYONE, Comment, mentioned
from server.domain.conversation import Change, Conversation, by_hand, event
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor, Event
from server.domain.linking import linked
from server.domain.messages import Message
from server.domain.timeline import Moment, summed
from server.domain.vocabulary import Channel, Status


@dataclass(frozen=True, slots=True)
class Cut:
    """What leaves a conversation: mails by key, and comments by id."""

    messages: frozenset[str]
    comments: frozenset[str]


def cut(timeline: Sequence[Moment], comments: Sequence[Comment], *, begin: str, later: bool) -> Cut:
    """The mail `begin`, with what came later if asked for, and the comments that belong to what leaves.

    A comment belongs to the mail it is anchored to; one without an anchor goes with the later mails.
    """
    first = next((one for one in timeline if one.key == begin), None)
    if first is None:
        raise NotFound("This mail is not part of the conversation any more.")
    order = [one.key for one in sorted(timeline, key=lambda one: (one.at, one.key))]
    leaving = frozenset(order[order.index(begin) :]) if later else frozenset({begin})
    if len(leaving) == len(timeline):
        raise Invalid("At least one mail must stay. Please choose a later one.")
    said = (
        one.id
        for one in comments
        if one.anchor in leaving or (later and one.anchor is None and one.at >= first.at)
    )
    return Cut(leaving, frozenset(said))


@dataclass(frozen=True, slots=True)
class Halves:
    """Facts of the mails and the comments on both sides of a cut."""

    staying: Sequence[Message]
    leaving: Sequence[Message]
    kept: Sequence[Comment]
    said: Sequence[Comment]


def split(
    record: Conversation,
    fresh: str,
    *,
    halves: Halves,
    timelines: tuple[Sequence[Moment], Sequence[Moment]],
    actor: Actor,
    at: int,
) -> tuple[Change, Change]:
    """The conversation with what stays, and the new one (`fresh` is its id) with what leaves.

    The new one is open, belongs to the same people with the same priority, and counts its times from its own mails.
    What was said of the whole stays where it was: tags, fields, due moment, followers, draft, claim, and what is to
    happen after a reply.
    """
    stays, leaves = timelines
    messages, comments = len(leaves), len(halves.said)
    new = _begun(record, fresh, halves, actor, at)
    told = (
        event("conversation_created", actor, at, mailboxes=list(record.mailboxes)),
        event("linked", actor, at, kind="split_from", other=record.id),
    )
    left = summed(_left(record, halves, actor, at), stays)
    gone = event("split", actor, at, other=fresh, messages=messages, comments=comments)
    return Change(linked(left, "split_into", fresh), (gone,)), Change(summed(new, leaves), told)


def divided(activity: Sequence[Event], leaving: Cut) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The activity that stays and the one that leaves: what tells of mails and comments that do."""
    goes = [_tells(told, leaving.messages, leaving.comments) for told in activity]
    stays = tuple(told for told, leaves in zip(activity, goes, strict=True) if not leaves)
    return stays, tuple(told for told, leaves in zip(activity, goes, strict=True) if leaves)


def _tells(told: Event, messages: Collection[str], comments: Collection[str]) -> bool:
    return told.data.get("message") in messages or told.data.get("comment") in comments


def _begun(record: Conversation, fresh: str, halves: Halves, actor: Actor, at: int) -> Conversation:
    ordered = sorted(halves.leaving, key=lambda one: one.at)
    head = next((one for one in ordered if not one.outbound), ordered[0])
    customer = head.author.address if not head.outbound else (head.outside[0] if head.outside else "")
    new = Conversation(
        id=fresh,
        mailboxes=record.mailboxes,
        moved_from=record.moved_from,
        subject=head.subject or record.subject,
        customer=customer,
        customer_name=head.author.name if not head.outbound else "",
        participants=_parties(halves.leaving),
        assignee=record.assignee,
        priority=record.priority,
        restricted_to=record.restricted_to,
        mentioned=_named(halves.said),
        channel=Channel(head.channel),
        language=head.language,
        created_at=at,
        headed_at=head.at,
        last_message_id=ordered[-1].id or None,
        cut_from=tuple(dict.fromkeys((record.id, *record.cut_from))),
        held_at=record.held_at,
        held_by=record.held_by,
        status=Status.SPAM if record.status is Status.SPAM else Status.OPEN,
        links=(f"split_from:{record.id}",),
    )
    return by_hand(new, actor, at)


def _left(record: Conversation, halves: Halves, actor: Actor, at: int) -> Conversation:
    newest = max(halves.staying, key=lambda one: one.at)
    left = _parties(halves.staying)
    gone = set(_parties(halves.leaving)) - set(left)
    named = set(_named(halves.said)) - set(_named(halves.kept))
    return by_hand(
        record,
        actor,
        at,
        participants=tuple(p for p in record.participants if p not in gone),
        mentioned=tuple(who for who in record.mentioned if who not in named),
        last_message_id=newest.id or None,
    )


def _parties(messages: Sequence[Message]) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    for message in sorted(messages, key=lambda one: one.at):
        found = united(found, message.outside)
    return found


def _named(comments: Sequence[Comment]) -> tuple[str, ...]:
    who = (one for comment in comments for one in mentioned(comment.mentions) if one != EVERYONE)
    return tuple(dict.fromkeys(who))
