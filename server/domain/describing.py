"""What a mail says of the conversation it belongs to: subject, customer, language, channel (R5, C2)."""

from __future__ import annotations

from dataclasses import replace

from server.domain.absorbing import united
from server.domain.conversation import Conversation
from server.domain.messages import Message
from server.domain.vocabulary import Channel


def described(conversation: Conversation, message: Message) -> Conversation:
    """The conversation with what a mail says of it: the newest its language, the first its subject and customer."""
    outside = message.outside
    newest = message.id if message.at >= conversation.last_message_at else conversation.last_message_id
    participants = united(conversation.participants, outside)
    after = replace(
        conversation,
        participants=participants,
        last_message_id=newest,
        purged_at=None,
        language=_spoken(conversation, message),
    )
    headed = conversation.headed_at is not None and conversation.purged_at is None
    if headed and not _begins(conversation, message):
        return after
    customer = message.author if not message.outbound else None
    return replace(
        after,
        headed_at=message.at,
        subject=message.subject,
        customer=customer.address if customer else (outside[0] if outside else ""),
        customer_name=customer.name if customer else "",
        channel=Channel(message.channel),
        language=message.language or after.language,
    )


def _spoken(conversation: Conversation, message: Message) -> str | None:
    """The language that the customer wrote in last, where their mail says so."""
    last = not message.outbound and message.at >= conversation.last_message_at
    return (message.language if last else None) or conversation.language


def _begins(conversation: Conversation, message: Message) -> bool:
    """Whether a mail noticed late began the conversation; nobody else's mail may change whose it is (A1).

    Its time may be forged: what gives subject and customer must be of, or to, the customer that is known.
    """
    if message.at >= (conversation.headed_at or 0):
        return False
    parties = message.outside if message.outbound else (message.author.address,)
    return not conversation.customer or conversation.customer in parties
