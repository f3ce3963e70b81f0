"""Who gets a copy of a mail, and what the receiving server writes on top of it."""

from __future__ import annotations

from dataclasses import dataclass

from server.demo.people import SamplePerson, SampleWorkspace
from server.demo.rawmail import Headers, RawMail
from server.demo.sources import authentication_header, received_header

FRESH_MS = 5 * 3_600_000


@dataclass(frozen=True, slots=True)
class Delivery:
    """One person's copy before Gmail numbers it."""

    person: str
    labels: tuple[str, ...]
    headers: Headers


def deliveries(mail: RawMail, workspace: SampleWorkspace, *, now: int) -> list[Delivery]:
    """Deliver a sample mail: SENT for its author, INBOX for members and people addressed."""
    author = _author(mail, workspace)
    fresh = ("INBOX", "UNREAD") if now - mail.at < FRESH_MS else ("INBOX",)
    copies = [
        Delivery(person.key, fresh, _delivered(mail, person))
        for person in workspace.people
        if person != author and person.key in _recipients(mail, workspace)
    ]
    return copies if author is None else [Delivery(author.key, ("SENT",), mail.headers), *copies]


def to_everybody(mail: RawMail, workspace: SampleWorkspace) -> list[Delivery]:
    """Give everybody a copy, untouched: foreign mail knows nothing of our sample people."""
    return [Delivery(person.key, ("INBOX",), mail.headers) for person in workspace.people]


def _author(mail: RawMail, workspace: SampleWorkspace) -> SamplePerson | None:
    # A mail that a receiving server has judged came in from outside, whatever its From claims.
    if mail.first("Authentication-Results") is not None:
        return None
    return next((p for a in mail.addresses("from") if (p := workspace.by_address(a)) is not None), None)


def _recipients(mail: RawMail, workspace: SampleWorkspace) -> set[str]:
    addressed = set(mail.addresses("to", "cc", "bcc", "x-original-to"))
    direct = {person.key for person in workspace.people if person.address in addressed}
    shared = (box.members for box in workspace.mailboxes if addressed & set(box.addresses))
    return direct.union(*shared)


def _delivered(mail: RawMail, person: SamplePerson) -> Headers:
    sender = next(iter(mail.addresses("from")), "unknown@invalid.example")
    domain = sender.rsplit("@", 1)[-1]
    top: list[tuple[str, str]] = [
        ("Delivered-To", person.address),
        ("Received", received_header(mail.at, f"mail.{domain}")),
    ]
    if mail.first("Return-Path") is None:
        top.append(("Return-Path", f"<{sender}>"))
    if mail.first("Authentication-Results") is None:
        top.append(("Authentication-Results", authentication_header(domain)))
    hidden = {"bcc"}
    return (*top, *(pair for pair in mail.headers if pair[0].lower() not in hidden))
