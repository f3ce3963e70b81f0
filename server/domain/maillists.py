"""Which list a mail came through (RFC 2919, RFC 2369)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from server.domain.mailheaders import Headers, plain, values
from server.domain.workspace import Mailbox

_LIST_ID = re.compile(r"<([^<>]+)>[^<>]*$")


def list_ids(headers: Headers) -> tuple[str, ...]:
    """The ids of all List-ID headers, lower-cased; some senders leave the brackets out."""
    found = (plain(value) for value in values(headers, "List-ID"))
    inner = (match[1] if (match := _LIST_ID.search(value)) else value for value in found)
    return tuple(dict.fromkeys(text.strip().lower() for text in inner if text.strip()))


def own_looking(found: Iterable[str], mailboxes: Iterable[Mailbox]) -> Mapping[str, str]:
    """List id -> mailbox, of those not known yet that are made of a mailbox's address, as a group's is (R1, trap 1)."""
    boxes = list(mailboxes)
    known = {list_id for box in boxes for list_id in box.own_list_ids}
    likely = {address.replace("@", "."): box.id for box in boxes for address in box.addresses}
    return {list_id: likely[list_id] for list_id in found if list_id in likely and list_id not in known}
