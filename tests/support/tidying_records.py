"""What the records of conversations must say after an act, told again from the rules alone (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace

from server.domain.conversation import Conversation
from server.domain.vocabulary import Standing, Status
from tests.support.tidying_model import Deed
from tests.support.tidying_world import Held, Joining, World

FIGURES = frozenset(
    [
        "message_count",
        "last_message_at",
        "last_message_id",
        "last_inbound_at",
        "last_outbound_at",
        "first_inbound_at",
        "first_response_at",
        "first_response_by",
        "waiting_since",
        "participants",
    ]
)
"""What follows from the mails."""
BY_HAND = frozenset({"version", "human_act_at", "touched"})
STANDING = frozenset(
    [
        "status",
        "closed_at",
        "closed_by",
        "cycle",
        "reopens",
        "reopen_due",
        "resolved_at",
        "settled_at",
        *("snoozed_until", "snoozed_by", "wake_on_reply"),
    ]
)
CLAIM = frozenset({"claimed_by", "claimed_at", "claimed_until"})
NOBODY: Mapping[str, object] = dict.fromkeys(CLAIM)
SETS = ("tags", "followers", "mentioned", "mailboxes", "moved_from", "participants")
"""What adds up where two become one: the target's first."""
HANDED = frozenset({"due_at", "handed_by", "handed_at"})


def check_record(held: Held, ids: Mapping[str, str], senders: Mapping[str, str]) -> None:
    """A record says of its mails what they say; one that became part of another holds nothing any more."""
    record = held.record
    if record.merged_into is not None:
        held_on = (held.mails, held.comments, held.told, record.claimed_by, record.review)
        assert not any(held_on)
        return
    assert record.message_count == len(held.mails)
    if held.mails:
        newest = max(held.mails, key=lambda key: held.mails[key])
        assert (record.last_message_at, record.last_message_id) == (held.mails[newest], ids[newest])
    assert {senders[ids[key]] for key in held.mails} <= set(record.participants)
    assert record.claimed_by is None or record.status is not Status.CLOSED


def check_records(deed: Deed, was: World, now: World, joining: Joining | None) -> None:
    """The records on both sides of an act, where it is one that puts something right."""
    if deed.name == "unmerge" and joining is not None:
        _freed(joining, now[deed.one])
        _alone(joining, was[deed.other], now[deed.other])
    elif deed.name in RULES:
        RULES[deed.name](deed, was, now)


def _merged(deed: Deed, was: World, now: World) -> None:
    source, target = was[deed.one].record, was[deed.other].record
    gone, whole = now[deed.one].record, now[deed.other].record
    assert gone == _after(source, gone, merged_into=target.id, merged_at=gone.merged_at, **NOBODY)
    for name in SETS:
        assert getattr(whole, name) == tuple(dict.fromkeys((*getattr(target, name), *getattr(source, name))))
    assert whole.fields == {**source.fields, **target.fields}
    assert whole.intended == {**source.intended, **target.intended}
    joint = {*SETS, *FIGURES, *BY_HAND, *STANDING, *CLAIM, *HANDED, "fields", "intended", "links", "cut_from"}
    _same(target, whole, but=joint | {"conflicts_with", "warned", "claim_fence"})
    both = (deed.one, deed.other)
    links = dict.fromkeys(one for one in (*target.links, *source.links) if one.partition(":")[2] not in both)
    assert whole.links == tuple(links)
    same = source.assignee is not None and source.assignee == target.assignee
    due = [one for one in (target.due_at, source.due_at if same else None) if one is not None]
    assert whole.due_at == min(due, default=None)
    assert whole.standing is _joint(source.standing, target.standing)
    _claimed(source, target, now[deed.other], set(was[deed.one].lines) | set(was[deed.other].lines))


def _joint(source: Standing, target: Standing) -> Standing:
    """Open if either is (R12); what waits or sleeps in the source does not vanish in something done."""
    if Standing.OPEN in (source, target) or target is not Standing.CLOSED:
        return Standing.OPEN if source is Standing.OPEN else target
    return Standing.OPEN if source is Standing.SNOOZED else source


def _claimed(source: Conversation, target: Conversation, held: Held, before: Collection[object]) -> None:
    """Who replies in the target goes on, else who replies in the source; whoever is left out is told."""
    holder = target if target.claimed_by is not None else source
    for name in CLAIM:
        assert getattr(held.record, name) == getattr(holder, name)
    carried = holder is source and source.claimed_by is not None
    assert held.record.claim_fence >= (max(source.claim_fence, target.claim_fence) if carried else 0)
    told = [line for line in held.lines if line.type == "claim_released" and line not in before]
    assert len(told) == (source.claimed_by not in (None, holder.claimed_by))


