"""Taking back one's own last act on a conversation, for as long as nobody has changed what it left (DECISIONS C9).

What an act left is remembered for 30 seconds and no longer: events cannot tell all of it (since when a customer
waited, when it was to wake). Tags and values of custom fields, which may be about people, stay in the events alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from server.domain import claims, policy
from server.domain.conversation import Change, Conversation, by_hand, event, expect
from server.domain.errors import Invalid
from server.domain.events import Actor, Event
from server.domain.restricting import is_seen_by_more
from server.domain.vocabulary import Act, Priority, Standing, Status
from server.domain.workspace import Directory

WINDOW_MS = 30_000
"""How long an act can be taken back (PRODUCT 3.2)."""
UNDOABLE = frozenset(
    {Act.TAKE, Act.ASSIGN, Act.STATUS, Act.SNOOZE, Act.PRIORITY, Act.TAG, Act.FIELD}
    | {Act.SPAM, Act.BLOCK, Act.TIDY}
)

_GUARDED = {
    "assignee": "assignee",
    "due_at": "assignee",
    "handed_at": "assignee",
    "handed_by": "assignee",
    "status": "status",
    "snoozed_until": "status",
    "wake_on_reply": "status",
    "priority": "priority",
    "mailboxes": "mailbox",
    "moved_from": "mailbox",
    "restricted_to": "restricted_to",
}
"""What must still be as the act left it -> the field that a conflict names."""
_DERIVED = (
    "snoozed_by",
    "closed_at",
    "closed_by",
    "waiting_since",
    "resolved_at",
    "settled_at",
    "cycle",
    "reopen_due",
)
"""What comes along, where nothing else has moved it meanwhile."""
_KINDS: Mapping[str, type] = {"status": Status, "priority": Priority}
_TAGGED = frozenset({"tag_added", "tag_removed"})
_SEEN_BY = frozenset({"mailboxes", "restricted_to"})
_SAID = frozenset(
    {
        *("comment_added", "comment_edited", "review_asked", "review_edited", "field_changed", "tag_added"),
        *("merged", "visibility_changed"),
    }
)
"""What is said to those who see it at that moment, besides mail."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one act of one agent changed: name -> (before, after); `fields` are custom fields by id.

    `acts` are the rights that it took, `messages` how many messages there were; `tags` says whether it changed
    any. A merge and a split are known by the conversation that they `joined` or `parted`; of a link `linked` is
    the other conversation with the kind before and the kind after, "" for no link.
    """

    at: int
    acts: tuple[Act, ...]
    messages: int
    changed: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    tags: bool = False
    fields: tuple[str, ...] = ()
    joined: str | None = None
    parted: str | None = None
    linked: tuple[str, ...] = ()


def remembered(
    before: Conversation, after: Conversation, *, acts: Sequence[Act], at: int
) -> Remembered | None:
    """What has to be kept to take an act back; None where nothing of it can be."""
    names = (*_GUARDED, *_DERIVED)
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    tags = set(before.tags) != set(after.tags)
    known = sorted({*before.fields, *after.fields})
    fields = tuple(f for f in known if before.fields.get(f, "") != after.fields.get(f, ""))
    listed = Act.BLOCK in acts  # on the mailbox's list, whatever became of the record
    if not (changed or tags or fields or listed):
        return None
    return Remembered(at, tuple(acts), before.message_count, changed, tags, fields)


def undo(
    conversation: Conversation,
    *,
    kept: Remembered,
    activity: Sequence[Event],
    directory: Directory,
    actor: Actor,
    at: int,
) -> Change:
    """The conversation as it was before the act, where all that the act changed still is as it left it.

    Raises Conflict or Invalid saying what has changed meanwhile, or that more people would read what has been said
    meanwhile (A3); and Forbidden where the right to it is gone.
    """
    for act in kept.acts:
        policy.require(directory, actor.id or "", act, conversation)
    for name, named in _GUARDED.items():
        if name in kept.changed and getattr(conversation, name) != kept.changed[name][1]:
            expect(named, seen=kept.changed[name][1], current=getattr(conversation, name))
    _check_standing(conversation, kept)
    values = dict(_earlier(conversation, kept, activity, actor))
    found = dict(_restored(conversation, kept))
    tags = _tags(conversation, kept, activity, actor)
    after = by_hand(conversation, actor, at, tags=tags, **found)
    after = replace(after, fields={f: v for f, v in ({**after.fields, **values}).items() if v})
    if "mailboxes" in kept.changed:
        policy.require(directory, actor.id or "", Act.TIDY, after)
    _check_assignee(directory, kept, after)
    _check_answered(conversation, kept, after)
    if _SEEN_BY & kept.changed.keys() and _is_said_since(conversation, kept, activity, actor):
        _check_readers(directory, conversation, after)
    told: dict[str, object] = {"what": sorted({*found.keys() & _GUARDED.keys()})}
    told |= {name: found[name] for name in ("assignee", "status") if name in found}
    made = Change(after, (event("undone", actor, at, **told),))
    settled = after.status in (Status.CLOSED, Status.SPAM)
    return claims.ended(made, reason="close", actor=actor, at=at) if settled else made


def _restored(conversation: Conversation, kept: Remembered) -> Iterator[tuple[str, object]]:
    for name, (before, after) in kept.changed.items():
        moved = getattr(conversation, name) != after
        answered = name == "waiting_since" and conversation.message_count != kept.messages
        if name in _GUARDED or not (moved or answered):
            kind = _KINDS.get(name)
            yield name, kind(before) if kind else before


def _tags(
    conversation: Conversation, kept: Remembered, activity: Sequence[Event], actor: Actor
) -> tuple[str, ...]:
    """The tags without those that the act put on, and with those it took off, at the end."""
    if not kept.tags:
        return conversation.tags
    told = [e for e in activity if _own(e, kept, actor) and e.type in _TAGGED and "tag" in e.data]
    if not told:
        raise Invalid("This cannot be undone any more.")
    first = {str(e.data["tag"]): e.type for e in reversed(told)}
    last = {str(e.data["tag"]): e.type for e in told}
    on = [tag for tag, kind in last.items() if kind == first[tag] == "tag_added"]
    off = [tag for tag, kind in last.items() if kind == first[tag] == "tag_removed"]
    gone = [tag for tag in on if tag not in conversation.tags]
    back = [tag for tag in off if tag in conversation.tags]
    if gone or back:
        raise Invalid("The tag “%(tag)s” has been changed meanwhile.", tag=(gone + back)[0])
    return (*(tag for tag in conversation.tags if tag not in on), *off)


def _earlier(
    conversation: Conversation, kept: Remembered, activity: Sequence[Event], actor: Actor
) -> Iterator[tuple[str, str]]:
    """Custom field -> its value before the act, as the act's own event tells."""
    for name in kept.fields:
        told = next((e for e in reversed(activity) if _sets(e, name, kept, actor)), None)
        if told is None or "to" not in told.data:
            raise Invalid("This cannot be undone any more.")
        expect(f"field:{name}", seen=told.data["to"], current=conversation.fields.get(name, ""))
        yield name, str(told.data.get("before") or "")


