"""The text of a draft that waits to be reviewed, beside the record that says how its review stands."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.drafts import Draft
from server.store.codec import decode
from server.store.conversations import Conversations


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was when the record had this version; `draft` is None where there is none."""

    draft: Draft | None
    version: int


def kept_draft(of: Conversations, conversation: str) -> Kept:
    """The draft of a conversation in one round trip; the version is read after it and so is never too old."""
    text, version = of.store.read(
        [
            ("HGET", of.keys.draft(conversation), "draft"),
            ("HGET", of.keys.conversation(conversation), "version"),
        ]
    )
    return Kept(decode(Draft, text) if text else None, int(version or 0))
