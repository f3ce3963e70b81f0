"""Links between conversations, made and taken away on both sides at once (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.domain import linking, policy
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Invalid, NotFound, Unavailable
from server.domain.undoing import Remembered
from server.domain.vocabulary import Act
from server.store import moving as store
from server.store.commit import Check, Outcome, Write
from server.store.undos import kept_write
from server.usecases.inbox import ATTEMPTS, Asked, Inbox, read, undone_by
from server.usecases.tidying import Taken, Tidied

Beside = tuple[list[Check], list[Write]]
"""What must hold as a link is made, and what is written, beside the conversation itself."""


def link(inbox: Inbox, asked: Asked, *, conversation: str, other: str, kind: str) -> Tidied:
    """Link two conversations on both sides: the asker sees both, and may in both."""
    if kind not in linking.BY_HAND:
        raise Invalid("Conversations cannot be linked in this way.")
    return _both_sides(inbox, asked, conversation, other, kind)


def unlink(inbox: Inbox, asked: Asked, *, conversation: str, other: str) -> Tidied:
    """Take a link away on both sides; the other conversation need not exist any more."""
    return _both_sides(inbox, asked, conversation, other, None)


def relink(inbox: Inbox, asked: Asked, *, conversation: str, linked: tuple[str, ...], taken: Taken) -> Tidied:
    """Have the link as it was before one's own last act, which `linked` tells and `taken` uses up."""
    other, before, after = linked
    return _both_sides(inbox, asked, conversation, other, before or None, undoing=(after, taken))


def _both_sides(
    inbox: Inbox,
    asked: Asked,
    conversation: str,
    other: str,
    kind: str | None,
    *,
    undoing: tuple[str, Taken] | None = None,
) -> Tidied:
    """Link both by a kind, or part them by None; `undoing` is the kind that the act left, and what is used up."""
    for _ in range(ATTEMPTS):
        inbox, stored, one = read(inbox, asked.agent.id, conversation)
        policy.require(inbox.directory, asked.agent.id, Act.LINK, one)
        two = inbox.conversations.ends([other]).get(other)
        unseen = two is not None and not policy.sees(inbox.directory, asked.agent.id, two)
        if kind is not None and (two is None or unseen):
            raise NotFound("This conversation does not exist.")
        if two is not None and unseen and two.deleted_at is None:
            return Tidied(inbox, one)  # not in their list of links, and so none to them
        at, name = stored.at, two.id if two is not None and kind is not None else other
        mine = _change(one, kind, name, asked, at)
        if not mine.events:
            return Tidied(inbox, one)
        kept = None if undoing else _kept(asked, one, name, kind, at)
        if undoing:
            mine = _taken_back(one, mine, name, undoing[0], asked, at)
        beside = _beside(inbox, asked, one, kept, undoing), _other_side(inbox, asked, one, two, kind, at)
        outcome, after = _committed(inbox, asked, one, mine, beside)
        if outcome is Outcome.DONE:
            return Tidied(inbox, after, undo=undone_by(inbox, asked, mine, kept))
        if outcome is not Outcome.STALE:
            return Tidied(inbox, one)
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _committed(
    inbox: Inbox, asked: Asked, one: Conversation, mine: Change, beside: Iterable[Beside]
) -> tuple[Outcome, Conversation]:
    of = inbox.conversations
    request = of.keys.request(asked.agent.id, asked.request)
    checks = [check for checks, _ in beside for check in checks]
    writes = [write for _, writes in beside for write in writes]
    done, after = of.commit(
        one, mine, request=request, result=asked.fingerprint, checks=checks, writes=writes
    )
    return done.outcome, after


def _other_side(
    inbox: Inbox, asked: Asked, one: Conversation, two: Conversation | None, kind: str | None, at: int
) -> Beside:
    """What must hold for the other conversation, and what is written to it."""
    if two is None or two.id == one.id:
        return [], []
    back = linking.OTHER_SIDE[kind] if kind is not None else None
    theirs = _change(two, back, one.id, asked, at)
    if not theirs.events:
        return [], []
    if two.deleted_at is None:
        policy.require(inbox.directory, asked.agent.id, Act.LINK, two)
    _, guard, writes = store.beside(inbox.conversations, two, theirs)
    return [guard], writes


def _beside(
    inbox: Inbox,
    asked: Asked,
    one: Conversation,
    kept: Remembered | None,
    undoing: tuple[str, Taken] | None,
) -> Beside:
    """What must hold besides, and what is written of the way back: that there is one, or that it is used up."""
    directory = inbox.unchanged_directory()
    if undoing:
        check, write = undoing[1]
        return [directory, check], [write]
    keys = inbox.conversations.keys
    return [directory], [kept_write(keys, asked.agent.id, one.id, kept)] if kept else []


def _change(record: Conversation, kind: str | None, other: str, asked: Asked, at: int) -> Change:
    if kind is None:
        return linking.unlink(record, other=other, actor=asked.actor, at=at)
    return linking.link(record, kind=kind, other=other, actor=asked.actor, at=at)


def _kept(asked: Asked, one: Conversation, other: str, kind: str | None, at: int) -> Remembered | None:
    """What it takes to undo a link; of one that threading found, nobody could say anew how it came."""
    before = _kind(one, other)
    if asked.kind != "agent" or (before and f"{before}:{other}" not in one.links):
        return None
    return Remembered(at, (Act.LINK,), one.message_count, linked=(other, before, kind or ""))


def _taken_back(one: Conversation, made: Change, other: str, left: str, asked: Asked, at: int) -> Change:
    """The change told as taken back, where the link still is as the act left it."""
    if _kind(one, other) != left:
        raise Invalid("This cannot be undone any more.")
    return replace(made, events=(*made.events, event("undone", asked.actor, at, what=["links"])))


def _kind(one: Conversation, other: str) -> str:
    return next((kind for kind, linked in linking.links_of(one) if linked == other), "")
