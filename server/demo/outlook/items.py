"""The same mail as Exchange would show it: other ids, and headers as raw text."""

from __future__ import annotations

import base64
import email.header
import email.utils
import hashlib
import re

from server.demo.mailstore import Copy, MailStore
from server.demo.people import SampleWorkspace

_LINE = 76
_PREFIX = re.compile(r"^\s*(re|aw|fw|fwd|wg)\s*:\s*", re.IGNORECASE)


def item_id(copy: Copy) -> str:
    """Give the EWS id of one person's copy; as in Exchange it holds + and /."""
    return "AAMkAD" + _opaque("item", copy.person, copy.id, size=72)


def conversation_id(copy: Copy) -> str:
    """Give Exchange's id of a copy's conversation, which means something in this mailbox only."""
    return "AAQkAD" + _opaque("conversation", copy.person, copy.thread_id, size=36) + "="


def find(store: MailStore, person: str, wanted: str) -> Copy | None:
    """Find a person's copy by its EWS id."""
    return next((copy for copy in store.of(person) if item_id(copy) == wanted), None)


def item(copy: Copy, workspace: SampleWorkspace) -> dict[str, object]:
    """Describe a copy with everything that Office.js can be asked about it; `copy` is Gmail's id of it."""
    subject = decoded(copy.header("Subject"))
    return {
        "itemId": item_id(copy),
        "conversationId": conversation_id(copy),
        "internetMessageId": copy.header("Message-ID"),
        "subject": subject,
        "normalizedSubject": _normalized(subject),
        "from": sender(copy),
        "replyTo": _people(copy.header("Reply-To") or copy.header("From")),
        "to": _people(copy.header("To")),
        "cc": _people(copy.header("Cc")),
        "at": copy.at,
        "text": copy.text,
        "snippet": copy.snippet,
        "sent": "SENT" in copy.labels,
        "unread": "UNREAD" in copy.labels,
        "headers": raw_headers(copy),
        "owner": owner(copy, workspace),
        "copy": copy.id,
    }


def sender(copy: Copy) -> dict[str, str]:
    """Say whom a mail comes from, as far as its header can be read."""
    written = copy.header("From")
    return next(iter(_people(written)), {"displayName": written, "emailAddress": ""})


def owner(copy: Copy, workspace: SampleWorkspace) -> str | None:
    """Name the shared mailbox that a copy came through, if the person works there."""
    named = {one["emailAddress"].lower() for one in _people(f"{copy.header('To')}, {copy.header('Cc')}")}
    boxes = (box for box in workspace.mailboxes if copy.person in box.members and named & set(box.addresses))
    return next((box.addresses[0] for box in boxes), None)


def raw_headers(copy: Copy) -> str:
    """Write the headers as getAllInternetHeadersAsync gives them: CRLF, long lines folded."""
    return "".join(f"{_folded(f'{name}: {value}')}\r\n" for name, value in copy.headers)


def decoded(raw: str) -> str:
    """Read encoded words; what cannot be read stays as it is."""
    try:
        return str(email.header.make_header(email.header.decode_header(raw)))
    except (ValueError, LookupError):
        return raw


def _people(value: str) -> list[dict[str, str]]:
    pairs = email.utils.getaddresses([value])
    return [
        {"displayName": decoded(name) or address, "emailAddress": address}
        for name, address in pairs
        if "@" in address
    ]


def _normalized(subject: str) -> str:
    while _PREFIX.match(subject):
        subject = _PREFIX.sub("", subject)
    return subject


def _folded(line: str) -> str:
    rows = [""]
    for word in line.split(" "):
        if rows[-1] and len(rows[-1]) + len(word) > _LINE:
            rows.append("")
        rows[-1] += f"{' ' if rows[-1] or len(rows) > 1 else ''}{word}"
    return "\r\n".join(rows)


def _opaque(*parts: str, size: int) -> str:
    digest = hashlib.shake_256("\n".join(parts).encode()).digest(size)
    return base64.b64encode(digest).decode()
