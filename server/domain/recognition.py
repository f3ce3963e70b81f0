"""Which mailboxes a mail is addressed to."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.addresses import without_tag
from server.domain.mail import Mail


def recognise(mail: Mail, *, addresses: Mapping[str, str], list_ids: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the mailboxes this mail is addressed to: in order of To, Cc, Delivered-To …, then List-ID.

    `addresses` maps each lower-cased mailbox address, `list_ids` each lower-cased list id to its mailbox id.
    support+x@ counts as support@ unless it is itself an address of a mailbox.
    """
    by_address = (addresses.get(to) or addresses.get(without_tag(to)) for to in mail.delivered_to)
    by_list = (list_ids.get(list_id) for list_id in mail.list_ids)
    return tuple(dict.fromkeys(mailbox for mailbox in (*by_address, *by_list) if mailbox))
