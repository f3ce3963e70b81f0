"""What one mail says about itself, read from its headers alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from server.domain.addresses import Address
from server.domain.mailheaders import Headers


@dataclass(frozen=True, slots=True)
class Mail:
    """The facts of one mail; every string is valid UTF-8 without control characters, every time ms UTC.

    `in_reply_to` and `references` are canonical ids as `ids.candidates` counts them, nearest first.
    `sender` is the header From; `author` the person behind a list or a rewritten From (PRODUCT R1, trap 1).
    `delivered_to` are all addresses of To, Cc, Delivered-To, X-Original-To, X-Forwarded-To, Envelope-To and
    Resent-To, in that order. `received_at` is the bottom-most readable Received; `channel` is one of mail,
    voicemail, fax, form.
    """

    message_id: str
    synthetic: bool
    raw_message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    subject: str
    sender: Address
    author: Address
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    list_ids: tuple[str, ...]
    date: int | None
    received_at: int | None
    language: str | None
    channel: str

    @property
    def candidates(self) -> tuple[str, ...]:
        """The ids this mail may join, nearest first (PRODUCT R5.3)."""
        return tuple(dict.fromkeys(self.in_reply_to + self.references))


def parse(headers: Headers, *, own_addresses: Collection[str] = frozenset()) -> Mail:
    """Read the facts of a mail from its headers; never fails, whatever they hold.

    `own_addresses` are the lower-cased addresses of mailboxes and groups: a From that is one of them was
    rewritten by list software, and only then the author is looked for elsewhere.
    """
    raise NotImplementedError
