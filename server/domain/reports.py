"""A mail that is known only because an agent's own client says so (DECISIONS A6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.domain.arrival import Circumstances, arrived
from server.domain.conversation import Change, Conversation, event
from server.domain.messages import Message
from server.domain.timeline import Moment


def reported(
    conversation: Conversation, message: Message, timeline: Sequence[Moment], given: Circumstances
) -> Change:
    """The conversation with a reported mail: it may begin one, else it joins and changes nothing."""
    told = event(
        "message_reported",
        given.actor,
        message.at,
        message=message.key,
        sender=message.author.name or message.author.address,
        reply=None if message.confirmed else True,
        said_by=None if message.confirmed else given.said_by,
    )
    if conversation.headed_at is None:
        return Change(arrived(conversation, message, timeline, given).after, (told,))
    return Change(replace(conversation, message_count=len(timeline), purged_at=None), (told,))


def noticed(
    conversation: Conversation, message: Message, timeline: Sequence[Moment], given: Circumstances
) -> Change:
    """A mail that only a client had told of is seen now: it does what it would have done then."""
    if conversation.headed_at is not None and conversation.message_count == 1:
        conversation = replace(conversation, headed_at=None)  # subject and customer were the client's word
    change = arrived(conversation, message, timeline, given)
    told = event("facts_corrected", given.actor, given.at, message=message.key, proof=message.proof.value)
    return replace(change, events=(told, *change.events))
