"""The messages of a conversation in the order of provider time, and what follows from them (R8, DECISIONS C2).

Everything here is derived from all known messages anew, so a message that is noticed late changes the figures
as if it had been noticed in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from server.domain.conversation import Conversation
from server.domain.mailclass import TRAITS, MailClass
from server.domain.messages import Message, Source
from server.domain.vocabulary import Status


class Mark(StrEnum):
    """What a message is to the figures: a customer's, the team's, or neither."""

    CUSTOMER = "c"
    TEAM = "t"
    OTHER = "x"


@dataclass(frozen=True, slots=True)
class Moment:
    """One message on the timeline; `agent` is the colleague who sent it."""

    at: int
    key: str
    mark: Mark
    agent: str | None = None


def moment(message: Message) -> Moment:
    """The message as the timeline keeps it."""
    return Moment(message.at, message.key, _mark(message), message.agent)


def summed(conversation: Conversation, timeline: Sequence[Moment]) -> Conversation:
    """The conversation with its times and figures as the timeline gives them.

    Waiting counts from the oldest customer message after the last answer, close or spam. A first response and
    the figures of a closed conversation stay as they are (R8: set once, frozen at close); what the team began
    has no first response.
    """
    customer = [m.at for m in timeline if m.mark is Mark.CUSTOMER]
    team = [m for m in timeline if m.mark is Mark.TEAM]
    first_inbound = min(customer, default=None)
    after = replace(
        conversation,
        message_count=len(timeline),
        last_message_at=max((m.at for m in timeline), default=conversation.last_message_at),
        last_inbound_at=max(customer, default=None),
        last_outbound_at=max((m.at for m in team), default=None),
        first_inbound_at=first_inbound,
        waiting_since=_waiting(conversation, customer, team),
    )
    if conversation.resolved_at is not None or first_inbound is None:
        return after
    first = min(team, key=lambda m: m.at, default=None)
    if first is None or first.at < first_inbound:
        return replace(after, first_response_at=None, first_response_by=None)
    return replace(after, first_response_at=first.at, first_response_by=first.agent)


def _waiting(conversation: Conversation, customer: Sequence[int], team: Sequence[Moment]) -> int | None:
    if conversation.status in (Status.CLOSED, Status.SPAM):
        return None
    settled = max([m.at for m in team] + [conversation.settled_at])
    return min((at for at in customer if at > settled), default=None)


def _mark(message: Message) -> Mark:
    if message.source is Source.CLIENT:
        return Mark.OTHER  # what a client says sets no figures (DECISIONS A6)
    if message.outbound:
        return Mark.TEAM if message.kind in _WRITTEN_BY_PEOPLE and not message.aside else Mark.OTHER
    return Mark.CUSTOMER if TRAITS[message.kind].counts else Mark.OTHER


_WRITTEN_BY_PEOPLE = frozenset({MailClass.HUMAN, MailClass.NOREPLY, MailClass.SUPPRESSED, MailClass.OWN_LOOP})
