"""From a mail's headers to the message that we keep: class, direction, mailboxes, provider time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from server.domain.addresses import Address
from server.domain.direction import Directed, direction
from server.domain.mail import Mail, parse
from server.domain.mailclass import Classification, classify
from server.domain.mailheaders import Headers, Indexed
from server.domain.messages import Message, Source
from server.domain.recognition import recognise
from server.domain.vocabulary import Role
from server.domain.workspace import Directory


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a mail was seen: by which source, when by the provider's clock, and in whose own sent mail.

    `now` bounds every time (DECISIONS C2); `sent_by` is the agent in whose mailbox the mail is labelled SENT.
    """

    source: Source
    now: int
    provider_at: int | None = None
    sent_by: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail read in the light of a workspace: its facts, and what decided them."""

    mail: Mail
    classification: Classification
    directed: Directed
    mailboxes: tuple[str, ...]
    message: Message

    @property
    def candidates(self) -> tuple[str, ...]:
        """Canonical ids that the mail refers to, nearest first."""
        return self.mail.candidates


def read(
    headers: Headers,
    origin: Origin,
    *,
    directory: Directory,
    receivers: Collection[str],
    key_of: Callable[[str], str],
) -> Letter:
    """Read one mail; never fails, whatever its headers hold. `key_of` makes the key of a canonical id."""
    headers = Indexed(headers)
    mail = parse(headers, own_addresses=directory.addresses)
    classification = classify(
        headers, own_addresses=directory.team_addresses, own_list_ids=directory.list_ids
    )
    directed = direction(
        mail,
        headers,
        team_addresses=directory.team_addresses,
        sent_label=origin.sent_by is not None,
        receivers=receivers,
    )
    outbound = directed.direction.value == "out"
    mailboxes = _mailboxes(mail, directory, outbound=outbound)
    message = Message(
        key=key_of(mail.message_id),
        id=mail.message_id,
        direction=directed.direction,
        proof=directed.proof,
        kind=classification.kind,
        decided_by=classification.header,
        at=_provider_time(mail, origin),
        sender=mail.sender,
        author=mail.sender if outbound else mail.author,
        source=origin.source,
        confirmed=directed.sender_confirmed,
        agent=_sender(mail, directory, origin) if outbound else None,
        subject=mail.subject,
        to=tuple(a.address for a in mail.to)[:_KEPT],
        cc=tuple(a.address for a in mail.cc)[:_KEPT],
        outside=_outside(mail, directory, outbound=outbound),
        date=mail.date,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        mailboxes=mailboxes,
        synthetic=mail.synthetic,
        channel=mail.channel,
        language=mail.language,
    )
    return Letter(mail, classification, directed, mailboxes, message)


def scope_of(letter: Letter, directory: Directory) -> frozenset[str]:
    """The mailboxes within which a mail may join a conversation (DECISIONS A1).

    Those it is addressed to; a mail that a colleague is proved to have sent may also answer in the mailboxes
    where that colleague works, from whatever address they sent it (R8).
    """
    sender = letter.message.agent
    if sender is None:
        return frozenset(letter.mailboxes)
    working = (box.id for box, m in directory.memberships(sender) if m.role in (Role.MANAGER, Role.AGENT))
    return frozenset(letter.mailboxes).union(working)


_KEPT = 50
"""Recipients remembered per message."""


def _mailboxes(mail: Mail, directory: Directory, *, outbound: bool) -> tuple[str, ...]:
    """Whom the mail is addressed to; what the team sent belongs to the mailbox it was sent from first."""
    addressed = recognise(mail, addresses=directory.addresses, list_ids=directory.list_ids)
    sent_from = directory.addresses.get(mail.sender.address) if outbound else None
    return tuple(dict.fromkeys((sent_from, *addressed))) if sent_from else addressed


def _provider_time(mail: Mail, origin: Origin) -> int:
    """The provider's time, else the first host's, else the sender's; never in the future (C2)."""
    stated = next(
        (at for at in (origin.provider_at, mail.received_at, mail.date) if at is not None), origin.now
    )
    return max(0, min(stated, origin.now))


def _sender(mail: Mail, directory: Directory, origin: Origin) -> str | None:
    if origin.sent_by is not None:
        return origin.sent_by
    agent = directory.by_email.get(mail.sender.address)
    return agent.id if agent else None


def _outside(mail: Mail, directory: Directory, *, outbound: bool) -> tuple[str, ...]:
    parties: list[Address] = [*mail.to, *mail.cc]
    if not outbound:
        parties.insert(0, mail.author)
    found = (a.address for a in parties if a.address and a.address not in directory.team_addresses)
    return tuple(dict.fromkeys(found))[:_KEPT]
