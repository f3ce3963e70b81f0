"""The one path on which mail comes in: threading in any order, copies, conflicts, better proof."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain import threads
from server.domain.direction import Direction, Proof
from server.domain.vocabulary import Standing, Status
from server.store.commit import Store
from server.usecases import conversations
from server.usecases.ingest import Result
from tests.support.office import DAY, HOUR, MINUTE, NOW, RECEIVER, Office, mail, open_office

NUMBERS = count()
graphs = st.lists(st.lists(st.integers(0, 9), max_size=3, unique=True), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs, st.randoms(use_true_random=False))
def test_trusted_references_give_the_connected_components_in_any_order(
    store: Store, workspace: str, graph: list[list[int]], random: object
) -> None:
    """Messages are numbered; ids that nobody sent connect those that name them as well."""
    office = open_office(store, f"{workspace}{next(NUMBERS)}")
    office.set("support", trust_references=True)
    order = list(range(len(graph)))
    random.shuffle(order)  # type: ignore[attr-defined]
    homes = {}
    for number in order:
        refers = tuple(f"{other}@x" for other in graph[number] if other != number)
        sender = f"p{number}@wald.example"
        homes[number] = office.deliver(mail(f"{number}@x", sender=sender, refers=refers), importing=True)
    found = {number: office.conversation(done).id for number, done in homes.items()}
    groups = {frozenset(n for n in found if found[n] == name) for name in found.values()}
    assert groups == components(graph)


def components(graph: Sequence[Sequence[int]]) -> set[frozenset[int]]:
    """Union-find over messages and the ids they name."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            x = parent[x]
        return x

    for number, refers in enumerate(graph):
        for other in refers:
            parent[root(other)] = root(number)
    names = range(len(graph))
    return {frozenset(n for n in names if root(n) == root(one)) for one in names}


def test_the_same_mail_again_changes_nothing_and_another_copy_is_noted_once(office: Office) -> None:
    first = office.deliver(mail("a@x"), copy="one")
    before = office.inbox.conversations.commits()
    assert office.deliver(mail("a@x"), copy="one").result is Result.KNOWN
    assert office.inbox.conversations.commits() == before
    for _ in range(2):
        office.deliver(mail("a@x"), copy="two")
    assert office.inbox.conversations.commits() == before + 1
    assert office.conversation(first).message_count == 1


def test_another_mail_with_the_same_id_is_told_and_nothing_is_overwritten(office: Office) -> None:
    first = office.deliver(mail("a@x", subject="Erste"), copy="one")
    other = mail("a@x", sender="bob@feld.example", at=NOW - DAY, subject="Zweite")
    for copy in ("two", "three", "two"):
        assert office.deliver(other, copy=copy).conversation == first.conversation
    assert office.conversation(first).subject == "Erste"
    assert office.events(first.conversation or "").count("id_conflict") == 1
    assert office.events(first.conversation or "").count("message_copy_seen") == 1


def test_another_author_at_the_same_date_is_the_same_mail(office: Office) -> None:
    first = office.deliver(mail("a@x"))
    office.deliver(mail("a@x", sender="Ada via Liste <liste@feld.example>"))
    assert "id_conflict" not in office.events(first.conversation or "")


def test_better_proof_corrects_the_facts_and_counts_as_an_answer_then(office: Office) -> None:
    first = office.deliver(mail("a@x", at=NOW - HOUR))
    both = "ada@wald.example, support@firma.example"
    reply = mail("b@x", sender="anna@firma.example", to=both, refers=("a@x",), at=NOW - MINUTE)
    assert office.deliver(reply, copy="one").message.direction is Direction.IN
    proved = office.deliver(reply, sent_by="anna", copy="two")
    assert proved.message.proof is Proof.SENT_LABEL
    found = office.conversation(first)
    assert (found.first_response_by, found.status, found.message_count) == ("anna", Status.PENDING, 2)
    before = office.inbox.conversations.commits()
    for copy in ("one", "two"):
        office.deliver(reply, sent_by="anna" if copy == "two" else None, copy=copy)
    assert office.inbox.conversations.commits() == before


