"""What an agent chose to happen once their reply is sent, where no send hook tells of it (DECISIONS C5).

It runs only on an outbound mail seen from that agent; until then, opening the conversation asks "Did you reply?".
"""

from __future__ import annotations

from dataclasses import replace

from server.domain import lifecycle
from server.domain.claims import ended
from server.domain.conversation import Change, Conversation, Intended, event, unchanged
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.vocabulary import Standing

CHOICES = frozenset({Standing.PENDING, Standing.CLOSED})
ASKED_AFTER = 2 * 60_000
"""Who has just chosen is still writing: they are asked after this long, in ms."""


def intend(conversation: Conversation, *, to: Standing | None, actor: Actor, at: int) -> Change:
    """Remember what is to happen after the actor's reply; None leaves it to the mailbox."""
    if to is not None and to not in CHOICES:
        raise Invalid("Please choose what happens after sending.")
    before = conversation.intended.get(str(actor.id))
    if to is None:
        return _forgotten(conversation, actor, at) if before else unchanged(conversation)
    if before is not None and before.to is to:
        return unchanged(conversation)
    now = {**conversation.intended, str(actor.id): Intended(to, at)}
    return Change(replace(conversation, intended=now), (event("after_send", actor, at, to=to),))


def asked(conversation: Conversation, agent: str, *, at: int) -> Standing | None:
    """What the agent is to be asked about: what they chose a while ago, and no reply of theirs was seen since."""
    chosen = conversation.intended.get(agent)
    return chosen.to if chosen is not None and at - chosen.at >= ASKED_AFTER else None


def answered(conversation: Conversation, *, replied: bool, actor: Actor, at: int) -> Change:
    """The actor says whether they replied: then what they had chosen happens, else it is forgotten."""
    chosen = conversation.intended.get(str(actor.id))
    if chosen is None:
        return unchanged(conversation)
    forgotten = _forgotten(conversation, actor, at)
    if not replied:
        return forgotten
    made = _carried_out(forgotten, chosen.to, actor, at)
    if made.after.claimed_by == actor.id:
        made = ended(made, reason="send", actor=actor, at=at)
    return made


def seen_sent(change: Change, agent: str | None, *, actor: Actor, at: int) -> Change:
    """The change that a reply of the agent made, and what they had chosen instead of the mailbox's own rule."""
    chosen = change.after.intended.get(agent or "")
    if agent is None or chosen is None:
        return change
    rest = {one: kept for one, kept in change.after.intended.items() if one != agent}
    made = _carried_out(replace(change, after=replace(change.after, intended=rest)), chosen.to, actor, at)
    closed = made.after.closed_at is not None and change.after.closed_at is None
    return replace(made, after=replace(made.after, closed_by=agent)) if closed else made


def _carried_out(change: Change, to: Standing, actor: Actor, at: int) -> Change:
    if to not in lifecycle.TRANSITIONS[change.after.standing]:
        return change
    made = lifecycle.set_status(change.after, to=to, seen=None, actor=actor, at=at, reason="reply")
    return change.then(made)


def _forgotten(conversation: Conversation, actor: Actor, at: int) -> Change:
    rest = {one: kept for one, kept in conversation.intended.items() if one != actor.id}
    return Change(replace(conversation, intended=rest), (event("after_send", actor, at),))
