"""What one mail says about itself, read from its headers alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from server.domain import ids
from server.domain.addresses import Address, addresses_in
from server.domain.authors import author_of, sender_of
from server.domain.channels import channel_of
from server.domain.maildates import date_of, received_at
from server.domain.mailheaders import Headers, decoded, first, plain, values
from server.domain.maillists import list_ids
from server.domain.mailsyntax import without_comments

DELIVERED = ("To", "Cc", "Delivered-To", "X-Original-To", "X-Forwarded-To", "Envelope-To", "Resent-To")
"""Where the addresses a mail was brought to are written, in the order in which they count."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Mail:
    """The facts of one mail; every string is valid UTF-8 without control characters, every time ms UTC.

    `in_reply_to` and `references` are canonical ids as `ids.candidates` counts them, nearest first.
    `sender` is the header From; `author` the person behind a list or a rewritten From (PRODUCT R1, trap 1).
    `delivered_to` are the lower-cased addresses of `DELIVERED`, each once; `list_ids` are lower-cased too.
    `received_at` is the bottom-most readable Received; `channel` one of mail, voicemail, fax, form.
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
    raw_id, known_id = _identity(headers)
    message_id = known_id or ids.synthetic(headers)
    return Mail(
        message_id=message_id,
        synthetic=known_id is None,
        raw_message_id=raw_id,
        in_reply_to=tuple(other for other in ids.replied_to(headers) if other != message_id),
        references=tuple(other for other in ids.references(headers) if other != message_id),
        subject=decoded(first(headers, "Subject") or ""),
        sender=sender_of(headers),
        author=author_of(headers, own_addresses=own_addresses),
        reply_to=addresses_in(values(headers, "Reply-To")),
        to=addresses_in(values(headers, "To")),
        cc=addresses_in(values(headers, "Cc")),
        delivered_to=_delivered_to(headers),
        list_ids=list_ids(headers),
        date=date_of(first(headers, "Date")),
        received_at=received_at(headers),
        language=_language(headers),
        channel=channel_of(headers),
    )


def _identity(headers: Headers) -> tuple[str, str | None]:
    """The raw and the canonical text of the first Message-ID that holds an id."""
    for value in values(headers, "Message-ID"):
        known = ids.canonical(value)
        if known:
            return plain(value)[: ids.LONGEST_ID], known
    return "", None


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = (party.address for name in DELIVERED for party in addresses_in(values(headers, name)))
    return tuple(dict.fromkeys(address for address in found if "@" in address))


def _language(headers: Headers) -> str | None:
    tag = _LANGUAGE.match(without_comments(first(headers, "Content-Language") or "").strip())
    return tag[0] if tag else None
