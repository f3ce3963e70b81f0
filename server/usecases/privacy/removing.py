"""Deleting one conversation: everything about it goes, and nobody sees it any more (PRODUCT 3.4).

Its mail stays known by digests: a copy that turns up later is not taken in again, and an answer to it begins a new
conversation. In the mailboxes of the people who got it, the mail itself stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.domain import policy
from server.domain.auditlog import Audited, Entry
from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.retention import delete
from server.domain.vocabulary import Role
from server.domain.workspace import Directory
from server.store.auditlog import audit_writes
from server.store.commit import Outcome
from server.store.purging import Contents, purge_checks, read_contents, removal_writes
from server.usecases.holds import holds_of, is_held
from server.usecases.inbox import Inbox

ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Removal:
    """What would go with a conversation, in numbers; `version` is that of the record that was looked at."""

    conversation: str
    version: int
    messages: int
    comments: int
    mailboxes: tuple[str, ...]


def removal(inbox: Inbox, conversation: str, *, actor: Actor) -> Removal:
    """What deleting a conversation would take away; nothing is changed."""
    record, contents = _found(inbox, conversation, actor)
    said = sum(one.deleted_at is None for one in contents.comments)
    return Removal(record.id, record.version, len(contents.messages), said, record.mailboxes)


def remove(inbox: Inbox, conversation: str, *, actor: Actor) -> None:
    """Delete a conversation for good; Invalid if somebody holds it, or everything about its people."""
    of, holds = inbox.conversations, holds_of(inbox)
    for _ in range(ATTEMPTS):
        record, contents = _found(inbox, conversation, actor)
        if is_held(record, holds, frozenset(holds.all())):
            raise Invalid("There is a legal hold on this conversation. It cannot be deleted.")
        change = delete(record, actor=actor, at=inbox.clock())
        data = {"messages": len(contents.messages), "comments": len(contents.comments)}
        told = Entry(inbox.clock(), Audited.REMOVED, actor, f"conversation:{record.id}", data)
        done, _ = of.commit(
            record,
            change,
            request=None,
            checks=[*purge_checks(of, contents), *holds.checks(record), inbox.unchanged_directory()],
            writes=[*removal_writes(of, change, contents), *audit_writes(of.keys, told)],
        )
        if done.outcome is Outcome.DONE:
            return
        inbox = inbox.current(-1)
    raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")


def _found(inbox: Inbox, conversation: str, actor: Actor) -> tuple[Conversation, Contents]:
    of = inbox.conversations
    record = of.ends([conversation]).get(conversation)
    if record is None or record.deleted_at is not None:
        raise NotFound("This conversation does not exist.")
    _require(inbox.directory, actor, record)
    return record, read_contents(of, record.id)


def _require(directory: Directory, actor: Actor, record: Conversation) -> None:
    """Workspace admins may, and who manages every mailbox of it and sees it (A2)."""
    agent = directory.agents.get(actor.id or "")
    if actor.kind == "system" or (agent and agent.admin and agent.deactivated_at is None):
        return
    if not policy.sees(directory, actor.id or "", record):
        raise NotFound("This conversation does not exist.")
    managed = {box.id for box, m in directory.memberships(actor.id or "") if m.role is Role.MANAGER}
    if not managed.issuperset(record.mailboxes):
        raise Forbidden("For this you need to be %(role_word)s of the mailbox.", role_word=Role.MANAGER)
