"""Why a mail gets no automatic answer: one row per reason that the mail itself gives (PRODUCT R2)."""

from __future__ import annotations

import pytest

from server.domain.autoreply import refusals
from server.domain.mail import parse
from server.domain.mailclass import classify
from server.domain.mailheaders import Headers

TO = ("To", "support@kontor.example")
ADA = ("From", "ada@wald.example")
OWN = {"support@kontor.example", "mia@partner.example"}


def reasons(headers: Headers, *, enabled: bool = True) -> tuple[str, ...]:
    return refusals(
        parse(headers, own_addresses=OWN),
        headers,
        classify(headers, own_addresses=OWN, own_list_ids={"support.kontor.example"}),
        mailbox_addresses={"support@kontor.example", "x+y@kontor.example"},
        own_addresses=OWN,
        own_domains={"kontor.example"},
        own_list_ids={"support.kontor.example"},
        auto_reply_enabled=enabled,
    )


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([ADA, TO], ()),
        ([ADA, ("Cc", "Support+de@Kontor.example")], ()),
        ([ADA, ("To", "x+y@kontor.example")], ()),
        ([ADA, TO, ("Return-Path", "<ada@wald.example>")], ()),
        (
            [
                ADA,
                TO,
                ("List-ID", "<support.kontor.example>"),
                ("List-Post", "<mailto:support@kontor.example>"),
            ],
            (),
        ),
        ([ADA, ("To", "talk@lists.example")], ("not_addressed",)),
        ([ADA, ("Delivered-To", "support@kontor.example")], ("not_addressed",)),
        ([ADA, TO, ("Return-Path", "<>")], ("class_auto_reply", "null_return_path")),
        ([ADA, TO, ("X-Auto-Response-Suppress", "All")], ("class_suppressed",)),
        ([ADA, TO, ("List-Post", "<mailto:talk@lists.example>")], ("list_mail",)),
        ([ADA, TO, ("Mailing-List", "contact talk-help@lists.example")], ("list_mail",)),
        ([ADA, TO, ("X-Loop", "talk")], ("loop_mark",)),
        ([TO], ("no_sender",)),
        ([("From", "noreply@shop.example"), TO], ("class_noreply",)),
        ([("From", "mia@partner.example"), TO], ("own_sender",)),
        ([("From", "jonas@kontor.example"), TO], ("own_domain",)),
        ([("From", "talk-request@lists.example"), TO], ("list_role",)),
        ([("From", "owner-talk@lists.example"), TO], ("list_role",)),
        ([("From", "it-admin@wald.example"), TO], ()),
    ],
)
def test_why_not(headers: Headers, expected: tuple[str, ...]) -> None:
    assert reasons(headers) == expected


def test_a_mailbox_that_answers_nothing_says_so_first() -> None:
    assert reasons([("From", "noreply@shop.example"), TO], enabled=False) == ("disabled", "class_noreply")
