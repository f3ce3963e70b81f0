"""Tags that a team agrees on; conversations carry their names, so a change is carried through them too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from server.domain.administering import (
    OPERATOR,
    Matter,
    require,
    require_catalogue,
)
from server.domain.auditlog import Audited
from server.domain.catalogue import Tag
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.labels import tag_name
from server.domain.requerying import with_tag
from server.domain.workspace import Directory
from server.store.commit import Write
from server.store.rework import Task, task_writes, tasks
from server.usecases import audit
from server.usecases.checking import checked_text, refuse_taken
from server.usecases.inbox import Inbox
from server.usecases.lists import number, union
from server.usecases.settings.entries import added, changed, deleted
from server.usecases.settings.places import checked_places, concerning, known_to, open_to, reaching
from server.usecases.settings.requerying import requery
from server.usecases.settings.reworking import BATCH, carrying, lists_of, rework

RECENT = 100
"""Tags in use, agreed or not, that are looked at per mailbox: those put last."""


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag and how many conversations carry it; one that nobody agreed on has no record."""

    name: str
    count: int
    tag: Tag | None = None


def tags_of(inbox: Inbox, actor: Actor) -> tuple[TagUse, ...]:
    """The tags of the mailboxes whose settings the actor may open, agreed ones first, with their use.

    Two round trips: what is in use where, and then each tag counted in those lists alone.
    """
    boxes = open_to(inbox.directory, actor)
    keys, store = inbox.conversations.keys, inbox.conversations.store
    agreed = {tag.name: tag for tag in concerning(inbox.directory.tags.values(), inbox.directory, actor)}
    known = {tag.name for tag in inbox.directory.tags.values()}
    recent = [("ZRANGE", keys.mailbox_index(box, "tags"), 0, RECENT - 1, "REV") for box in boxes]
    filled = [("EXISTS", name) for tag in agreed for name in lists_of(inbox, f"tag:{tag}", boxes)]
    replies = store.read([*recent, *filled])
    used, exists = replies[: len(boxes)], iter(replies[len(boxes) :])
    where = {tag: [box for box in boxes if next(exists)] for tag in agreed}
    free = sorted({name for names in used for name in names} - known)
    where |= {name: [b for b, names in zip(boxes, used, strict=True) if name in names] for name in free}
    counts = _counted(inbox, where)
    uses = [TagUse(name, counts.get(name, 0), agreed.get(name)) for name in (*sorted(agreed), *free)]
    return tuple(one for one in uses if one.tag or one.count)


def _counted(inbox: Inbox, where: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Tag -> how many conversations carry it, of the mailboxes named with it; in one round trip."""
    names = [tag for tag, boxes in where.items() if boxes]
    commands = [union(list(lists_of(inbox, f"tag:{tag}", where[tag]))) for tag in names]
    return dict(zip(names, map(number, inbox.conversations.store.read(commands)), strict=True))


def tag_of(inbox: Inbox, tag: str, *, actor: Actor = OPERATOR) -> Tag:
    """One agreed tag; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.tags.get(tag))


def create_tag(inbox: Inbox, tag: Tag, *, actor: Actor = OPERATOR) -> Tag:
    """Agree on a tag; conversations that carry its name already carry it from now on."""
    return added(inbox, tag, lambda directory, new: _checked(inbox, directory, new), actor=actor)


def change_tag(inbox: Inbox, after: Tag, *, actor: Actor = OPERATOR, seen: str = "") -> Tag:
    """Change a tag; a new name is carried through the conversations that have the old one."""
    before = tag_of(inbox, after.id, actor=actor)
    task = Task(f"tag:{before.name}", tag_name(after.name), reaching(before.mailboxes, inbox.directory))
    renamed = task.to != before.name

    def checked(directory: Directory, new: Tag) -> Tag:
        return _checked(inbox, directory, new)

    also = list(_replacing(inbox, task)) if renamed else []
    fresh, tag = changed(inbox, before, after, checked, actor=actor, seen=seen, also=also)
    if renamed:
        _follow(fresh, task, actor)
    rework(fresh, limit=BATCH)
    return tag


def tag_use(inbox: Inbox, name: str, *, actor: Actor = OPERATOR) -> int:
    """How many conversations renaming, merging or deleting a tag would change."""
    return carrying(inbox, f"tag:{name}", _scope(inbox.directory, actor, name))


def merge_tag(inbox: Inbox, name: str, into: Tag, *, actor: Actor = OPERATOR, seen: str = "") -> int:
    """Let conversations with the tag `name`, agreed or not, carry `into` instead; how many there were."""
    if name == into.name:
        raise Invalid("A tag cannot be merged with itself.")
    if into.id not in inbox.directory.tags:
        raise NotFound("There is no such tag.")
    return _replaced(inbox, name, into.name, actor, seen)


def delete_tag(inbox: Inbox, name: str, *, actor: Actor = OPERATOR, seen: str = "") -> int:
    """Take a tag, agreed or not, off all conversations; how many there were."""
    return _replaced(inbox, name, None, actor, seen)


def _replaced(inbox: Inbox, name: str, to: str | None, actor: Actor, seen: str) -> int:
    known = next((tag for tag in inbox.directory.tags.values() if tag.name == name), None)
    task = Task(f"tag:{name}", to, tuple(_scope(inbox.directory, actor, name)))
    count = carrying(inbox, task.what, task.mailboxes)
    also = list(_replacing(inbox, task))
    if known is not None:
        inbox = deleted(inbox, known, actor=actor, seen=seen, also=also, conversations=count)
    else:
        inbox.conversations.store.commit(writes=also)
        audit.note(inbox, actor, Audited.REMOVED, "tag:", conversations=count)
    _follow(inbox, task, actor)
    rework(inbox, limit=BATCH)
    return count


def _follow(inbox: Inbox, task: Task, actor: Actor) -> None:
    """Let searches that name the old tag find the one that took its place."""
    old, new = task.what.partition(":")[2], task.to
    if new is not None:
        requery(inbox, lambda query: with_tag(query, old, new), mailboxes=task.mailboxes, actor=actor)


def _replacing(inbox: Inbox, task: Task) -> Iterable[Write]:
    """What the commit of a change notes for the conversations, and the hints of the pickers that go."""
    keys = inbox.conversations.keys
    yield from task_writes(keys, task, tasks(inbox.conversations.store, keys))
    name = task.what.partition(":")[2]
    yield from (Write("ZREM", keys.mailbox_index(box, "tags"), (name,)) for box in task.mailboxes)


def _checked(inbox: Inbox, directory: Directory, tag: Tag) -> Tag:
    name = tag_name(tag.name)
    refuse_taken([name], (other.name for other in directory.tags.values() if other.id != tag.id))
    pending = tasks(inbox.conversations.store, inbox.conversations.keys)
    if any(task.what == f"tag:{name}" for task in pending):
        raise Invalid("“%(tag)s” is just being replaced. Please try again in a moment.", tag=name)
    meaning = checked_text(tag.meaning)
    return replace(tag, name=name, meaning=meaning, mailboxes=checked_places(directory, tag.mailboxes))


def _scope(directory: Directory, actor: Actor, name: str) -> tuple[str, ...]:
    """The mailboxes where a change of this tag reaches; NotFound for a tag of nobody the actor speaks for."""
    known = next((tag for tag in directory.tags.values() if tag.name == name), None)
    if known is not None:
        require_catalogue(directory, actor, known.mailboxes)
        return reaching(known.mailboxes, directory)
    boxes = open_to(directory, actor)
    if not boxes:
        require(directory, actor, Matter.CATALOGUE)
    return boxes
