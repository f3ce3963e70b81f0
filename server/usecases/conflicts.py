"""Telling who was faster: a conflict of what somebody saw becomes a sentence that names the winner (D1)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import Conflict, NotFound
from server.domain.events import Event
from server.domain.presenting import conversation_view
from server.domain.review import EVENTS as REVIEW_EVENTS
from server.domain.views import Sentence
from server.domain.wording import PRIORITIES, STANDINGS
from server.domain.workspace import Directory
from server.store.conversations import Conversations, Stored
from server.usecases.picturing import picture, read_whole

_MOVED = Sentence("It has been moved to another mailbox meanwhile.")
_TELLING = {
    "assignee": ("assigned", "unassigned"),
    "status": ("status_changed", "snoozed", "woke", "reopened"),
    "priority": ("priority_changed",),
    "claim": ("claimed", "claim_released"),
    "restricted_to": ("visibility_changed",),
    "mailbox": ("moved",),
    "review": REVIEW_EVENTS,
}
"""Field -> the events that change it."""


@contextmanager
def told(conversations: Conversations, directory: Directory, agent: str, stored: Stored) -> Iterator[None]:
    """Turn a bare conflict into one that says who changed what, and carries the fresh view."""
    try:
        yield
    except Conflict as conflict:
        record = stored.conversation
        if record is None or "field" not in conflict.facts:
            raise
        field = str(conflict.facts["field"])
        said = _sentence(directory, record, field, stored)
        fresh = read_whole(conversations, directory, agent, record)
        now = fresh.conversation
        if now is None or not policy.sees(directory, agent, now):
            raise NotFound("This conversation does not exist.") from conflict
        shown = picture(conversations, directory, agent, now, fresh)
        view = conversation_view(shown, directory=directory, agent=agent)
        raise Conflict(said.message, field=field, view=view, **said.facts) from conflict


def _sentence(directory: Directory, record: Conversation, field: str, stored: Stored) -> Sentence:
    kind, _, custom = field.partition(":")
    changed = _last(stored.activity, kind, custom)
    who = directory.name_of(changed.by) if changed else ""
    if kind == "field":
        return _field(directory, custom, who)
    if field in ("restricted_to", "mailbox"):
        return _list(who) if field == "restricted_to" else _MOVED
    if field == "review":
        return _draft(who)
    if field == "assignee":
        return _assignee(directory, record, who, changed)
    if field == "claim":
        holder = record.claimant(stored.at)
        if holder is None:
            return Sentence("The claim you saw has ended.")
        return Sentence("%(who)s is replying meanwhile.", {"who": directory.name_of(f"agent:{holder}")})
    word = STANDINGS[record.standing].message if field == "status" else PRIORITIES[record.priority].message
    if who:
        return Sentence("%(who)s has set it to “%(value_word)s” meanwhile.", {"who": who, "value_word": word})
    return Sentence("It has been set to “%(value_word)s” meanwhile.", {"value_word": word})


def _assignee(directory: Directory, record: Conversation, who: str, changed: Event | None) -> Sentence:
    if record.assignee is None:
        if who:
            return Sentence("%(who)s has unassigned it meanwhile.", {"who": who})
        return Sentence("It is unassigned meanwhile.")
    whom = directory.name_of(record.assignee)
    if changed is not None and changed.by == record.assignee:
        return Sentence("%(who)s has taken it meanwhile.", {"who": who})
    if not who:
        return Sentence("It belongs to %(whom)s meanwhile.", {"whom": whom})
    return Sentence("%(who)s has assigned it to %(whom)s meanwhile.", {"who": who, "whom": whom})


def _draft(who: str) -> Sentence:
    if who:
        return Sentence("%(who)s has changed the draft or its review meanwhile.", {"who": who})
    return Sentence("The draft or its review has changed meanwhile.")


def _list(who: str) -> Sentence:
    if who:
        return Sentence("%(who)s has changed meanwhile who can see it.", {"who": who})
    return Sentence("It has been changed meanwhile who can see it.")


def _field(directory: Directory, field: str, who: str) -> Sentence:
    known = directory.fields.get(field)
    facts: dict[str, object] = {"field_name": known.name if known else "?"}
    if who:
        return Sentence("%(who)s has changed “%(field_name)s” meanwhile.", facts | {"who": who})
    return Sentence("“%(field_name)s” has been changed meanwhile.", facts)


def _last(activity: tuple[Event, ...], field: str, custom: str) -> Event | None:
    """The newest event that changed a field of the record, or one custom field."""
    if field == "field":
        found = (e for e in reversed(activity) if e.type == "field_changed" and e.data.get("field") == custom)
        return next(found, None)
    return next((event for event in reversed(activity) if event.type in _TELLING[field]), None)
