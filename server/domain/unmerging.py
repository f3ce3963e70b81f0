"""Making two conversations of one that was merged: what becomes of their records (PRODUCT R12, DECISIONS C9)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from server.domain import claims
from server.domain.absorbing import united
from server.domain.arrival import reopened
from server.domain.conversation import Change, Conversation, by_hand, event
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.lifecycle import wake
from server.domain.merging import Joined, Pair
from server.domain.messages import Message
from server.domain.restricting import fitting
from server.domain.timeline import Mark, Moment, summed
from server.domain.vocabulary import Standing, Status
from server.domain.workspace import Directory


def unmerge(
    source: Conversation,
    target: Conversation,
    done: Joined,
    *,
    timelines: tuple[Sequence[Moment], Sequence[Moment]],
    returning: Collection[Message],
    staying: Collection[Message],
    since: bool,
    directory: Directory,
    actor: Actor,
    at: int,
) -> Pair:
    """Part them again; `timelines` are the mails of source and target from now on, with their facts.

    What was made confidential meanwhile stays so on both sides; an assignee who may no longer is none. What a
    customer wrote since is not answered by what was settled before: that side is open. Invalid where what came or was
    said `since` would go back to a mailbox in which it never was (A3).
    """
    back, left = timelines
    if since and not set(source.mailboxes).issubset(target.mailboxes):
        raise Invalid(
            "It has come to another mailbox since, and what was written there would be read by more people."
        )
    newest = max(returning, key=lambda message: message.at, default=None)
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
        participants=united(source.participants, [p for message in returning for p in message.outside]),
        last_message_id=(newest.id or None) if newest else source.last_message_id,
        intended={who: source.intended[who] for who in _still_intended(source, target, done)},
    )
    told = event("unmerged", actor, at, other=target.id)
    ready = _written_to(
        Change(summed(freed, back), (told,)),
        source,
        back,
        done.messages,
        target.settled_at,
        actor=actor,
        at=at,
    )
    alone = summed(by_hand(_parted(source, target, done, staying), actor, at), left)
    gone = event("unmerged", actor, at, other=source.id, messages=len(back))
    other = _written_to(
        Change(alone, (gone,)), target, left, done.stayed, target.settled_at, actor=actor, at=at
    )
    if other.after.status is Status.CLOSED:
        other = claims.ended(other, reason="close", actor=actor, at=at)
    return Pair(fitting(ready, directory, actor, at), fitting(other, directory, actor, at))


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


def _written_to(
    change: Change,
    before: Conversation,
    mails: Sequence[Moment],
    known: Collection[str],
    settled: int,
    *,
    actor: Actor,
    at: int,
) -> Change:
    """The change; where a customer has written since the merge and nobody has dealt with it, it is open again."""
    answered = max([settled, *(m.at for m in mails if m.mark is Mark.TEAM)])
    new = (m.at for m in mails if m.mark is Mark.CUSTOMER and m.key not in known)
    since = [one for one in new if one > answered and one >= before.human_act_at]
    after = change.after
    if not since or after.standing is Standing.OPEN:
        return change
    if after.standing is Standing.SNOOZED:
        opened = wake(after, actor=actor, at=at, reason="reply") if after.wake_on_reply else Change(after)
    else:
        opened = reopened(replace(after, reopen_due=at), actor=actor, at=at, keeps_assignee=True)
    return Change(opened.after, (*change.events, *opened.events))


def _parted(
    source: Conversation, target: Conversation, done: Joined, staying: Collection[Message]
) -> Conversation:
    """The target without what the merge had added and nobody has taken up since."""
    seen = {party for message in staying for party in message.outside}
    newest = max(staying, key=lambda message: message.at, default=None)
    fields = {f: v for f, v in target.fields.items() if f not in done.fields or source.fields.get(f) != v}
    handed = done.handed or {} if target.due_at == source.due_at else {}
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
        intended={w: v for w, v in target.intended.items() if w not in _still_intended(source, target, done)},
        **handed,  # type: ignore[arg-type]
        **standing,  # type: ignore[arg-type]
    )


def _still_intended(source: Conversation, target: Conversation, done: Joined) -> frozenset[str]:
    """Whose choice for after their reply came with the source, and was neither carried out nor changed since."""
    kept = (who for who in done.intended if who in source.intended)
    return frozenset(who for who in kept if target.intended.get(who) == source.intended[who])


def _without(now: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in now if one not in added)
