"""A reply or a forward written in the demo page, sent like any other mail."""

from __future__ import annotations

import email.utils
import secrets
from dataclasses import dataclass

from server.demo.delivery import Delivery, deliveries
from server.demo.mailstore import Copy, MailStore
from server.demo.people import DOMAIN, SamplePerson
from server.demo.rawmail import Headers, RawMail
from server.demo.sources import date_header


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What somebody wrote: the text, the mail it answers, for a forward the new recipient; `sender` if not they."""

    text: str
    original: Copy
    forward_to: str = ""
    sender: str = ""


def send(store: MailStore, person: SamplePerson, letter: Outgoing, *, now: int) -> Copy:
    """Send a letter: SENT for its author, a copy for everybody else in the mailboxes it is copied to."""
    headers = _headers(store, person, letter, now)
    mail = RawMail(headers, letter.text, "text/plain", len(letter.text.encode()) + 600, now)
    others = [copy for copy in deliveries(mail, store.workspace, now=now) if copy.person != person.key]
    return store.deliver(mail, [Delivery(person.key, ("SENT",), headers), *others])[0]


def _headers(store: MailStore, person: SamplePerson, letter: Outgoing, now: int) -> Headers:
    original = letter.original
    subject = original.header("Subject")
    fixed = [
        ("MIME-Version", "1.0"),
        ("Date", date_header(now)),
        ("Message-ID", f"<{secrets.token_hex(12)}@mail.{DOMAIN}>"),
        ("From", email.utils.formataddr((person.name, letter.sender or person.address))),
        ("Content-Type", 'text/plain; charset="UTF-8"'),
    ]
    if letter.forward_to:
        return (*fixed, ("Subject", f"Fwd: {subject}"), ("To", letter.forward_to))
    answered = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    routed = [("Subject", answered), ("To", ", ".join(answer_to(original)))]
    team = _team_addresses(store, original)
    return (*fixed, *routed, *([("Cc", ", ".join(team))] if team else []), *_ancestry(original))


def answer_to(copy: Copy) -> list[str]:
    """Whom an answer to it goes to: who asks for answers or wrote it; of one's own mail those it was written to."""
    field = "To" if "SENT" in copy.labels else "Reply-To" if copy.header("Reply-To") else "From"
    return [address for _, address in email.utils.getaddresses([copy.header(field)])]


def _ancestry(original: Copy) -> Headers:
    own = original.header("Message-ID")
    if not own:
        return ()
    return ("In-Reply-To", own), ("References", f"{original.header('References')} {own}".strip())


def _team_addresses(store: MailStore, original: Copy) -> list[str]:
    ours = {address for box in store.workspace.mailboxes for address in box.addresses}
    named = RawMail(original.headers, "", "", 0, 0).addresses("to", "cc")
    return [address for address in named if address in ours]
