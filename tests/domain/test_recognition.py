"""A mail belongs to the mailboxes it is addressed to."""

from __future__ import annotations

import pytest

from server.domain.mail import parse
from server.domain.mailheaders import Headers
from server.domain.recognition import recognise

ADDRESSES = {
    "support@kontor.example": "m1",
    "hilfe@kontor.example": "m1",
    "bewerbung@kontor.example": "m2",
    "support+vip@kontor.example": "m3",
}


@pytest.mark.parametrize(
    ("headers", "mailboxes"),
    [
        ([("To", "Support@Kontor.example")], ("m1",)),
        ([("To", "support@kontor.example"), ("Cc", "hilfe@kontor.example")], ("m1",)),
        ([("Cc", "support@kontor.example"), ("To", "bewerbung@kontor.example")], ("m2", "m1")),
        ([("Delivered-To", "bewerbung@kontor.example"), ("To", "jonas@kontor.example")], ("m2",)),
        ([("To", "support+rechnung@kontor.example")], ("m1",)),
        ([("To", "support+vip@kontor.example")], ("m3",)),
        ([("To", "sup.port@kontor.example")], ()),
        ([("List-ID", "Jobs <Jobs.kontor.example>")], ("m2",)),
        ([("List-ID", "Jobs <jobs.kontor.example>"), ("To", "hilfe@kontor.example")], ("m1", "m2")),
        ([("From", "support@kontor.example"), ("To", "ada@wald.example")], ()),
        ([], ()),
    ],
)
def test_mailboxes_of_a_mail(headers: Headers, mailboxes: tuple[str, ...]) -> None:
    assert recognise(parse(headers), addresses=ADDRESSES, list_ids={"jobs.kontor.example": "m2"}) == mailboxes
