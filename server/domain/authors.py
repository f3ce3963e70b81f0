"""Who wrote a mail: the header From, or the person behind a From that a list rewrote (PRODUCT R1, trap 1)."""

from __future__ import annotations

import re
from collections.abc import Collection

from server.domain.addresses import Address, addresses_in, first_address
from server.domain.mailheaders import Headers, values

ORIGINALS = ("Reply-To", "X-Original-From", "X-Original-Sender")
"""Where list software keeps the author when it puts its own address into From, in the order of trust."""

_VIA = re.compile(r"\s+(via|über)\s+.*$", re.IGNORECASE)


def sender_of(headers: Headers) -> Address:
    """The first address of the header From, or of Sender where From is missing."""
    sender = first_address(values(headers, "From"))
    return sender if sender.address or sender.name else first_address(values(headers, "Sender"))


def author_of(headers: Headers, *, own_addresses: Collection[str]) -> Address:
    """The person who wrote the mail.

    Reply-To of ordinary mail says nothing about its author, so it counts only where From is one of our own
    addresses or the list's own posting address (List-Post, RFC 2369).
    """
    sender = sender_of(headers)
    rewriters = {party.address for party in addresses_in(values(headers, "List-Post"))} | set(own_addresses)
    if sender.address not in rewriters:
        return sender
    for name in ORIGINALS:
        for party in addresses_in(values(headers, name)):
            if "@" in party.address and party.address not in rewriters:
                return party if party.name else Address(_named(sender), party.address)
    return sender


def _named(rewritten: Address) -> str:
    """The author's name in "'Ada Wald' via Support"."""
    return _VIA.sub("", rewritten.name).strip("'\" ")
