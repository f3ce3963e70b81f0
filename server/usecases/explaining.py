"""How one mail would be treated, and why: the rules applied without storing anything."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.autoreply import refusals
from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Letter, Origin, read
from server.domain.threads import Placement
from server.domain.workspace import Directory, Workspace
from server.store.messages import Lookup
from server.usecases.importing import IMPORTER, letter_of
from server.usecases.inbox import Inbox
from server.usecases.ingest import would_place
from server.usecases.placing import Rules

NOWHERE = Directory(Workspace("none", "none"))
"""Stands for the workspace where a mail is explained without any."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a mail would go: `outcome` is known, joins, new, not_stored or unknown (without a workspace).

    `others` are conversations that it also refers to, by what would become of them.
    """

    outcome: str
    why: str
    conversation: str | None = None
    others: dict[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A mail with everything that was decided about it; `why_not` holds the codes of domain/autoreply."""

    letter: Letter
    workspace: str | None
    mailboxes: tuple[str, ...]
    destination: Destination
    why_not: tuple[str, ...]


def explain(inbox: Inbox, headers: Headers) -> Explained:
    """Say how a mail would be treated if it came in now."""
    letter = letter_of(inbox, headers)
    directory = inbox.directory
    lookup, placement = would_place(inbox, letter, Rules(IMPORTER))
    destination = _destination(letter, lookup, placement)
    box = next((directory.mailboxes[key] for key in letter.mailboxes), None)
    why_not = refusals(
        letter.mail,
        headers,
        letter.classification,
        mailbox_addresses=box.addresses if box else (),
        own_addresses=directory.team_addresses,
        own_domains=directory.workspace.domains,
        own_list_ids=directory.list_ids,
        auto_reply_enabled=box is not None and box.auto_reply,
    )
    later = (("outbound", letter.message.outbound), ("not_first", destination.outcome in {"known", "joins"}))
    why_not += tuple(code for code, refuses in later if refuses)
    names = tuple(directory.mailboxes[key].name for key in letter.mailboxes)
    return Explained(letter, inbox.workspace, names, destination, why_not)


def explain_alone(headers: Headers, *, now: int) -> Explained:
    """Say what a mail itself tells, without any workspace: nothing is known of mailboxes or conversations.

    Every visible address counts as a mailbox that answers: `why_not` holds only the mail's own reasons.
    """
    origin = Origin(Source.INGEST, now)
    letter = read(headers, origin, directory=NOWHERE, receivers=(), key_of=lambda message_id: message_id)
    why_not = refusals(
        letter.mail,
        headers,
        letter.classification,
        mailbox_addresses=[party.address for party in letter.mail.to + letter.mail.cc],
        own_addresses=(),
        own_domains=(),
        own_list_ids=(),
        auto_reply_enabled=True,
    )
    destination = Destination("unknown", "There is no workspace to look in.")
    return Explained(letter, None, (), destination, why_not)


def _destination(letter: Letter, lookup: Lookup, placement: Placement) -> Destination:
    if lookup.known is not None:
        return Destination("known", "A mail with this Message-ID is stored.", lookup.known.conversation)
    groups = {
        "absorbed": placement.absorbed,
        "conflicting": placement.rivals,
        "out_of_reach": placement.out_of_reach,
    }
    others = {name: tuple(c.id for c in found) for name, found in groups.items() if found}
    if placement.target is not None:
        why = "It refers to an id that this conversation knows, in a mailbox that both belong to."
        return Destination("joins", why, placement.target.id, others)
    if not letter.mailboxes:
        return Destination("not_stored", "It is addressed to no mailbox.", None, others)
    return Destination("new", _why_new(letter, placement), None, others)


def _why_new(letter: Letter, placement: Placement) -> str:
    if placement.full is not None:
        return f"Conversation {placement.full.id} is full or closed for too long; a linked one would begin."
    if placement.forwarded_from is not None:
        return f"It looks forwarded out of conversation {placement.forwarded_from.id} to another mailbox."
    if placement.out_of_reach:
        return "It refers to conversations that it may not join: of other mailboxes, or restricted."
    if letter.candidates:
        return "None of the ids that it refers to is known."
    return "It refers to no other mail."