def test_mail_after_the_reopen_window_begins_a_linked_conversation(office: Office) -> None:
    first = office.deliver(mail("a@x", at=NOW - MINUTE))
    close(office, first.conversation or "")
    closed_at = office.conversation(first).closed_at or 0
    office.time[0] = closed_at + 31 * DAY
    late = office.deliver(mail("b@x", refers=("a@x",), at=closed_at + 31 * DAY))
    successor = office.conversation(late)
    assert successor.continues == first.conversation
    assert office.conversation(first).status is Status.CLOSED
    assert "thread_conflict" not in office.events(successor.id)
    after_that = office.deliver(mail("c@x", refers=("a@x", "b@x"), at=office.time[0]))
    assert after_that.conversation == successor.id


def test_import_knows_no_reopen_window_and_no_forward(office: Office) -> None:
    first = office.deliver(mail("a@x", at=NOW - 300 * DAY), importing=True, mailbox="support")
    late = mail("b@x", refers=("a@x",), at=NOW - DAY, subject="Fwd: Frage")
    done = office.deliver(late, importing=True, mailbox="support")
    assert done.conversation == first.conversation
    assert office.conversation(first).status is Status.OPEN


def test_a_forward_to_another_mailbox_begins_a_conversation_of_its_own(office: Office) -> None:
    first = office.deliver(mail("a@x"))
    forward = tuple(
        field
        for field in mail("b@x", sender="anna@firma.example", to="hr@firma.example", refers=("a@x",))
        if field[0] not in {"In-Reply-To", "Subject"}
    )
    done = office.deliver((*forward, ("Subject", "WG: Frage")), sent_by="anna")
    found = office.conversation(done)
    assert (found.mailboxes, found.forwarded_from) == (("hr",), first.conversation)


def test_a_full_conversation_continues_in_a_linked_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "MESSAGES", 3)
    first = office.deliver(mail("0@x"))
    for number in range(1, 3):
        assert office.deliver(mail(f"{number}@x", refers=("0@x",))).conversation == first.conversation
    fourth = office.deliver(mail("3@x", refers=("0@x",)))
    fifth = office.deliver(mail("4@x", refers=("0@x",)))
    assert office.conversation(fourth).continues == first.conversation
    assert fifth.conversation == fourth.conversation
    assert office.conversation(first).message_count == 3


def test_mail_to_two_mailboxes_is_one_conversation_in_both(office: Office) -> None:
    done = office.deliver(mail("a@x", to="support@firma.example, hr@firma.example"))
    assert office.conversation(done).mailboxes == ("support", "hr")


def test_a_colleagues_reply_from_their_own_address_joins_by_its_references(office: Office) -> None:
    first = office.deliver(mail("a@x"))
    reply = mail(
        "b@x",
        sender="anna@firma.example",
        to="ada@wald.example",
        refers=("a@x",),
        Authentication_Results=f"{RECEIVER}; dmarc=pass header.from=firma.example",
    )
    assert office.deliver(reply).conversation == first.conversation


def test_absorbed_conversations_lead_on(office: Office) -> None:
    one, two = office.deliver(mail("a@x")), office.deliver(mail("b@x"))
    joined = office.deliver(mail("c@x", refers=("a@x", "b@x")))
    assert {office.conversation(done).id for done in (one, two, joined)} == {joined.conversation}
    assert office.conversation(joined).message_count == 3
    assert office.deliver(mail("d@x", refers=("b@x",))).conversation == joined.conversation


def close(office: Office, conversation: str) -> None:
    asked = office.asked("anna")
    seen = Standing.OPEN
    conversations.set_status(office.inbox, asked, conversation=conversation, to=Standing.CLOSED, seen=seen)
