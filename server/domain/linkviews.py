"""What a reader is shown of other conversations that one belongs to, and of what merging two would do."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another conversation that the reader sees, how this one belongs to it (`kind`), and how it stands.

    `assignee` is a name, "" for nobody; `message_id` opens its newest mail in the reader's own client.
    """

    kind: str
    id: str
    subject: str
    standing: Standing
    snoozed_until: int | None = None
    assignee: str = ""
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Comments that people of more mailboxes will see; `mailboxes` by address or name."""

    comments: int
    subject: str
    mailboxes: tuple[str, ...]
