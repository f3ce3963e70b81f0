"""What an agent's last act on a conversation left, kept for as long as it can be taken back."""

from __future__ import annotations

from server.domain.undoing import WINDOW_MS, Remembered
from server.store.codec import decode, encode
from server.store.commit import Check, Write
from server.store.keys import Keys


def kept_write(keys: Keys, agent: str, conversation: str, kept: Remembered) -> Write:
    """The write that remembers an act, in the place of the one before."""
    return Write("SETPX", keys.undo(agent, conversation), (encode(kept), WINDOW_MS))


def parsed(text: str | None) -> Remembered | None:
    """What is remembered; None once the time is over."""
    return decode(Remembered, text) if text else None


def taken(keys: Keys, agent: str, conversation: str, text: str) -> tuple[Check, Write]:
    """What must still hold as an act is taken back, and the write after which it cannot be again."""
    key = keys.undo(agent, conversation)
    return Check(key, None, text), Write("DEL", key, ())
