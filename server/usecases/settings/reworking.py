"""Carrying a change of tags or fields through the conversations, a few at a time, by ordinary commits.

What is to be done is stored in the same commit as the change itself. So whoever is killed half way loses
nothing: the worker goes on where they stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from server.domain.conversation import Change, Conversation, event, unchanged
from server.domain.errors import Unavailable
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.commit import Check, Outcome
from server.store.rework import Task, encoded, task_done, tasks
from server.usecases.inbox import Inbox
from server.usecases.lists import number, union
from server.usecases.settings.confined import restricted

REWORKER = Actor("system", Via.JOB)
"""Not the admin: a tag that changes its name is no work on a conversation (R5.5, C2)."""
ATTEMPTS = 8
BATCH = 200


def rework(inbox: Inbox, *, limit: int = BATCH) -> int:
    """Change so many conversations that still carry what was replaced or deleted; how many were changed."""
    done = 0
    waiting = tasks(inbox.conversations.store, inbox.conversations.keys)
    inbox = inbox.fresh() if waiting else inbox
    for task in waiting:
        done += _worked_off(inbox, task, limit - done)
        if done >= limit:
            break
    return done


def carrying(inbox: Inbox, what: str, mailboxes: Sequence[str]) -> int:
    """How many conversations of some mailboxes carry a tag or a value; restricted ones are in no count (A4)."""
    names = list(lists_of(inbox, what, mailboxes))
    return number(inbox.conversations.store.read([union(names)])[0]) if names else 0


def _worked_off(inbox: Inbox, task: Task, limit: int) -> int:
    """Work on one task; struck off once no conversation is left, unless it was changed meanwhile."""
    done = 0
    for name in _carriers(inbox, task):
        if done >= limit:
            return done
        done += _change(inbox, name, task)
    keys = inbox.conversations.keys
    guard = Check(keys.rework, task.what, encoded(task))
    inbox.conversations.store.commit(checks=[guard], writes=[task_done(keys, task)])
    return done


def _carriers(inbox: Inbox, task: Task) -> Iterator[str]:
    names = list(lists_of(inbox, task.what, task.mailboxes))
    found = inbox.conversations.store.read([("ZRANGE", name, 0, -1) for name in names])
    yield from dict.fromkeys(conversation for ids in found for conversation in ids)
    for record in restricted(inbox):
        if set(task.mailboxes).intersection(record.mailboxes) and _carries(record, task):
            yield record.id


def lists_of(inbox: Inbox, what: str, mailboxes: Iterable[str]) -> Iterator[str]:
    """The lists of some mailboxes in which conversations stand that carry a tag or a value."""
    keys = inbox.conversations.keys
    kind, _, value = what.partition(":")
    for box in mailboxes:
        if kind == "tag":
            yield keys.mailbox_tag(box, inbox.conversations.digests.tag(value))
        else:
            yield keys.mailbox_index(box, what)


def _carries(record: Conversation, task: Task) -> bool:
    kind, _, value = task.what.partition(":")
    return value in (record.tags if kind == "tag" else record.fields)


def _change(inbox: Inbox, conversation: str, task: Task) -> bool:
    for _ in range(ATTEMPTS):
        record = inbox.conversations.get_many([conversation])[0]
        if record is None or record.merged_into is not None or not _carries(record, task):
            return False
        kind, _, value = task.what.partition(":")
        at = inbox.clock()
        made = _retagged(record, value, task.to, at) if kind == "tag" else _emptied(record, value, at)
        committed, _ = inbox.conversations.commit(record, made, request=None)
        if committed.outcome is Outcome.DONE:
            return True
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _retagged(record: Conversation, old: str, new: str | None, at: int) -> Change:
    """The tag replaced where it stands; one that is there already is not put twice."""
    told = [event("tag_removed", REWORKER, at, tag=old)]
    put = new if new is not None and new not in record.tags else None
    tags = tuple((put or "") if tag == old else tag for tag in record.tags)
    if put is not None:
        told.append(event("tag_added", REWORKER, at, tag=put))
    return Change(replace(record, tags=tuple(filter(None, tags))), tuple(told))


def _emptied(record: Conversation, field: str, at: int) -> Change:
    if field not in record.fields:
        return unchanged(record)
    left = {key: value for key, value in record.fields.items() if key != field}
    told = event("field_changed", REWORKER, at, field=field, before=record.fields[field], to="")
    return Change(replace(record, fields=left), (told,))
