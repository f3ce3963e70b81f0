"""Did this mail leave the team, and what proves it (DECISIONS A7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from server.domain.addresses import addresses_in, domain_of
from server.domain.authentication import results_of
from server.domain.mail import Mail
from server.domain.mailheaders import Headers, values

_LIST_TRACES = ("X-Original-From", "X-Original-Sender", "List-ID", "List-Post")


class Direction(StrEnum):
    """In: from a customer, or from anybody who could not be proved to be one of the team."""

    IN = "in"
    OUT = "out"


class Proof(StrEnum):
    """What shows that a mail was sent by the team; `send_check` is given by our own hook, not read here."""

    SENT_LABEL = "sent_label"
    SEND_CHECK = "send_check"
    DMARC = "dmarc"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Directed:
    """The direction with its proof; `sender_confirmed` is False only for a team address without proof."""

    direction: Direction
    proof: Proof
    sender_confirmed: bool


def direction(
    mail: Mail,
    headers: Headers,
    *,
    team_addresses: Collection[str],
    sent_label: bool,
    receivers: Collection[str],
) -> Directed:
    """Out only on proof; a team address without proof is customer mail whose sender is not confirmed.

    `sent_label` is the label SENT in the reader's own mailbox; `receivers` are the authserv-ids (RFC 8601)
    of the hosts that receive the team's mail; `team_addresses` are lower-cased.
    """
    if sent_label:
        return Directed(Direction.OUT, Proof.SENT_LABEL, sender_confirmed=True)
    rewritten = _is_rewritten(mail, headers)
    if not rewritten and mail.sender.address in team_addresses:
        if _passes_dmarc(mail, headers, receivers=receivers):
            return Directed(Direction.OUT, Proof.DMARC, sender_confirmed=True)
        return Directed(Direction.IN, Proof.NONE, sender_confirmed=False)
    claimed = mail.author.address if rewritten else mail.sender.address
    return Directed(Direction.IN, Proof.NONE, sender_confirmed=claimed not in team_addresses)


def _is_rewritten(mail: Mail, headers: Headers) -> bool:
    """A group that puts its own address into From passes DMARC too: that proves the group, not the author."""
    return mail.author.address != mail.sender.address and any(values(headers, name) for name in _LIST_TRACES)


def _passes_dmarc(mail: Mail, headers: Headers, *, receivers: Collection[str]) -> bool:
    """One single From, and a pass of the configured receiver for the domain of that From."""
    if len(addresses_in(values(headers, "From"))) != 1:
        return False
    domain = domain_of(mail.sender.address)
    found = [result for result in results_of(headers, receivers=receivers) if result.method == "dmarc"]
    return bool(found) and all(
        result.result == "pass" and result.properties.get("header.from", domain).rpartition("@")[2] == domain
        for result in found
    )
