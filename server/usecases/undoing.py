"""Taking back one's own last act on a conversation within 30 seconds (PRODUCT 3.2, DECISIONS C9)."""

from __future__ import annotations

from dataclasses import replace

from server.domain import undoing
from server.domain.assignment import taken_up
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Invalid, Unavailable
from server.domain.undoing import Remembered
from server.domain.views import ConversationView
from server.domain.vocabulary import Act
from server.store.commit import Outcome
from server.store.conversations import Stored, Wanted
from server.store.undos import parsed, taken
from server.usecases import arranging, linking, tidying
from server.usecases.conflicts import told
from server.usecases.inbox import ATTEMPTS, COMMENTS, Asked, Done, Inbox, read, view

_BACK = frozenset({"undone", "unmerged"})
"""The events that tell of something taken back."""
_OPPOSITE = {"sender_blocked": "sender_unblocked", "sender_unblocked": "sender_blocked"}
ACTIVITY = 200
"""How far back the act's own events are looked for; in half a minute there are never so many."""


def undo(inbox: Inbox, asked: Asked, *, conversation: str, act: int) -> ConversationView:
    """Set back what the act of that moment (ms UTC) changed, where nobody has changed it since.

    What is remembered is gone once it was used, so pressing twice is undoing once. The remembered act is read in
    the place of a request's result, in the one trip that reads everything.
    """
    me, keys = asked.agent.id, inbox.conversations.keys
    for _ in range(ATTEMPTS):
        wanted = Wanted(request=keys.undo(me, conversation), comments=COMMENTS, activity=ACTIVITY)
        inbox, stored, record = read(inbox, me, conversation, wanted)
        text, kept = stored.request_result, parsed(stored.request_result)
        if text is None or kept is None or kept.at != act:
            return view(Done(inbox, stored, _undone(stored, record, asked, kept)), me)
        if record.id != conversation:  # merged since: what the act left is nobody's any more
            raise Invalid("This cannot be undone any more.")
        check, write = taken(keys, me, conversation, text)
        if kept.joined or kept.parted or kept.linked:
            return _of_two(inbox, asked, record, kept, (check, write))
        made = _decided(inbox, asked, stored, record, kept)
        if Act.BLOCK in kept.acts:
            inbox, made = _listed_as_before(inbox, asked, stored, record, kept, made)
        checks = [check, inbox.unchanged_directory()]
        committed, after = inbox.conversations.commit(
            record, made, request=None, checks=checks, writes=[write]
        )
        if committed.outcome is Outcome.DONE:
            return view(Done(inbox, stored, after, None, len(made.events)), me)
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _of_two(
    inbox: Inbox, asked: Asked, record: Conversation, kept: Remembered, used: tidying.Taken
) -> ConversationView:
    """Take back a merge, a split or a link: the same commit of both conversations as by hand."""
    if kept.linked:
        done = linking.relink(inbox, asked, conversation=record.id, linked=kept.linked, taken=used)
    elif kept.joined:
        done = tidying.unmerge(inbox, asked, source=kept.joined, target=record.id, taken=used)
    else:
        done = tidying.rejoin(inbox, asked, parted=str(kept.parted), whole=record.id, taken=used)
    return tidying.shown(done, asked.agent, comments=COMMENTS)


def _decided(inbox: Inbox, asked: Asked, stored: Stored, record: Conversation, kept: Remembered) -> Change:
    with told(inbox.conversations, inbox.directory, asked.agent.id, stored):
        made = undoing.undo(
            record,
            kept=kept,
            activity=stored.activity,
            directory=inbox.directory,
            actor=asked.actor,
            at=stored.at,
        )
    return taken_up(record, made, inbox.directory, actor=asked.actor, at=stored.at)


def _listed_as_before(
    inbox: Inbox, asked: Asked, stored: Stored, record: Conversation, kept: Remembered, made: Change
) -> tuple[Inbox, Change]:
    """Have the sender off the list of blocked ones again, or on it, before the record goes back."""
    home = record.mailboxes[0]
    mine = (e for e in reversed(stored.activity) if e.at == kept.at and e.by == asked.actor.party)
    act = next((e for e in mine if e.type in _OPPOSITE), None)
    if act is None or act.data.get("mailbox") != home:
        raise Invalid("This cannot be undone any more.")
    inbox = arranging.listed(inbox, asked, record, blocked=act.type == "sender_unblocked")
    told = event(_OPPOSITE[act.type], asked.actor, stored.at, mailbox=home)
    return inbox, replace(made, events=(told, *made.events))


def _undone(stored: Stored, record: Conversation, asked: Asked, kept: Remembered | None) -> Conversation:
    """The conversation as it stands, where the asker has just undone the act; Invalid otherwise."""
    if kept is not None:
        raise Invalid("You have done something else here since, so this cannot be undone any more.")
    mine = (e for e in reversed(stored.activity) if e.type in _BACK and e.by == asked.actor.party)
    last = next(mine, None)
    if last is None or stored.at - last.at > undoing.WINDOW_MS:
        raise Invalid("What you did can be undone for 30 seconds. Please change it by hand.")
    return record
