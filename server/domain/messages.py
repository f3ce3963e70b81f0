"""One mail as a conversation keeps it: facts from its headers, never its body (PRODUCT 3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from server.domain.addresses import Address
from server.domain.direction import Direction, Proof
from server.domain.mailclass import MailClass


class Source(IntEnum):
    """Where facts come from; the higher replaces the lower (DECISIONS A6)."""

    CLIENT = 1
    GMAIL = 2
    INGEST = 3


@dataclass(frozen=True, slots=True)
class Message:
    """The facts of one message; `key` is the digest of its canonical Message-ID, `at` the provider's time.

    `agent` is the colleague who sent it, where that is proved; `confirmed` is False where a team address
    stands in From without proof (DECISIONS A7); `id_conflict` says that another mail with this id was seen
    (C7). `outside` are its addresses that are not ours. `decided_by` names the header that gave the class (R1).
    `aside` is set for what the team wrote to others than who asked: it answers nobody (R8). `subject_digest`
    stands where the workspace keeps no subjects in clear; `redacted` facts are never written anew (R16).
    """

    key: str
    id: str
    direction: Direction
    proof: Proof
    kind: MailClass
    at: int
    sender: Address
    author: Address
    source: Source
    decided_by: str | None = None
    confirmed: bool = True
    agent: str | None = None
    subject: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    date: int | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    synthetic: bool = False
    channel: str = "mail"
    language: str | None = None
    new_participant: bool = False
    id_conflict: bool = False
    aside: bool = False
    subject_digest: str = ""
    redacted: bool = False

    @property
    def outbound(self) -> bool:
        """Whether the team sent it, by proof."""
        return self.direction is Direction.OUT


def same_mail(known: Message, seen: Message) -> bool:
    """Whether two mails with one id are one mail (DECISIONS C7): another author *and* another date are not."""
    return known.author.address == seen.author.address or known.date == seen.date


def stronger(seen: Message, known: Message) -> bool:
    """Whether what is seen now may replace what is known (DECISIONS A6, A7): better proof or a higher source."""
    if seen.outbound != known.outbound:
        return seen.outbound
    return seen.source > known.source
