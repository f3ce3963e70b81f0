"""Did this mail leave the team, and what proves it (DECISIONS A7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from server.domain.mail import Mail
from server.domain.mailheaders import Headers


class Direction(StrEnum):
    """In: from a customer, or from anybody who could not be proved to be one of the team."""

    IN = "in"
    OUT = "out"


class Proof(StrEnum):
    """What shows that a mail was sent by the team."""

    SENT_LABEL = "sent_label"
    SEND_CHECK = "send_check"
    DMARC = "dmarc"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Directed:
    """The direction with its proof; `sender_confirmed` is False only where a team address is claimed unproved."""

    direction: Direction
    proof: Proof
    sender_confirmed: bool


def direction(
    mail: Mail, headers: Headers, *, team_addresses: Collection[str], sent_label: bool, receivers: Collection[str]
) -> Directed:
    """Out only on proof; a team address without proof is customer mail whose sender is not confirmed.

    `receivers` are the authserv-ids (RFC 8601) of the hosts that receive the team's mail.
    """
    raise NotImplementedError
