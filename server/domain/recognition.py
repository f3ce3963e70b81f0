"""Which mailboxes a mail is addressed to."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.mail import Mail


def recognise(mail: Mail, *, addresses: Mapping[str, str], list_ids: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the mailboxes this mail is addressed to, in the order of To, Cc, Delivered-To …, then List-ID.

    `addresses` maps each lower-cased mailbox address, `list_ids` each lower-cased list id to its mailbox id.
    """
    raise NotImplementedError
