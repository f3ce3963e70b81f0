"""What an agent who writes a mail in Gmail should know: which conversation it answers, and who else is at it (G7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.conversation import Conversation
from server.domain.guard import Warned
from server.domain.proposing import TemplatesView
from server.domain.views import ConversationView
from server.domain.vocabulary import Standing

OFFERED = 5
"""Conversations with the recipient that one may choose among."""
_SETTLED = frozenset({Standing.CLOSED, Standing.SPAM})


@dataclass(frozen=True, slots=True)
class Possible:
    """A conversation that the draft may answer."""

    id: str
    subject: str


@dataclass(frozen=True, slots=True)
class ComposeView:
    """A draft in Gmail at the store's time `at`.

    `answers` is None where it answers nothing that the agent sees. `sure` says that the thread tells so; else
    it is a guess from the recipients, among `possible`. `warned` is what would be said at the send in Outlook,
    `after_send` what the agent chose to happen then.
    """

    at: int
    templates: TemplatesView
    answers: ConversationView | None = None
    sure: bool = False
    possible: tuple[Possible, ...] = ()
    warned: tuple[Warned, ...] = ()
    after_send: Standing | None = None


def likeliest(candidates: Sequence[Conversation], *, agent: str, now: int) -> tuple[Conversation, ...]:
    """Conversations with the recipient, the one that is most likely answered first.

    First what the agent has claimed, then what is not settled, then by the newest mail.
    """

    def rank(one: Conversation) -> tuple[bool, bool, int, str]:
        return (one.claimant(now) != agent, one.standing in _SETTLED, -one.last_message_at, one.id)

    return tuple(sorted(candidates, key=rank))[:OFFERED]
