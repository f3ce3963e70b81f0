"""Making two conversations one: what becomes of their records (PRODUCT R12, DECISIONS C9).

Messages, comments and activity change their place, never their author or time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from server.domain import claims, policy
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Invalid
from server.domain.events import Actor, Event
from server.domain.threads import MESSAGES
from server.domain.timeline import Moment, summed
from server.domain.uniting import HANDED, united_records
from server.domain.vocabulary import Standing, Status
from server.domain.workspace import Directory

UNDO_MS = 30 * 86_400_000
"""How long a merge can be undone, in ms."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What one merge moved and added, by ids, so that it can be undone; `standing` is the target's before it.

    `told` are the agents who were told of a mention in the source, `heard` those who were of one in the target.
    """

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
    handed: Mapping[str, object] | None = None
    intended: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


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
    after = summed(united_records(source, target, actor, at), timeline)
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


def rejoin(
    source: Conversation, target: Conversation, *, timeline: Sequence[Moment], actor: Actor, at: int
) -> Pair:
    """Take back a split of just now: the part that was split off goes back, as if it had never left.

    Where the rest was settled or laid aside since, nobody has dealt with what comes back: then it is open. Invalid
    where the whole has come to another mailbox meanwhile: more people would read the part (A3).
    """
    refuse_merge(source, target)
    if not set(target.mailboxes).issubset(source.mailboxes):
        raise Invalid(
            "The rest is in another mailbox by now. Please merge them instead: that says who would read it."
        )
    laid_aside = target.settled_at if target.status is Status.CLOSED else target.human_act_at
    since = target.standing is not Standing.OPEN and laid_aside > source.created_at
    stood = _values(target, HANDED if since else (*_STANDING, *HANDED))
    whole = replace(united_records(source, target, actor, at), **stood)  # type: ignore[arg-type]
    made = Change(summed(whole, timeline), (event("undone", actor, at, what=["split"]),))
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

    standing = _values(target, _STANDING) if _stands(target) != _stands(after) else None
    handed = _values(target, HANDED) if _values(target, HANDED) != _values(after, HANDED) else None
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
        handed=handed,
        intended=added("intended"),
    )


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


def _values(record: Conversation, names: Sequence[str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def _circle(record: Conversation) -> frozenset[str] | None:
    return None if record.restricted_to is None else frozenset(record.restricted_to)
