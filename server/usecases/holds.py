"""Legal holds: a conversation, or everything about an address, is kept until a workspace admin lets it go (R16).

A hold blocks retention, erasure and deletion. On an address it counts for what comes later as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from server.domain.administering import Matter, require
from server.domain.auditlog import Audited, Entry
from server.domain.conversation import Change, Conversation, event
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.events import Actor
from server.domain.persons import address_spellings
from server.store.auditlog import audit_writes
from server.store.commit import Outcome
from server.store.holds import Held, Holds
from server.store.scanning import conversations_of
from server.usecases.inbox import Inbox

ATTEMPTS = 8
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold as an admin sees it: on a conversation's id or an address, since when and by whom."""

    conversation: str
    address: str
    at: int
    by: str


def holds_of(inbox: Inbox) -> Holds:
    """The holds on addresses."""
    of = inbox.conversations
    return Holds(of.store, of.keys, of.digests)


def is_held(record: Conversation, holds: Holds, held: frozenset[str]) -> bool:
    """Whether anything holds a conversation; `held` are the digests of held addresses."""
    return record.held_at is not None or not held.isdisjoint(holds.names(record))


def list_holds(inbox: Inbox, *, actor: Actor) -> tuple[Hold, ...]:
    """The holds on addresses, newest first."""
    require(inbox.directory, actor, Matter.PRIVACY)
    opened = inbox.directories.opened
    found = {Hold("", opened(one.sealed), one.at, one.by) for one in holds_of(inbox).all().values()}
    return tuple(sorted(found, key=lambda one: (-one.at, one.address)))


def held_conversations(inbox: Inbox, *, actor: Actor) -> tuple[Hold, ...]:
    """The conversations that are held themselves, newest first; looks at all of them."""
    require(inbox.directory, actor, Matter.PRIVACY)
    found = [
        Hold(record.id, "", record.held_at, record.held_by or "")
        for batch in conversations_of(inbox.conversations)
        for record in batch
        if record.held_at is not None
    ]
    return tuple(sorted(found, key=lambda one: -one.at)[:SHOWN])


def hold_address(inbox: Inbox, address: str, *, actor: Actor) -> None:
    """Hold everything about an address, now and later."""
    require(inbox.directory, actor, Matter.PRIVACY)
    address = checked_address(address)
    held = Held(inbox.clock(), actor.party, inbox.directories.sealed(address))
    told = Entry(inbox.clock(), Audited.HELD, actor, address_target(inbox, address))
    holds_of(inbox).put(address_spellings(address), held, told)


def release_address(inbox: Inbox, address: str, *, actor: Actor) -> None:
    """Let everything about an address go; NotFound if it is not held."""
    require(inbox.directory, actor, Matter.PRIVACY)
    address = checked_address(address)
    holds = holds_of(inbox)
    if inbox.conversations.digests.sender(address) not in holds.all():
        raise NotFound("There is no legal hold on this address.")
    told = Entry(inbox.clock(), Audited.RELEASED, actor, address_target(inbox, address))
    holds.remove(address_spellings(address), told)


def hold_conversation(inbox: Inbox, conversation: str, *, actor: Actor) -> None:
    """Hold one conversation, until it is released."""

    def hold(record: Conversation) -> Conversation:
        return replace(record, held_at=inbox.clock(), held_by=actor.party)

    _changed(inbox, conversation, actor, hold, held=True)


def release_conversation(inbox: Inbox, conversation: str, *, actor: Actor) -> None:
    """Let one conversation go."""
    _changed(inbox, conversation, actor, lambda one: replace(one, held_at=None, held_by=None), held=False)


def checked_address(address: str) -> str:
    """An address in lower case; Invalid for what cannot be one."""
    address = address.strip().lower()
    local, _, domain = address.rpartition("@")
    if not local or "." not in domain or any(c.isspace() for c in address) or len(address) > 320:
        raise Invalid("“%(address)s” is not a mail address.", address=address)
    return address


def address_target(inbox: Inbox, address: str) -> str:
    """An address as the audit log names it: by its digest (D7)."""
    return f"address:{inbox.conversations.digests.sender(address)}"


def _changed(
    inbox: Inbox,
    conversation: str,
    actor: Actor,
    change: Callable[[Conversation], Conversation],
    *,
    held: bool,
) -> None:
    require(inbox.directory, actor, Matter.PRIVACY)
    of = inbox.conversations
    for _ in range(ATTEMPTS):
        record = of.ends([conversation]).get(conversation)
        if record is None or record.deleted_at is not None:
            raise NotFound("This conversation does not exist.")
        if (record.held_at is not None) is held:
            return
        kind = Audited.HELD if held else Audited.RELEASED
        told = Entry(inbox.clock(), kind, actor, f"conversation:{record.id}")
        made = Change(change(record), (event("hold_changed", actor, inbox.clock(), held=held),))
        done, _ = of.commit(record, made, request=None, writes=audit_writes(of.keys, told))
        if done.outcome is Outcome.DONE:
            return
    raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")
