"""A mail leaves the team only on proof; a forged colleague is customer mail (DECISIONS A7)."""

from __future__ import annotations

import pytest

from server.domain.direction import Direction
from server.domain.vocabulary import Standing, Status
from server.usecases import conversations
from tests.support.office import MINUTE, NOW, RECEIVER, Office, mail

ANNA = "anna@firma.example"


@pytest.mark.parametrize(
    "results",
    [
        "",
        f"{RECEIVER}; dmarc=fail header.from=firma.example",
        "mx.boese.example; dmarc=pass header.from=firma.example",
        f"{RECEIVER}; dmarc=pass header.from=boese.example",
    ],
)
def test_a_forged_colleague_counts_as_customer_mail_and_is_marked(office: Office, results: str) -> None:
    first = office.deliver(mail("ada-1@wald.example", at=NOW - MINUTE))
    proof = [("Authentication-Results", results)] if results else []
    forged = office.deliver((*mail("f-1@boese.example", sender=ANNA, refers=("ada-1@wald.example",)), *proof))
    assert forged.message.direction is Direction.IN
    assert not forged.message.confirmed
    found = office.conversation(first)
    assert found.waiting_since == NOW - MINUTE
    assert found.first_response_at is None
    assert found.status is Status.OPEN


def test_a_forged_colleague_reopens_what_was_closed(office: Office) -> None:
    first = office.deliver(mail("ada-1@wald.example", at=NOW - MINUTE))
    name = first.conversation or ""
    conversations.set_status(
        office.inbox, office.asked("anna"), conversation=name, to=Standing.CLOSED, seen=Standing.OPEN
    )
    clock = office.conversation(first).closed_at or 0
    office.time[0] = clock + MINUTE
    late = mail("f-1@boese.example", sender=ANNA, refers=("ada-1@wald.example",), at=clock + MINUTE)
    office.deliver(late)
    assert office.conversation(first).status is Status.OPEN


def test_a_pass_of_the_configured_receiver_proves_a_colleague(office: Office) -> None:
    first = office.deliver(mail("ada-1@wald.example", at=NOW - MINUTE))
    passed = f"{RECEIVER}; dmarc=pass header.from=firma.example"
    reply = mail(
        "a-1@firma.example",
        sender=ANNA,
        to="ada@wald.example",
        refers=("ada-1@wald.example",),
        Authentication_Results=passed,
    )
    done = office.deliver(reply)
    found = office.conversation(first)
    assert done.message.agent == "anna"
    assert found.first_response_by == "anna"
    assert found.status is Status.PENDING
    assert found.waiting_since is None


def test_mail_of_no_mailbox_leaves_nothing_in_the_store(office: Office) -> None:
    def everything() -> dict[str, bytes]:
        client = office.workspaces.store.client
        names = client.scan_iter(match=f"v1:{{{office.id}}}:*", count=1000)
        return {name: client.execute_command("OBJECT ENCODING", name) for name in names}

    before = everything()
    done = office.deliver(mail("p-1@wald.example", to="anna@firma.example"))
    assert done.conversation is None
    assert everything() == before
