"""Putting conversations right that were wrongly joined or parted: merge and its undoing, split, move (PRODUCT R12).

Each is one commit of both records with all that belongs to them: nobody reads half of it, and of two that exclude
each other exactly one is done. An act costs two round trips, those that need the facts of mails three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from server.domain import moving, policy
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid, KeyReused, NotFound, Unavailable
from server.domain.presenting import conversation_view
from server.domain.views import ConversationView
from server.domain.vocabulary import Act
from server.domain.workspace import Agent
from server.store import moving as store
from server.store.commit import Check, Write
from server.store.conversations import NONE, Stored, Wanted
from server.store.moving import Read
from server.usecases import recombining
from server.usecases.inbox import ATTEMPTS, MERGES, Asked, Done, Inbox, change
from server.usecases.picturing import picture, whole_boxes
from server.usecases.recombining import Tidied

__all__ = ["Tidied", "merge", "move", "rejoin", "shown", "split", "unmerge"]

Taken = tuple[Check, Write]
"""What must still be remembered of one's own last act, and the write after which it is not."""
AS_SPLIT = 1
"""The version of a conversation that was split off and nothing has happened to."""


def merge(inbox: Inbox, asked: Asked, *, source: str, into: str) -> Tidied:
    """Make one conversation part of another; merged already, also by somebody else, is merged."""

    def attempt(inbox: Inbox) -> Tidied | None:
        inbox, found = _both(inbox, asked, source, into)
        one, other = found.records
        if one is None or other is None or one.id == other.id:
            return _same(inbox, asked, found)
        return recombining.merged(inbox, asked, one, other, found)

    return _again(inbox, attempt)


def unmerge(inbox: Inbox, asked: Asked, *, source: str, target: str, taken: Taken | None = None) -> Tidied:
    """Part what was merged within the last 30 days (C9).

    What belonged to the source goes back, and so do later mails that answer its mails, with the comments anchored
    to them; whatever else came since stays with the target. `taken` is what that uses up beside.
    """

    def attempt(inbox: Inbox) -> Tidied | None:
        inbox, one, other, found = _parting(inbox, asked, source, target)
        if found.request is not None or one.merged_into is None:
            return Tidied(inbox, other, one.id)
        if one.merged_into != other.id or found.joined is None:
            raise Invalid("This merge cannot be undone any more.")
        return recombining.unmerged(inbox, asked, one, other, found, taken)

    return _again(inbox, attempt)


def rejoin(inbox: Inbox, asked: Asked, *, parted: str, whole: str, taken: Taken) -> Tidied:
    """Take back a split, as long as nothing has happened to what was split off."""

    def attempt(inbox: Inbox) -> Tidied | None:
        found = _read(inbox, asked, [parted, whole])
        inbox = inbox.current(found.directory_version)
        one, other = found.records
        if one is None or other is None:
            raise NotFound("This conversation does not exist.")
        for record in (one, other):
            policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
        if one.merged_into == other.id:
            return Tidied(inbox, other)
        if one.version != AS_SPLIT:
            raise Invalid("Something has happened to what you split off. Please merge them instead.")
        return recombining.rejoined(inbox, asked, one, other, found, taken)

    return _again(inbox, attempt)


def split(inbox: Inbox, asked: Asked, *, conversation: str, message: str, later: bool) -> Tidied:
    """Let a mail (by its key), or it and all later ones, begin a conversation of their own."""

    def attempt(inbox: Inbox) -> Tidied | None:
        inbox, record, found = _one(inbox, asked, conversation)
        if found.request is not None:
            made = (one.partition(":")[2] for one in reversed(record.links) if one.startswith("split_into:"))
            return Tidied(inbox, record, next(made, None))
        policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
        return recombining.parted(inbox, asked, record, found, begin=message, later=later)

    return _again(inbox, attempt)


def move(inbox: Inbox, asked: Asked, *, conversation: str, to: str, seen: str, stays: bool = False) -> Tidied:
    """Move a conversation from its home mailbox to another one in which the asker may tidy too (A3).

    If it `stays`, it is in the other one as well.
    """

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        if not moving.may_go(inbox.directory, asked.agent.id, record, to):
            raise NotFound("There is no such mailbox.")
        directory, actor = inbox.directory, asked.actor
        moved = moving.add if stays else moving.move
        return moved(record, to=to, seen=seen, directory=directory, actor=actor, at=stored.at)

    done: Done = change(inbox, asked, conversation, Act.TIDY, decide)
    return Tidied(done.inbox, done.conversation, undo=done.undo)


