"""Why a mail may not get an automatic answer, as far as the mail itself tells (PRODUCT R2)."""

from __future__ import annotations

import re
from collections.abc import Collection

from server.domain.addresses import domain_of, local_part_of, without_tag
from server.domain.mail import Mail
from server.domain.mailclass import TRAITS, Classification
from server.domain.mailheaders import Headers, values
from server.domain.maillists import list_ids

_LIST_ROLES = re.compile(r"(owner-.*|.*-(request|owner|bounces?)|listserv|majordomo)")
"""Senders never to be answered (RFC 3834, section 2; RFC 5230, section 4.6), and Mailman's names."""

_LIST_HEADERS = (
    "List-ID",
    "List-Post",
    "List-Help",
    "List-Subscribe",
    "List-Unsubscribe",
    "List-Owner",
    "List-Archive",
    "Mailing-List",
)
"""RFC 5230 (section 4.6) asks responders to stay silent on each of them."""


def refusals(
    mail: Mail,
    headers: Headers,
    classification: Classification,
    *,
    mailbox_addresses: Collection[str],
    own_addresses: Collection[str],
    own_domains: Collection[str],
    own_list_ids: Collection[str],
    auto_reply_enabled: bool,
) -> tuple[str, ...]:
    """Every reason not to answer, as stable codes ("why not"); empty: allowed so far.

    disabled · class_<class> · not_addressed (only To and Cc count, RFC 3834 section 2) · no_sender ·
    null_return_path (section 4) · own_sender · own_domain · list_role · list_mail · loop_mark. The limits
    that need a memory (once per sender and day, per conversation, per hour) are judged elsewhere.
    """
    author = mail.author.address
    shown = {party.address for party in mail.to + mail.cc}
    visible = shown | {without_tag(address) for address in shown}
    reasons = (
        ("disabled", not auto_reply_enabled),
        (f"class_{classification.kind}", not TRAITS[classification.kind].auto_reply),
        ("not_addressed", visible.isdisjoint(mailbox_addresses)),
        ("no_sender", "@" not in author),
        ("null_return_path", any(value in {"", "<>"} for value in values(headers, "Return-Path"))),
        ("own_sender", author in own_addresses),
        ("own_domain", domain_of(author) in own_domains),
        ("list_role", bool(_LIST_ROLES.fullmatch(local_part_of(author)))),
        ("list_mail", _came_through_list(headers, own_list_ids)),
        ("loop_mark", bool(values(headers, "X-Loop"))),
    )
    return tuple(code for code, refuses in reasons if refuses)


def _came_through_list(headers: Headers, own_list_ids: Collection[str]) -> bool:
    """A list that is none of our own; the weaker signs are those of RFC 2369 and of ezmlm."""
    ours = any(list_id in own_list_ids for list_id in list_ids(headers))
    return not ours and any(values(headers, name) for name in _LIST_HEADERS)
