"""Mailboxes: added, changed and removed, with their members and with what that takes from whom (A4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.domain.administering import OPERATOR, Matter, administers, matters_of, may_administer, require
from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Role
from server.domain.workspace import Directory, Mailbox, Member
from server.store.commit import Write
from server.store.listids import ListIds, SeenList
from server.usecases.checking import checked_mailbox
from server.usecases.inbox import Inbox
from server.usecases.releasing import concerned, narrowed, release_unfit, released_by, unfit
from server.usecases.settings.belongings import belonging_to, withdraw
from server.usecases.settings.confined import restricted
from server.usecases.settings.storing import removed, stored

COUNTED = ("open", "pending", "closed", "purged", "reduced", "spam", "snoozed")


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a mailbox would do: while it holds `conversations`, nothing; else members lose it.

    `catalogue` counts the tags, fields and templates that are for this mailbox alone and go with it.
    """

    conversations: int
    members: int
    catalogue: int


def mailboxes_of(inbox: Inbox, actor: Actor) -> tuple[Mailbox, ...]:
    """The mailboxes whose settings the actor may open, by name: all, or those they manage."""
    boxes = inbox.directory.mailboxes.values()
    shown = [box for box in boxes if administers(inbox.directory, actor) or _manages(box, actor)]
    return tuple(sorted(shown, key=lambda box: box.name.lower()))


def mailbox_of(inbox: Inbox, actor: Actor, mailbox: str) -> Mailbox:
    """One mailbox whose settings the actor may open; NotFound or Forbidden otherwise."""
    require(inbox.directory, actor, Matter.MAILBOX, mailbox=mailbox)
    return _known(inbox.directory, mailbox)


def add_mailbox(inbox: Inbox, box: Mailbox, *, actor: Actor = OPERATOR) -> Mailbox:
    """Add a mailbox; without an id it gets a fresh one."""
    box = replace(box, id=box.id or inbox.new_id())

    def checked(directory: Directory) -> Mailbox:
        require(directory, actor, Matter.MAILBOXES)
        if box.confidential_for is not None:
            require(directory, actor, Matter.CONFIDENTIAL)
        _refuse_emergency({}, box.members)
        return checked_mailbox(directory, box)

    return stored(inbox, None, checked, actor=actor)[1]


def change_mailbox(inbox: Inbox, after: Mailbox, *, actor: Actor = OPERATOR, seen: str = "") -> Mailbox:
    """Change a mailbox and its members; who may no longer work in it loses its conversations."""
    before = _known(inbox.directory, after.id)

    def checked(directory: Directory) -> Mailbox:
        require(directory, actor, Matter.MAILBOX, mailbox=after.id)
        for matter in matters_of(before, after):
            require(directory, actor, matter, mailbox=after.id)
        _refuse_list(directory, actor, before, after)
        _refuse_emergency(before.members, after.members)
        return checked_mailbox(directory, after)

    fresh, stored_as = stored(inbox, before, checked, actor=actor, seen=seen)
    release_unfit(fresh, concerned(fresh.directory, narrowed(before, stored_as)), released_by(actor))
    return stored_as


def put_members(
    inbox: Inbox, mailbox: str, members: Mapping[str, Member], *, actor: Actor = OPERATOR, seen: str = ""
) -> Mailbox:
    """Add members to a mailbox, or change what they are there."""
    require(inbox.directory, actor, Matter.MEMBERS, mailbox=mailbox)
    box = _known(inbox.directory, mailbox)
    return change_mailbox(inbox, replace(box, members={**box.members, **members}), actor=actor, seen=seen)


def remove_member(
    inbox: Inbox, mailbox: str, agent: str, *, actor: Actor = OPERATOR, seen: str = ""
) -> Mailbox:
    """Take a member out of a mailbox; what they were assigned there returns to the queue."""
    require(inbox.directory, actor, Matter.MEMBERS, mailbox=mailbox)
    box = _known(inbox.directory, mailbox)
    left = {known: member for known, member in box.members.items() if known != agent}
    return change_mailbox(inbox, replace(box, members=left), actor=actor, seen=seen)


def would_release(inbox: Inbox, after: Mailbox, *, actor: Actor = OPERATOR) -> int:
    """How many conversations would return to the queue if a mailbox were changed so."""
    require(inbox.directory, actor, Matter.MEMBERS, mailbox=after.id)
    before = _known(inbox.directory, after.id)
    then = replace(inbox.directory, mailboxes={**inbox.directory.mailboxes, after.id: after})
    return len(unfit(inbox, then, concerned(then, narrowed(before, after))))


