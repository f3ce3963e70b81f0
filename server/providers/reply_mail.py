"""A reply as a raw mail, made of a text and the headers of the mail that it answers (RFC 5322 3.6.4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

from server.domain.mailheaders import Headers, decoded, first, unfolded, values

REFERENCES = 1_500
"""Characters of References that a reply carries: the first id, and the newest."""
COPIES = 50
_ANSWERED = ("re:", "aw:", "antw:")


def reply(headers: Headers, text: str, own: Collection[str]) -> bytes:
    """The mail that answers another, with a plain text; addresses in `own` (lower case) get no copy."""
    made = EmailMessage(policy=SMTP)
    to = _people([first(headers, "Reply-To") or first(headers, "From") or ""])
    original, copies = _people(values(headers, "To")), _people(values(headers, "Cc"))
    if to and to[0].addr_spec.lower() in own:  # somebody of us wrote it: on to whom it was written
        to, original = original, []
    passed = {*own, *(one.addr_spec.lower() for one in to)}
    cc = [one for one in (*original, *copies) if one.addr_spec.lower() not in passed]
    if to:
        made["To"] = to
    if cc:
        made["Cc"] = cc[:COPIES]
    made["Subject"] = _subject(decoded(first(headers, "Subject") or ""))
    answered = unfolded(first(headers, "Message-ID") or "")
    if answered and answered.isprintable():
        made["In-Reply-To"] = answered
        made["References"] = _references(first(headers, "References") or "", answered)
    made.set_content(text, charset="utf-8", cte="base64")
    return made.as_bytes()


def _subject(subject: str) -> str:
    return subject if subject.lower().startswith(_ANSWERED) else f"Re: {subject}".strip()


def _references(before: str, answered: str) -> str:
    ids = [one for one in unfolded(before).split() if one.isprintable() and one != answered] + [answered]
    while len(ids) > 2 and len(" ".join(ids)) > REFERENCES:
        del ids[1]
    return " ".join(ids[-1:] if len(" ".join(ids)) > REFERENCES else ids)


def _people(fields: Sequence[str]) -> list[Address]:
    """Whom header fields name; what is no address is left out."""
    found: dict[str, Address] = {}
    for name, address in getaddresses([unfolded(field) for field in fields]):
        try:
            found.setdefault(address.lower(), Address(decoded(name), addr_spec=address))
        except (ValueError, MessageError, IndexError):
            continue
    return [one for one in found.values() if one.domain]