def _freed(joining: Joining, held: Held) -> None:
    """What is freed is what it was, but for what came since and what is confidential now."""
    source, back = joining.source.record, held.record
    came = held.mails.keys() - joining.source.mails.keys()
    loose = FIGURES | BY_HAND | CLAIM | {"cut_from", "intended", "restricted_to"}
    _same(source, back, but=loose | (STANDING if came else set()))
    assert back.claimed_by is None
    assert back.status in (source.status, Status.OPEN)
    assert set(back.intended.items()) <= set(source.intended.items())


def _alone(joining: Joining, was: Held, held: Held) -> None:
    """What stays is without what the merge had added, so far as nobody has changed that since."""
    target, after, before = joining.target.record, joining.after.record, was.record
    for name in ("tags", "followers", "mentioned", "links", "mailboxes"):
        added = set(getattr(after, name)) - set(getattr(target, name))
        left = tuple(one for one in getattr(before, name) if one not in added)
        assert getattr(held.record, name) == (left or (before.mailboxes if name == "mailboxes" else ()))
    added = after.fields.keys() - target.fields.keys()
    fields = {f: v for f, v in before.fields.items() if f not in added or after.fields[f] != v}
    assert held.record.fields == fields
    loose = FIGURES | BY_HAND | STANDING | HANDED | {*SETS, "links", "cut_from", "fields", "intended"}
    settled = CLAIM if held.record.status is Status.CLOSED else frozenset[str]()
    _same(before, held.record, but=loose | settled)
    untouched = before.human_act_at == after.human_act_at
    since = held.mails.keys() - joining.target.mails.keys()
    wanted = {target.status} if untouched else {before.status}
    assert held.record.status in (wanted | {before.status, Status.OPEN} if since else wanted)
    if before.due_at != after.due_at or after.due_at == target.due_at:
        assert held.record.due_at == before.due_at


def _split(deed: Deed, was: World, now: World) -> None:
    before, left, fresh = was[deed.one].record, now[deed.one].record, now[deed.other].record
    _same(before, left, but=FIGURES | BY_HAND | {"mentioned", "links"})
    assert left.links == (*before.links, f"split_into:{fresh.id}")
    assert fresh.links == (f"split_from:{before.id}",)
    for name in ("mailboxes", "moved_from", "assignee", "priority", "restricted_to", "held_at"):
        assert getattr(fresh, name) == getattr(before, name)
    assert (fresh.tags, fresh.followers, fresh.fields, fresh.intended) == ((), (), {}, {})
    assert (fresh.review, fresh.claimed_by, fresh.due_at, fresh.status) == (None, None, None, Status.OPEN)
    assert before.id in fresh.cut_from
    assert {*left.mentioned, *fresh.mentioned} == set(before.mentioned)


def _rejoined(deed: Deed, was: World, now: World) -> None:
    before, whole, gone = was[deed.other].record, now[deed.other].record, now[deed.one].record
    again = STANDING if whole.status is not before.status else frozenset[str]()
    _same(before, whole, but=FIGURES | BY_HAND | {"mentioned", "links", "cut_from"} | again)
    assert whole.status in (before.status, Status.OPEN)
    assert whole.links == tuple(one for one in before.links if not one.endswith(f":{gone.id}"))
    assert set(whole.mentioned) == {*before.mentioned, *was[deed.one].record.mentioned}
    assert gone.merged_into == whole.id


def _moved(deed: Deed, was: World, now: World) -> None:
    before, after = was[deed.one].record, now[deed.one].record
    _same(before, after, but=BY_HAND | {"mailboxes", "moved_from"})
    assert after.mailboxes == (deed.other, *before.mailboxes[1:])
    assert set(after.moved_from) == {*before.moved_from, before.mailboxes[0]} - {deed.other}


RULES: Mapping[str, Callable[[Deed, World, World], None]] = {
    "merge": _merged,
    "split": _split,
    "rejoin": _rejoined,
    "move": _moved,
}


def _same(one: Conversation, other: Conversation, *, but: Collection[str]) -> None:
    """Two records say the same, but for some fields."""
    names = [field.name for field in fields(Conversation) if field.name not in but]
    assert {n: getattr(other, n) for n in names} == {n: getattr(one, n) for n in names}


def _after(before: Conversation, now: Conversation, **changed: object) -> Conversation:
    return replace(before, version=now.version, **changed)  # type: ignore[arg-type]
