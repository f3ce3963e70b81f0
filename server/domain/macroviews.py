"""What a macro will do, as a reader is told before it does it."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.views import ConversationView, Sentence


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One step in words, and why it cannot be done here, if it cannot."""

    sentence: Sentence
    obstacle: Sentence | None = None


@dataclass(frozen=True, slots=True)
class MacroView:
    """What a macro will do to a conversation; `template` is the id of the one it proposes."""

    conversation: ConversationView
    id: str
    name: str
    steps: tuple[ToldStep, ...]
    template: str | None
    ready: bool
