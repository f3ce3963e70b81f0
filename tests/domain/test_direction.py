"""Out only on proof: one row per way to forge a colleague (DECISIONS A7)."""

from __future__ import annotations

import pytest

from server.domain.direction import Directed, Direction, Proof, direction
from server.domain.mail import parse
from server.domain.mailheaders import Headers

TEAM = {"mia@kontor.example", "support@kontor.example"}
FROM_MIA = ("From", "Mia <mia@kontor.example>")
RESULTS = "Authentication-Results"
PASS = (RESULTS, "mx.kontor.example; dmarc=pass header.from=kontor.example")
FAIL = (RESULTS, "mx.kontor.example; dmarc=fail header.from=kontor.example")

OUT = Directed(Direction.OUT, Proof.DMARC, sender_confirmed=True)
CLAIMED = Directed(Direction.IN, Proof.NONE, sender_confirmed=False)
CUSTOMER = Directed(Direction.IN, Proof.NONE, sender_confirmed=True)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([FROM_MIA, PASS], OUT),
        ([FROM_MIA], CLAIMED),
        ([FROM_MIA, FAIL], CLAIMED),
        ([FAIL, FROM_MIA, PASS], CLAIMED),
        ([PASS, FROM_MIA, FAIL], OUT),
        ([(RESULTS, "mx.attacker.example; dmarc=pass header.from=kontor.example"), FROM_MIA], CLAIMED),
        ([(RESULTS, "relay.example; dmarc=fail"), PASS, FROM_MIA], OUT),
        (
            [
                (
                    RESULTS,
                    "MX.kontor.example 1; spf=fail; dmarc = pass (p=REJECT; x=y) header.from=KONTOR.example",
                ),
                FROM_MIA,
            ],
            OUT,
        ),
        (
            [
                (RESULTS, "(by; us) mx.kontor.example (v1);\r\n\tdmarc=pass header.from=kontor.example"),
                FROM_MIA,
            ],
            OUT,
        ),
        ([(RESULTS, 'mx.kontor.example; spf=fail reason="x; dmarc=pass"'), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example; spf=fail (x; dmarc=pass)"), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example; dmarc=pass header.from=attacker.example"), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example; dmarc=pass; dmarc=fail"), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example; none"), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example; xdmarc=pass; dkim=pass header.d=kontor.example"), FROM_MIA], CLAIMED),
        ([(RESULTS, "mx.kontor.example.attacker.example; dmarc=pass"), FROM_MIA], CLAIMED),
        ([("ARC-Authentication-Results", "i=1; mx.kontor.example; dmarc=pass"), FROM_MIA], CLAIMED),
        ([PASS, ("From", "mia@kontor.example, eve@attacker.example")], CLAIMED),
        ([PASS, FROM_MIA, ("From", "eve@attacker.example")], CLAIMED),
        ([PASS, ("From", '"mia@kontor.example" <eve@attacker.example>')], CUSTOMER),
        ([PASS, ("From", "ada@wald.example")], CUSTOMER),
        ([PASS, ("From", "ada@wald.example"), ("Reply-To", "mia@kontor.example")], CUSTOMER),
        ([("From", "")], CUSTOMER),
    ],
)
def test_direction(headers: Headers, expected: Directed) -> None:
    found = direction(
        parse(headers), headers, team_addresses=TEAM, sent_label=False, receivers={"mx.kontor.example"}
    )
    assert found == expected


def test_the_sent_label_proves_what_dmarc_does_not() -> None:
    headers = [FROM_MIA]
    found = direction(parse(headers), headers, team_addresses=TEAM, sent_label=True, receivers=())
    assert found == Directed(Direction.OUT, Proof.SENT_LABEL, sender_confirmed=True)


@pytest.mark.parametrize(
    ("original", "expected"),
    [("Ada <ada@wald.example>", CUSTOMER), ("Mia <mia@kontor.example>", CLAIMED)],
)
def test_a_group_that_signs_for_its_members_proves_none_of_them(original: str, expected: Directed) -> None:
    headers = [PASS, ("From", "x via Support <support@kontor.example>"), ("X-Original-From", original)]
    mail = parse(headers, own_addresses={"support@kontor.example"})
    found = direction(mail, headers, team_addresses=TEAM, sent_label=False, receivers={"mx.kontor.example"})
    assert found == expected


def test_an_answer_in_the_name_of_the_mailbox_may_ask_for_replies_elsewhere() -> None:
    headers = [PASS, ("From", "support@kontor.example"), ("Reply-To", "antwort@kontor.example")]
    mail = parse(headers, own_addresses={"support@kontor.example"})
    assert (
        direction(mail, headers, team_addresses=TEAM, sent_label=False, receivers={"mx.kontor.example"})
        == OUT
    )
