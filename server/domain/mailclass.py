"""Automated-mail classes: who or what wrote this mail (PRODUCT R1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from server.domain.mailheaders import Headers


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
    header is genuine.
    """
    raise NotImplementedError
