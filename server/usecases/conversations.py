"""What an agent can do to a conversation, one function for each; all return it as it now stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from server.domain import assignment, claims, fieldvalues, labels, lifecycle, restricting
from server.domain.conversation import Change, Conversation
from server.domain.errors import NotFound
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Priority, Standing
from server.store.conversations import Stored
from server.usecases.inbox import Asked, Inbox, change, view
from server.usecases.remarking import check_assignee


def take(inbox: Inbox, asked: Asked, *, conversation: str, seen: str | None) -> ConversationView:
    """Make oneself responsible, provided the assignee is still the one that was seen."""
    me = f"agent:{asked.agent.id}"
    return _changed(
        inbox,
        asked,
        conversation,
        Act.TAKE,
        lambda c, at: assignment.assign(c, to=me, seen=seen, actor=asked.actor, at=at),
    )


def assign(
    inbox: Inbox, asked: Asked, *, conversation: str, to: str | None, seen: str | None
) -> ConversationView:
    """Give the conversation to an agent or a team, or to nobody (None); the asker must know them (A8)."""
    if to == f"agent:{asked.agent.id}":
        return take(inbox, asked, conversation=conversation, seen=seen)

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        check_assignee(inbox.directory, asked.agent.id, to, record)
        return assignment.assign(record, to=to, seen=seen, actor=asked.actor, at=stored.at)

    return view(change(inbox, asked, conversation, Act.ASSIGN, decide), asked.agent.id)


def set_status(
    inbox: Inbox, asked: Asked, *, conversation: str, to: Standing, seen: Standing
) -> ConversationView:
    """Set open, pending, closed or spam, provided the status is still the one that was seen."""
    act = Act.SPAM if Standing.SPAM in (to, seen) else Act.STATUS
    return _changed(
        inbox,
        asked,
        conversation,
        act,
        lambda c, at: lifecycle.set_status(c, to=to, seen=seen, actor=asked.actor, at=at),
    )


def snooze(
    inbox: Inbox, asked: Asked, *, conversation: str, until: int, wake_on_reply: bool, seen: Standing
) -> ConversationView:
    """Let the conversation sleep until a moment (ms UTC), or until a reply if `wake_on_reply` (R14)."""
    return _changed(
        inbox,
        asked,
        conversation,
        Act.SNOOZE,
        lambda c, at: lifecycle.snooze(
            c, until=until, wake_on_reply=wake_on_reply, seen=seen, actor=asked.actor, at=at
        ),
    )


def set_priority(
    inbox: Inbox, asked: Asked, *, conversation: str, to: Priority, seen: Priority
) -> ConversationView:
    """Say how urgent it is."""
    return _changed(
        inbox,
        asked,
        conversation,
        Act.PRIORITY,
        lambda c, at: labels.set_priority(c, to=to, seen=seen, actor=asked.actor, at=at),
    )


def add_tag(inbox: Inbox, asked: Asked, *, conversation: str, tag: str) -> ConversationView:
    """Put a tag on it."""
    return _changed(
        inbox,
        asked,
        conversation,
        Act.TAG,
        lambda c, at: labels.add_tag(c, tag=tag, actor=asked.actor, at=at),
    )


def remove_tag(inbox: Inbox, asked: Asked, *, conversation: str, tag: str) -> ConversationView:
    """Take a tag off it."""
    return _changed(
        inbox,
        asked,
        conversation,
        Act.TAG,
        lambda c, at: labels.remove_tag(c, tag=tag, actor=asked.actor, at=at),
    )


def set_fields(
    inbox: Inbox, asked: Asked, *, conversation: str, values: Mapping[str, tuple[str, str]]
) -> ConversationView:
    """Give custom fields values, "" for none: id -> (to, seen); all of them, or none if one was changed meanwhile."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        mine = {box.id for box, _ in inbox.directory.memberships(asked.agent.id)}
        known = fieldvalues.fields_in(inbox.directory, mine.intersection(record.mailboxes))
        if not values.keys() <= {one.id for one in known}:
            raise NotFound("There is no such field.")
        made = Change(record)
        for one in known:
            if one.id in values:
                value, seen = values[one.id]
                one_more = fieldvalues.set_field(
                    made.after, field=one, value=value, seen=seen, actor=asked.actor, at=stored.at
                )
                made = made.then(one_more)
        return made

    return view(change(inbox, asked, conversation, Act.FIELD, decide), asked.agent.id)


def restrict(
    inbox: Inbox, asked: Asked, *, conversation: str, to: Iterable[str] | None, seen: Iterable[str] | None
) -> ConversationView:
    """Let only these agents see it, or everybody again (None), provided the list is still the one that was seen."""
    chosen = None if to is None else tuple(to)
    shown = None if seen is None else tuple(seen)

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        return restricting.restrict(
            record, to=chosen, seen=shown, directory=inbox.directory, actor=asked.actor, at=stored.at
        )

    return view(change(inbox, asked, conversation, Act.RESTRICT, decide), asked.agent.id)


def claim(inbox: Inbox, asked: Asked, *, conversation: str, seen: str | None) -> ConversationView:
    """Say "I'm replying"; `seen` is the agent whose claim was seen, None for nobody (R11)."""
    return _changed(
        inbox,
        asked,
        conversation,
        Act.CLAIM,
        lambda c, at: claims.claim(c, seen=seen, actor=asked.actor, at=at),
    )


def renew_claim(inbox: Inbox, asked: Asked, *, conversation: str) -> ConversationView:
    """Prolong one's own claim because one is still at it; nothing happens where it has ended (R11)."""
    return _changed(
        inbox, asked, conversation, Act.CLAIM, lambda c, at: claims.renew(c, actor=asked.actor, at=at)
    )


def release_claim(inbox: Inbox, asked: Asked, *, conversation: str) -> ConversationView:
    """Give one's own claim back."""
    return _changed(
        inbox, asked, conversation, Act.CLAIM, lambda c, at: claims.release(c, actor=asked.actor, at=at)
    )


def _changed(
    inbox: Inbox, asked: Asked, conversation: str, act: Act, decision: Callable[[Conversation, int], Change]
) -> ConversationView:
    """Commit a decision that needs nothing but the record and the store's clock."""

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        return decision(record, stored.at)

    return view(change(inbox, asked, conversation, act, decide), asked.agent.id)
