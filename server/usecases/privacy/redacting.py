"""One conversation without a person: what is to be written, and how much that is by kind (R16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from server.domain.conversation import Conversation
from server.domain.drafts import Draft
from server.domain.erasing import Eraser, Replace
from server.domain.events import Event
from server.domain.interleaving import origins
from server.store.erasing import Redacted
from server.store.purging import Contents

KINDS = ("conversations", "messages", "comments", "events", "fields", "subjects")


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to become of one conversation: record, contents, how much changes by kind, and the event that tells.

    There is nothing to do where the counts are empty.
    """

    after: Conversation
    redacted: Redacted
    counts: Mapping[str, int]
    told: str = ""


def plan(eraser: Eraser, record: Conversation, contents: Contents, at: int) -> Planned:
    """What an erasure makes of a conversation; one of theirs that became part of it is theirs still."""
    own, part = eraser.owns(record), _part(eraser, contents)
    said = eraser.replacing(record, joined=bool(part.came_with))
    theirs = [one for one in contents.messages if eraser.wrote(one)]
    keys, written = {one.key for one in theirs}, {one.id for one in theirs}
    after = eraser.record(record, written=written, at=at)
    kept = {name: text for name, text in after.fields.items() if record.fields[name] != part.fields.get(name)}
    after = replace(after, fields=kept)
    if contents.draft is not None and (own or names_in(contents.draft, said)):
        after = replace(after, review=None)  # nobody would send what is left of such a text
    comments = [eraser.comment(one, said) for one in contents.comments]
    messages = [
        eraser.message(one, said=said, own=own or one.key in part.messages, written=written)
        for one in contents.messages
    ]
    activity = [
        eraser.event(one, said=said, own=own or part.tells(one), keys=keys) for one in contents.activity
    ]
    changed = {
        "messages": _moved(contents.messages, messages),
        "comments": _moved(contents.comments, comments),
        "events": _moved(contents.activity, activity),
        "fields": sum(after.fields.get(name) != value for name, value in record.fields.items()),
        "subjects": int(after.subject != record.subject),
    }
    changed = {kind: count for kind, count in changed.items() if count}
    if changed or after != record:
        changed["conversations"] = 1
    new = Redacted(
        tuple(new for old, new in zip(contents.comments, comments, strict=True) if new != old),
        tuple(new for old, new in zip(contents.messages, messages, strict=True) if new != old),
        tuple(activity),
        was=contents.comments,
        said=tuple(comments),
    )
    return Planned(after, new, changed, "erased")


@dataclass(frozen=True, slots=True)
class _Part:
    """What came with those that were the person's (by id): keys of mails, custom fields as they said them there."""

    came_with: frozenset[str]
    messages: frozenset[str]
    fields: Mapping[str, str]

    def tells(self, told: Event) -> bool:
        """Whether an event came with them."""
        return not self.came_with.isdisjoint(origins(told))


def _part(eraser: Eraser, contents: Contents) -> _Part:
    part = _Part(frozenset(one.id for one in contents.absorbed if eraser.owns(one)), frozenset(), {})
    told = [one for one in contents.activity if part.tells(one)]
    set_to = {str(one.data["field"]): str(one.data.get("to")) for one in told if one.type == "field_changed"}
    return replace(
        part,
        messages=frozenset(str(one.data["message"]) for one in told if "message" in one.data),
        fields=set_to,
    )


def names_in(draft: Draft, said: Replace) -> bool:
    """Whether a draft names whoever `said` replaces."""
    return any(said(text) != text for text in (draft.text, draft.proposal))


def _moved(before: Sequence[object], after: Sequence[object]) -> int:
    return sum(new != old for old, new in zip(before, after, strict=True))
