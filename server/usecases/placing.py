"""Where a mail goes: by what it says of itself, by the rules of who brings it, and by its mailboxes (R5, A1, A3)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.domain import policy
from server.domain.arrival import Circumstances, needs_successor
from server.domain.conversation import Conversation
from server.domain.events import Actor
from server.domain.messages import Message, Source
from server.domain.reading import Letter, scope_of
from server.domain.restricting import preset
from server.domain.threads import Newcomer, Placement, looks_forwarded, place
from server.store.messages import Lookup
from server.usecases.inbox import Inbox


@dataclass(frozen=True, slots=True)
class Rules:
    """How to take mail in.

    `mailbox` is where an operator imports to (None: only where it is addressed); `create` allows a new
    conversation; `importing` applies C1's rule for old mail and neither reopen window nor forward rule (C6);
    `copy` names this copy of the mail, so that the same copy is noticed once (R6).
    """

    actor: Actor
    mailbox: str | None = None
    create: bool = True
    importing: bool = False
    copy: str | None = None


def placement_of(inbox: Inbox, letter: Letter, rules: Rules, lookup: Lookup) -> Placement:
    """Which conversation it joins, which of those it knows it may not join, and which become one by it."""
    scope = frozenset(boxes_of(letter, rules)) | scope_of(letter, inbox.directory)
    boxes = (inbox.directory.mailboxes.get(box) for box in scope)
    forwarded = not rules.importing and looks_forwarded(letter.mail.subject, letter.mail.in_reply_to)
    newcomer = Newcomer(
        scope=scope,
        trusting=frozenset(box.id for box in boxes if box and box.trust_references),
        forwarded_to=frozenset(letter.mailboxes) if forwarded and letter.mailboxes else None,
        confidential=frozenset(
            b for b in boxes_of(letter, rules) if preset(inbox.directory, [b]) is not None
        ),
        colleague=letter.message.agent,
    )
    placement = place(newcomer, [one for one in lookup.matches if one.takes_mail])
    if letter.message.source is Source.CLIENT:  # it joins nothing that is apart (A6)
        placement = replace(placement, absorbed=(), rivals=(*placement.rivals, *placement.absorbed))
    target = placement.target
    if target is None or rules.importing:
        return placement
    home = inbox.directory.mailboxes.get(target.mailboxes[0])
    if home is not None and needs_successor(target, letter.message, home):
        return replace(placement, target=None, absorbed=(), full=target)
    return placement


def boxes_of(letter: Letter, rules: Rules) -> tuple[str, ...]:
    """The mailboxes of a new conversation: where it is imported to, then where it is addressed (A3)."""
    imported = (rules.mailbox,) if rules.mailbox else ()
    return tuple(dict.fromkeys((*imported, *letter.mailboxes)))


def circumstances(inbox: Inbox, rules: Rules, record: Conversation, message: Message) -> Circumstances:
    """What the directory and the home mailbox say about a message's arrival."""
    directory = inbox.directory
    sender = f"agent:{message.agent}" if message.agent else None
    author = directory.by_email.get(message.author.address)
    return Circumstances(
        mailbox=directory.mailboxes[record.mailboxes[0]],
        actor=rules.actor,
        at=inbox.clock(),
        keeps_assignee=record.assignee is None or policy.may_be_assigned(directory, record.assignee, record),
        sender_works=sender is not None and policy.may_be_assigned(directory, sender, record),
        importing=rules.importing,
        blocked=message.author.address in directory.mailboxes[record.mailboxes[0]].blocked,
        said_by=author.id if author else None,
    )
