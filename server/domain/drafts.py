"""An answer that waits for a colleague's eye: plain text, kept only while it is needed, and never sent by us.

What a conversation's record says of it (`Review`) holds ids and times; the text stands apart and goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.domain.comments import tidied
from server.domain.errors import Invalid

LIMIT = 20_000
"""Characters of a draft."""


class ReviewState(StrEnum):
    """How the review of a draft stands."""

    ASKED = "asked"
    RETURNED = "returned"
    EDITED = "edited"
    APPROVED = "approved"


class Step(StrEnum):
    """What can be done to a review."""

    ASK = "ask"
    APPROVE = "approve"
    RETURN = "return"
    EDIT = "edit"
    USE = "use"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Review:
    """Whose draft it is (an agent's id), who was asked (`agent:<id>` or `team:<id>`), since when (ms UTC).

    `version` is another after every step, and never the same for two drafts of one conversation.
    """

    author: str
    reviewer: str
    state: ReviewState
    version: int
    asked_at: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The author's text, and what the reviewer made of it ("" where they changed nothing)."""

    text: str
    proposal: str = ""

    @property
    def final(self) -> str:
        """What would be sent."""
        return self.proposal or self.text


def clean(text: str) -> str:
    """The text as it will be stored; Invalid for one that says nothing or is too long."""
    text = tidied(text)
    if len(text) > LIMIT:
        raise Invalid(
            "A draft may have %(limit)s characters; this one has %(length)s.", limit=LIMIT, length=len(text)
        )
    return text
