"""What a message that arrives, or is noticed, does to its conversation (PRODUCT R7, R8, DECISIONS C1-C4, A7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.domain import overriding
from server.domain.claims import ended
from server.domain.conversation import Change, Conversation, event
from server.domain.describing import described
from server.domain.events import Actor, Event
from server.domain.intending import seen_sent
from server.domain.lifecycle import AWAKE
from server.domain.mailclass import TRAITS, MailClass
from server.domain.messages import Message
from server.domain.timeline import Mark, Moment, moment, summed
from server.domain.vocabulary import Standing, Status
from server.domain.workspace import Mailbox

DAY = 86_400_000
HOUR = 3_600_000
REOPENS_PER_HOUR = 5
"""Automatic reopens of one conversation within an hour; the next one waits (C4)."""
FRESH = 14 * DAY
"""How old a mail may be so that opening it creates a conversation, in ms (C1)."""
IMPORTED_OPEN = 30 * DAY
"""How old the last message of an imported conversation may be for it to be open, in ms (C1)."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under which a message arrives: the home mailbox's policies, and what the directory says of people.

    `keeps_assignee` is False where the assignee may no longer work here; `sender_works` is True where the
    colleague who sent it may be given the conversation; `importing` applies C1's rule for old mail;
    a `blocked` sender's mail begins as spam, and reopens nothing. `said_by` is the colleague whose address the
    mail has as its author's, proved or not.
    """

    mailbox: Mailbox
    actor: Actor
    at: int
    keeps_assignee: bool = True
    sender_works: bool = False
    importing: bool = False
    blocked: bool = False
    said_by: str | None = None


def creates(message: Message, at: int) -> bool:
    """Whether opening this mail stores a conversation (C1): a person wrote to us, not long ago."""
    written = message.kind in (MailClass.HUMAN, MailClass.NOREPLY, MailClass.SUPPRESSED)
    return written and not message.outbound and message.at >= at - FRESH


def needs_successor(conversation: Conversation, message: Message, mailbox: Mailbox) -> bool:
    """Whether a mail comes so late after the close that it begins a new, linked conversation (R7)."""
    if conversation.status is not Status.CLOSED or conversation.closed_at is None or message.outbound:
        return False
    return TRAITS[message.kind].reopens and message.at > conversation.closed_at + mailbox.reopen_days * DAY


def arrived(
    conversation: Conversation, message: Message, timeline: Sequence[Moment], given: Circumstances
) -> Change:
    """The conversation with a new message; `timeline` has all its messages, this one included."""
    after = summed(described(conversation, message), timeline)
    told = (_told(message, given),)
    if given.blocked and not message.outbound:
        return _as_blocked(Change(after, told), given, first=len(timeline) == 1)
    if given.importing:
        return Change(_as_imported(after, timeline, given.at), told)
    change = _sent_anyway(Change(after, told), message, given)
    if message.at < conversation.human_act_at:
        return change
    if message.outbound:
        return _answered(change, message, given)
    return _came_in(change, message, given)


def _as_blocked(change: Change, given: Circumstances, *, first: bool) -> Change:
    """What a blocked sender wrote: spam where it begins a conversation, and no reason to reopen one."""
    if not first:
        return change
    spam = replace(change.after, status=Status.SPAM, waiting_since=None, settled_at=given.at)
    told = event(
        "status_changed", given.actor, given.at, to=Standing.SPAM, before=Standing.OPEN, reason="blocked"
    )
    return Change(spam, (*change.events, told))


def corrected(
    conversation: Conversation, message: Message, timeline: Sequence[Moment], given: Circumstances
) -> Change:
    """The conversation after better proof of a known message (DECISIONS A6); a proved answer counts as one now."""
    after = summed(conversation, timeline)
    told = event("facts_corrected", given.actor, given.at, message=message.key, proof=message.proof.value)
    change = Change(after, (told,))
    if not message.outbound or given.importing:
        return change
    change = _sent_anyway(Change(after, (told, _told(message, given))), message, given)
    return change if message.at < conversation.human_act_at else _answered(change, message, given)


def taken_up(before: Conversation, change: Change, given: Circumstances) -> Change:
    """The change; where what was settled became open by absorbing, it is reopened like by any other mail (R7)."""
    after = change.after
    settled = before.status is Status.CLOSED and before.resolved_at is not None
    if not settled or after.status is not Status.OPEN or after.cycle != before.cycle:
        return change
    ready = replace(change, after=replace(after, status=Status.CLOSED))
    return _reopen(ready, "message", given.actor, given.at, keeps_assignee=given.keeps_assignee)


def reopened(conversation: Conversation, *, actor: Actor, at: int, keeps_assignee: bool) -> Change:
    """Open a closed or waiting conversation whose delayed reopen is due (C4)."""
    if conversation.reopen_due is None or conversation.reopen_due > at:
        return Change(conversation)
    return _reopen(Change(conversation), "message", actor, at, keeps_assignee=keeps_assignee)


def _told(message: Message, given: Circumstances) -> Event:
    sender = message.author.name or message.author.address
    if message.outbound:
        agent = f"agent:{message.agent}" if message.agent else None
        return event(
            "message_out",
            given.actor,
            message.at,
            message=message.key,
            sender=sender,
            agent=agent,
            proof=message.proof.value,
            aside=message.aside or None,
        )
    kind = {MailClass.AUTO_REPLY: "auto_reply_received", MailClass.BOUNCE: "bounce"}.get(
        message.kind, "message_in"
    )
    return event(
        kind,
        given.actor,
        message.at,
        message=message.key,
        sender=sender,
        kind=message.kind.value if kind == "message_in" else None,
        confirmed=None if message.confirmed else False,
        participant_new=message.new_participant or None,
    )


def _sent_anyway(change: Change, message: Message, given: Circumstances) -> Change:
    if not message.outbound or message.aside:
        return change
    return overriding.seen_sent(change, message.agent, sent_at=message.at, actor=given.actor, at=given.at)


def _answered(change: Change, message: Message, given: Circumstances) -> Change:
    """Apply the mailbox's policy after a reply once (PRODUCT 3.2), and end the sender's claim (R11)."""
    if moment(message).mark is not Mark.TEAM:
        return change
    conversation = change.after
    if message.agent is not None and conversation.claimed_by == message.agent:
        change = ended(change, reason="send", actor=given.actor, at=given.at)
    if conversation.reopen_due is not None and message.at >= (conversation.last_inbound_at or 0):
        change = replace(
            change, after=replace(change.after, reopen_due=None)
        )  # what it waited for is answered
    if message.agent in conversation.intended:
        change = seen_sent(change, message.agent, actor=given.actor, at=given.at)
        return _given_to_sender(change, message, given)
    if conversation.standing not in (Standing.OPEN, Standing.PENDING):
        return change
    return _given_to_sender(_as_after_reply(change, message, given), message, given)


def _as_after_reply(change: Change, message: Message, given: Circumstances) -> Change:
    before, wanted = change.after, given.mailbox.reply_status
    if wanted is before.status or wanted not in (Status.PENDING, Status.CLOSED):
        return change
    told = event("status_changed", given.actor, given.at, to=wanted, before=before.standing, reason="reply")
    after = replace(before, status=wanted)
    if wanted is Status.PENDING:
        return Change(after, (*change.events, told))
    after = replace(
        after,
        closed_at=given.at,
        closed_by=message.agent,
        resolved_at=before.resolved_at or given.at,
        settled_at=given.at,
        waiting_since=None,
    )
    return ended(Change(after, (*change.events, told)), reason="close", actor=given.actor, at=given.at)


def _given_to_sender(change: Change, message: Message, given: Circumstances) -> Change:
    free = change.after.assignee is None and message.agent is not None
    if not (free and given.sender_works and given.mailbox.reply_assignee == "sender"):
        return change
    after = replace(change.after, assignee=f"agent:{message.agent}")
    return Change(after, (*change.events, event("assigned", given.actor, given.at, to=after.assignee)))


def _came_in(change: Change, message: Message, given: Circumstances) -> Change:
    conversation = change.after
    if not _reopens(conversation, message) or conversation.status is Status.SPAM:
        return change
    if conversation.snoozed_until is not None:
        return _woken(change, message, given)
    if conversation.status is Status.OPEN:
        return change
    recent = tuple(at for at in conversation.reopens if at > given.at - HOUR)
    if len(recent) >= REOPENS_PER_HOUR:
        until = recent[0] + HOUR
        told = event("reopen_delayed", given.actor, given.at, until=until)
        return Change(replace(conversation, reopens=recent, reopen_due=until), (*change.events, told))
    by = "bounce" if message.kind is MailClass.BOUNCE else "message"
    ready = Change(replace(conversation, reopens=recent), change.events)
    return _reopen(ready, by, given.actor, given.at, keeps_assignee=given.keeps_assignee)


def _reopens(conversation: Conversation, message: Message) -> bool:
    if message.kind is MailClass.BULK:
        return conversation.last_outbound_at is not None
    return TRAITS[message.kind].reopens


def _woken(change: Change, message: Message, given: Circumstances) -> Change:
    if not change.after.wake_on_reply and message.kind is not MailClass.BOUNCE:
        return change
    after = replace(change.after, **AWAKE)  # type: ignore[arg-type]
    return Change(after, (*change.events, event("woke", given.actor, given.at, reason="reply")))


def _reopen(change: Change, by: str, actor: Actor, at: int, *, keeps_assignee: bool) -> Change:
    """Open again for the same assignee if they may still have it, else for nobody (R7)."""
    before = change.after
    cycle = before.cycle + 1 if before.status is Status.CLOSED else before.cycle
    waiting = before.waiting_since or before.last_inbound_at
    after = replace(
        before,
        status=Status.OPEN,
        cycle=cycle,
        closed_at=None,
        closed_by=None,
        reopen_due=None,
        reopens=(*(then for then in before.reopens if then > at - HOUR), at),
        waiting_since=waiting,
    )
    events = [event("reopened", actor, at, by=by, cycle=cycle)]
    if before.assignee is not None and not keeps_assignee:
        after = replace(after, assignee=None)
        events.append(event("unassigned", actor, at, before=before.assignee, reason="left"))
    return Change(after, (*change.events, *events))


def _as_imported(conversation: Conversation, timeline: Sequence[Moment], at: int) -> Conversation:
    """Old or answered mail is closed without a word, the rest is open (C1), as long as nobody worked on it.

    What machines wrote decides nothing, and alone it waits for nobody (R1).
    """
    if conversation.touched or not timeline:
        return conversation
    last = max((m for m in timeline if m.mark is not Mark.OTHER), key=lambda m: m.at, default=None)
    if last is None or last.mark is Mark.TEAM or last.at < at - IMPORTED_OPEN:
        closed_at = last.at if last else conversation.last_message_at
        return replace(
            conversation, status=Status.CLOSED, closed_at=closed_at, settled_at=closed_at, waiting_since=None
        )
    reset = replace(conversation, status=Status.OPEN, closed_at=None, settled_at=0)
    return summed(reset, timeline)