def shown(tidied: Tidied, agent: Agent, *, comments: int) -> ConversationView:
    """The conversation as it stands after the act, for whoever did it; one round trip."""
    of, record = tidied.inbox.conversations, tidied.conversation
    newest = of.digests.message(record.last_message_id) if record.last_message_id else NONE
    wanted = Wanted(
        message=newest,
        comments=comments,
        mailboxes=whole_boxes(tidied.inbox.directory, agent.id),
        sender=of.digests.sender(record.customer),
    )
    stored = of.read(record.id, wanted)
    inbox = tidied.inbox.current(stored.directory_version)
    now = stored.conversation
    if now is None or not policy.sees(inbox.directory, agent.id, now):
        raise NotFound("This conversation does not exist.")
    seen = picture(of, inbox.directory, agent.id, now, stored)
    view = conversation_view(seen, directory=inbox.directory, agent=agent.id)
    return replace(view, undo=tidied.undo)


def _again(inbox: Inbox, attempt: Callable[[Inbox], Tidied | None]) -> Tidied:
    for _ in range(ATTEMPTS):
        done = attempt(inbox)
        if done is not None:
            return done
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _read(inbox: Inbox, asked: Asked, names: Sequence[str]) -> Read:
    request = inbox.conversations.keys.request(asked.agent.id, asked.request)
    found = store.read(inbox.conversations, names, request=request, listed_by=inbox.directory.agents)
    if asked.fingerprint and found.request and found.request.partition(" ")[2] != asked.fingerprint:
        raise KeyReused("This request id was used for something else already. Please try again.")
    return found


def _both(inbox: Inbox, asked: Asked, one: str, other: str) -> tuple[Inbox, Read]:
    """Two conversations where their ids lead now, both seen by the asker."""
    for _ in range(MERGES):
        found = _read(inbox, asked, [one, other])
        inbox = inbox.current(found.directory_version)
        ends = [record.merged_into or record.id for record in found.records if record is not None]
        if len(ends) < 2:
            raise NotFound("This conversation does not exist.")
        if ends == [one, other]:
            for record in found.records:
                if record is None or not policy.sees(inbox.directory, asked.agent.id, record):
                    raise NotFound("This conversation does not exist.")
            return inbox, found
        one, other = ends
    raise Unavailable("This conversation was merged too often to be followed.")


def _parting(
    inbox: Inbox, asked: Asked, source: str, target: str
) -> tuple[Inbox, Conversation, Conversation, Read]:
    """What was merged and what it is part of, where the target's id leads now; both exist for the asker."""
    for _ in range(MERGES):
        found = _read(inbox, asked, [source, target])
        inbox = inbox.current(found.directory_version)
        one, other = found.records
        if other is None or (other.merged_into is None and not _seen(inbox, asked, other)):
            break
        if other.merged_into is None:
            policy.require(inbox.directory, asked.agent.id, Act.TIDY, other)
            if one is None or not (found.request or one.merged_into == other.id or _leads(inbox, asked, one)):
                break
            return inbox, one, other, found
        target = other.merged_into
    raise NotFound("This conversation does not exist.")


def _leads(inbox: Inbox, asked: Asked, one: Conversation) -> bool:
    """Whether a conversation is, or has become part of, one that the asker sees."""
    end = inbox.conversations.ends([one.id]).get(one.id)
    return end is not None and _seen(inbox, asked, end)


def _seen(inbox: Inbox, asked: Asked, record: Conversation) -> bool:
    return policy.sees(inbox.directory, asked.agent.id, record)


def _one(inbox: Inbox, asked: Asked, conversation: str) -> tuple[Inbox, Conversation, Read]:
    for _ in range(MERGES):
        found = _read(inbox, asked, [conversation])
        inbox = inbox.current(found.directory_version)
        record = found.records[0]
        if record is None:
            break
        if record.merged_into is None:
            if not policy.sees(inbox.directory, asked.agent.id, record):
                break
            return inbox, record, found
        conversation = record.merged_into
    raise NotFound("This conversation does not exist.")


def _same(inbox: Inbox, asked: Asked, found: Read) -> Tidied:
    record = found.records[1]
    if record is None:
        raise NotFound("This conversation does not exist.")
    policy.require(inbox.directory, asked.agent.id, Act.TIDY, record)
    return Tidied(inbox, record)
