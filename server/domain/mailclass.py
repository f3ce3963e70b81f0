"""Automated-mail classes: who or what wrote this mail (PRODUCT R1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from server.domain import mailsigns
from server.domain.authors import author_of, sender_of
from server.domain.mailheaders import Headers, values
from server.domain.mailsigns import Sign

LOOP_HEADER = "X-Randnotiz-Loop"
"""Carried by every mail the service sends itself (PRODUCT R3)."""


class MailClass(StrEnum):
    """The seven classes of R1, in the order in which they are tested."""

    OWN_LOOP = "own_loop"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    BULK = "bulk"
    NOREPLY = "noreply"
    SUPPRESSED = "suppressed"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Classification:
    """The class of a mail and the header that decided it (None for human)."""

    kind: MailClass
    header: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """What a class means: may it be answered automatically, does it reopen, count and notify."""

    auto_reply: bool
    reopens: bool
    counts: bool
    notifies: bool


TRAITS: Mapping[MailClass, Traits] = MappingProxyType(
    {
        MailClass.OWN_LOOP: Traits(auto_reply=False, reopens=False, counts=False, notifies=False),
        MailClass.BOUNCE: Traits(auto_reply=False, reopens=True, counts=False, notifies=True),
        MailClass.AUTO_REPLY: Traits(auto_reply=False, reopens=False, counts=False, notifies=False),
        MailClass.BULK: Traits(auto_reply=False, reopens=False, counts=False, notifies=False),
        MailClass.NOREPLY: Traits(auto_reply=False, reopens=True, counts=True, notifies=True),
        MailClass.SUPPRESSED: Traits(auto_reply=False, reopens=True, counts=True, notifies=True),
        MailClass.HUMAN: Traits(auto_reply=True, reopens=True, counts=True, notifies=True),
    }
)
"""The table of R1. A bounce reopens because failed delivery is work; bulk reopens only what was answered."""


def classify(
    headers: Headers,
    *,
    own_addresses: Collection[str],
    own_list_ids: Collection[str],
    id_known_as_ours: bool = False,
    loop_check: Callable[[str], bool] | None = None,
) -> Classification:
    """The class of a mail; the first test of R1 that matches wins.

    `own_addresses` and `own_list_ids` are lower-cased; `loop_check` says whether the value of our own loop
    header is genuine; `id_known_as_ours` whether the Message-ID is one of mail the team sent.
    """
    sender, author = sender_of(headers), author_of(headers, own_addresses=own_addresses)
    known = sender.address in own_addresses and id_known_as_ours
    tests: tuple[tuple[MailClass, Callable[[], Sign | None]], ...] = (
        (MailClass.OWN_LOOP, lambda: _own_loop(headers, loop_check)),
        (MailClass.OWN_LOOP, lambda: ("From", sender.address) if known else None),
        (MailClass.BOUNCE, lambda: mailsigns.bounce(headers, author)),
        (MailClass.AUTO_REPLY, lambda: mailsigns.auto_reply(headers)),
        (MailClass.BULK, lambda: mailsigns.bulk(headers, own_list_ids=own_list_ids)),
        (MailClass.NOREPLY, lambda: mailsigns.noreply(author)),
        (MailClass.SUPPRESSED, lambda: mailsigns.suppressed(headers)),
    )
    for kind, test in tests:
        if (sign := test()) is not None:
            return Classification(kind, *sign)
    return Classification(MailClass.HUMAN, None, None)


def _own_loop(headers: Headers, loop_check: Callable[[str], bool] | None) -> Sign | None:
    genuine = (
        value for value in values(headers, LOOP_HEADER) if loop_check is not None and loop_check(value)
    )
    return next(((LOOP_HEADER, value) for value in genuine), None)