def _sets(told: Event, name: str, kept: Remembered, actor: Actor) -> bool:
    return _own(told, kept, actor) and told.type == "field_changed" and told.data.get("field") == name


def _own(told: Event, kept: Remembered, actor: Actor) -> bool:
    return told.at == kept.at and told.by == actor.party


def _check_standing(conversation: Conversation, kept: Remembered) -> None:
    """Refuse where a status was left that sleeps by now, or a sleep ended in what has another status by now."""
    now = conversation.standing
    if "status" in kept.changed and "snoozed_until" not in kept.changed and now is Standing.SNOOZED:
        expect("status", seen=kept.changed["status"][1], current=now)
    if "snoozed_until" in kept.changed and "status" not in kept.changed and now is not Standing.SNOOZED:
        expect("status", seen=Standing.OPEN, current=now)


def _check_answered(conversation: Conversation, kept: Remembered, after: Conversation) -> None:
    """Refuse to settle again, or to let wait or sleep, what a customer has written to since."""
    written = conversation.message_count != kept.messages and conversation.waiting_since is not None
    if written and conversation.standing is Standing.OPEN and after.standing is not Standing.OPEN:
        raise Invalid("This cannot be undone any more.")


def _is_said_since(
    conversation: Conversation, kept: Remembered, activity: Sequence[Event], actor: Actor
) -> bool:
    """Whether anything was said, or came in, after the act; the activity stands in the order of commits."""
    own = [place for place, told in enumerate(activity) if _own(told, kept, actor)]
    since = activity[own[-1] + 1 :] if own else activity
    return conversation.message_count != kept.messages or any(told.type in _SAID for told in since)


def _check_readers(directory: Directory, now: Conversation, after: Conversation) -> None:
    if is_seen_by_more(directory, now, after):
        raise Invalid(
            "Something has been said here since, and more people would read it. Please change it by hand."
        )


def _check_assignee(directory: Directory, kept: Remembered, after: Conversation) -> None:
    who = after.assignee
    if "assignee" not in kept.changed or who is None or policy.may_be_assigned(directory, who, after):
        return
    raise Invalid("%(who)s cannot be assignee here any more.", who=directory.name_of(who))