def removal(inbox: Inbox, mailbox: str, *, actor: Actor = OPERATOR) -> Removal:
    """What removing a mailbox would do, in numbers."""
    require(inbox.directory, actor, Matter.MAILBOXES, mailbox=mailbox)
    box = _known(inbox.directory, mailbox)
    alone = [one for one in belonging_to(inbox.directory, mailbox) if one.mailboxes == (mailbox,)]
    return Removal(_held(inbox, mailbox), len(box.members), len(alone))


def remove_mailbox(inbox: Inbox, box: Mailbox, *, actor: Actor = OPERATOR, seen: str = "") -> None:
    """Remove a mailbox that holds no conversation, and what is for it alone."""
    require(inbox.directory, actor, Matter.MAILBOXES, mailbox=box.id)
    held = _held(inbox, box.id)
    if held:
        raise Invalid("This mailbox holds %(count)s conversations, so it cannot be removed.", count=held)
    if any(box.id in record.mailboxes for record in restricted(inbox)):
        raise Invalid("This mailbox still holds conversations, so it cannot be removed.")
    keys = inbox.conversations.keys
    also = [Write("DEL", keys.mailbox_index(box.id, name)) for name in ("tags", "lists")]
    fresh = removed(
        inbox,
        box,
        lambda directory: require(directory, actor, Matter.MAILBOXES, mailbox=box.id),
        actor=actor,
        seen=seen,
        also=also,
    )
    withdraw(fresh, box.id, actor)


def seen_lists(inbox: Inbox, mailbox: str, *, actor: Actor = OPERATOR) -> tuple[SeenList, ...]:
    """List ids that came with mail to a mailbox and look like its own, not confirmed yet (R1, trap 1)."""
    require(inbox.directory, actor, Matter.MAILBOX, mailbox=mailbox)
    own = _known(inbox.directory, mailbox).own_list_ids
    return tuple(one for one in _lists(inbox).offered(mailbox) if one.list_id not in own)


def confirm_list(inbox: Inbox, box: Mailbox, list_id: str, *, actor: Actor = OPERATOR) -> Mailbox:
    """Say that a list id is the mailbox's own: mail through it is customers' mail from now on."""
    return change_mailbox(inbox, replace(box, own_list_ids=(*box.own_list_ids, list_id)), actor=actor)


def forget_list(inbox: Inbox, box: Mailbox, list_id: str, *, actor: Actor = OPERATOR) -> Mailbox:
    """Say that a list id is not the mailbox's own; it is not offered again."""
    require(inbox.directory, actor, Matter.MAILBOX, mailbox=box.id)
    left = tuple(known for known in box.own_list_ids if known != list_id)
    after = change_mailbox(inbox, replace(box, own_list_ids=left), actor=actor)
    _lists(inbox).dismiss(box.id, list_id)
    return after


def _known(directory: Directory, mailbox: str) -> Mailbox:
    box = directory.mailboxes.get(mailbox)
    if box is None:
        raise NotFound("There is no such mailbox.")
    return box


def _manages(box: Mailbox, actor: Actor) -> bool:
    member = box.members.get(actor.id or "") if actor.kind == "agent" else None
    return member is not None and member.role is Role.MANAGER


def _refuse_list(directory: Directory, actor: Actor, before: Mailbox, after: Mailbox) -> None:
    """A manager who is not on the confidential list cannot put themselves there."""
    listed = before.confidential_for
    if listed is None or after.confidential_for == listed or actor.id in listed:
        return
    if not may_administer(directory, actor, Matter.ADMINS):
        raise Forbidden("Only somebody on the confidential list, or an admin, may change it.")


def _refuse_emergency(before: Mapping[str, Member], after: Mapping[str, Member]) -> None:
    """Emergency access is given in its own way, which tells the managers; here it can only be ended."""
    for agent, member in after.items():
        if member.until is not None and before.get(agent) != member:
            raise Invalid("An emergency access cannot be given here.")


def _held(inbox: Inbox, mailbox: str) -> int:
    """Conversations in the lists of a mailbox; restricted ones are in none, so that no count tells of them."""
    keys = inbox.conversations.keys
    return sum(inbox.conversations.store.read([("ZCARD", keys.mailbox_index(mailbox, n)) for n in COUNTED]))


def _lists(inbox: Inbox) -> ListIds:
    return ListIds(inbox.conversations.store, inbox.conversations.keys)
