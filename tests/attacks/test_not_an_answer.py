"""What the team writes to others than who asked answers nobody: the customer goes on waiting (R8)."""

from __future__ import annotations

import pytest

from server.domain.mailheaders import Headers
from server.domain.vocabulary import Status
from tests.support.office import HOUR, MINUTE, NOW, Office, mail

ASIDE = [
    mail(
        "a-1@firma.example", sender="anna@firma.example", to="ben@firma.example", refers=("q@wald.example",)
    ),
    mail(
        "a-2@firma.example",
        sender="anna@firma.example",
        to="werk@lieferant.example",
        refers=("q@wald.example",),
        subject="WG: Frage",
    ),
]


def asked(office: Office) -> str:
    return office.deliver(mail("q@wald.example", at=NOW - HOUR)).conversation or ""


@pytest.mark.parametrize("headers", ASIDE)
def test_a_forward_to_a_colleague_or_a_supplier_answers_nobody(office: Office, headers: Headers) -> None:
    name = asked(office)
    assert office.deliver(headers, sent_by="anna", at=NOW - MINUTE).conversation == name
    found = office.conversation(name)
    assert (found.waiting_since, found.first_response_at) == (NOW - HOUR, None)
    assert (found.status, found.assignee) == (Status.OPEN, None)


@pytest.mark.parametrize("to", ["ada@wald.example", "ada.privat@anderswo.example"])
def test_a_reply_to_the_customer_answers_from_whatever_address_they_read(office: Office, to: str) -> None:
    name = asked(office)
    reply = mail(
        "a-1@firma.example",
        sender="anna@firma.example",
        to=to,
        refers=("q@wald.example",),
        subject="Re: Frage",
    )
    office.deliver(reply, sent_by="anna", at=NOW - MINUTE)
    found = office.conversation(name)
    assert (found.waiting_since, found.first_response_by) == (None, "anna")
    assert (found.status, found.assignee) == (Status.PENDING, "agent:anna")
