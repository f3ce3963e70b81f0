"""Why a mail may not get an automatic answer, as far as the mail itself tells (PRODUCT R2)."""

from __future__ import annotations

import re
from collections.abc import Collection

from server.domain.addresses import domain_of, local_part_of, without_tag
from server.domain.mail import Mail
from server.domain.mailclass import TRAITS, Classification
from server.domain.mailheaders import Headers, values

_LIST_ROLES = re.compile(r"(owner-.*|.*-(request|owner|admin|bounces?)|listserv|majordomo)")
"""Senders that RFC 3834 (section 2) and RFC 5230 (section 4.6) name as never to be answered."""


def refusals(
    mail: Mail,
    headers: Headers,
    classification: Classification,
    *,
    mailbox_addresses: Collection[str],
    own_addresses: Collection[str],
    own_domains: Collection[str],
    auto_reply_enabled: bool,
) -> tuple[str, ...]:
    """Every reason not to answer, as stable codes ("why not"); empty: allowed so far.

    disabled · class_<class> · not_addressed (only To and Cc count, RFC 3834 section 2) · no_sender ·
    null_return_path (section 4) · own_sender · own_domain · list_role · loop_mark. The limits that need a
    memory (once per sender and day, per conversation, per hour) are judged elsewhere.
    """
    author = mail.author.address
    visible = {without_tag(party.address) for party in mail.to + mail.cc}
    reasons = (
        ("disabled", not auto_reply_enabled),
        (f"class_{classification.kind}", not TRAITS[classification.kind].auto_reply),
        ("not_addressed", visible.isdisjoint(mailbox_addresses)),
        ("no_sender", "@" not in author),
        ("null_return_path", any(value in {"", "<>"} for value in values(headers, "Return-Path"))),
        ("own_sender", author in own_addresses),
        ("own_domain", domain_of(author) in own_domains),
        ("list_role", any(_LIST_ROLES.fullmatch(role) for role in _roles(mail, headers))),
        ("loop_mark", bool(values(headers, "X-Loop"))),
    )
    return tuple(code for code, refuses in reasons if refuses)


def _roles(mail: Mail, headers: Headers) -> tuple[str, ...]:
    """The names before the @ of the author and of the Return-Path."""
    paths = (value.strip("<> ").lower() for value in values(headers, "Return-Path"))
    return tuple(local_part_of(address) for address in (mail.author.address, *paths))
