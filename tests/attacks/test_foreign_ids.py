"""Knowing an id is never a right: what somebody can do who writes any References they like (DECISIONS A1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.messages import CONVERSATIONS_PER_ALIAS
from server.usecases import conversations
from tests.support.office import HOUR, NOW, Office, mail

EVE = "eve@boese.example"


def test_an_agent_of_support_who_refers_to_an_hr_mail_does_not_get_into_it(office: Office) -> None:
    secret = office.deliver(mail("hr-1@wald.example", to="hr@firma.example"))
    probe = office.deliver(
        mail("probe@firma.example", sender="anna@firma.example", refers=("hr-1@wald.example",))
    )
    proved = office.deliver(
        mail("probe-2@firma.example", sender="anna@firma.example", refers=("hr-1@wald.example",)),
        sent_by="anna",
    )
    found = office.conversation(secret)
    assert {probe.conversation, proved.conversation}.isdisjoint({found.id})
    assert found.mailboxes == ("hr",)
    assert found.message_count == 1
    assert office.conversation(probe).mailboxes == ("support",)


def test_a_customer_who_refers_to_another_customers_mail_is_shown_as_new_and_absorbs_nothing(
    office: Office,
) -> None:
    theirs = office.deliver(mail("ada-1@wald.example"))
    own = office.deliver(mail("eve-1@boese.example", sender=EVE))
    bridge = office.deliver(
        mail("eve-2@boese.example", sender=EVE, refers=("eve-1@boese.example", "ada-1@wald.example"))
    )
    assert bridge.message.new_participant or bridge.conversation == own.conversation
    assert office.conversation(theirs).id != office.conversation(own).id
    assert office.conversation(theirs).customer == "ada@wald.example"
    assert office.conversation(own).customer == EVE


def test_a_customer_attaches_within_the_mailbox_with_a_warning(office: Office) -> None:
    theirs = office.deliver(mail("ada-1@wald.example"))
    joined = office.deliver(mail("eve-1@boese.example", sender=EVE, refers=("ada-1@wald.example",)))
    assert joined.conversation == theirs.conversation
    assert joined.message.new_participant
    assert office.conversation(theirs).customer == "ada@wald.example"


def test_two_foreign_ids_in_one_mail_never_make_one_of_two_conversations(office: Office) -> None:
    ada = office.deliver(mail("ada-1@wald.example"))
    bob = office.deliver(mail("bob-1@feld.example", sender="bob@feld.example"))
    office.deliver(
        mail("eve-1@boese.example", sender=EVE, refers=("ada-1@wald.example", "bob-1@feld.example"))
    )
    assert office.conversation(ada).id != office.conversation(bob).id


def test_a_copy_to_a_mailing_list_does_not_make_other_mailboxes_believe_references(office: Office) -> None:
    office.set("hr", trust_references=True)
    ada = office.deliver(mail("ada-1@wald.example"))
    bob = office.deliver(mail("bob-1@feld.example", sender="bob@feld.example"))
    both = "support@firma.example, hr@firma.example"
    refers = ("ada-1@wald.example", "bob-1@feld.example")
    office.deliver(mail("eve-1@boese.example", sender=EVE, to=both, refers=refers))
    assert office.conversation(ada).id != office.conversation(bob).id


def test_referring_to_a_mail_of_another_mailbox_adds_no_mailbox(office: Office) -> None:
    first = office.deliver(mail("ada-1@wald.example"))
    both = mail(
        "ada-2@wald.example", to="support@firma.example, hr@firma.example", refers=("ada-1@wald.example",)
    )
    assert office.deliver(both).conversation == first.conversation
    assert office.conversation(first).mailboxes == ("support",)


def test_nothing_joins_a_restricted_conversation(office: Office) -> None:
    first = office.deliver(mail("ada-1@wald.example"))
    record = office.conversation(first)
    inbox = office.inbox
    from server.domain.conversation import Change, event

    told = event("restricted", Actor("agent", Via.GMAIL, "mona"), NOW)
    inbox.conversations.commit(
        record, Change(replace(record, restricted_to=("mona",)), (told,)), request=None
    )
    reply = office.deliver(mail("ada-2@wald.example", refers=("ada-1@wald.example",)))
    assert reply.conversation != first.conversation
    assert office.conversation(first).message_count == 1


def test_a_touched_conversation_is_never_absorbed(office: Office) -> None:
    one = office.deliver(mail("ada-1@wald.example"))
    two = office.deliver(mail("ada-2@wald.example"))
    for done in (one, two):
        conversations.take(
            office.inbox, office.asked("anna"), conversation=done.conversation or "", seen=None
        )
    third = office.deliver(mail("ada-3@wald.example", refers=("ada-1@wald.example", "ada-2@wald.example")))
    assert third.conversation == two.conversation
    assert office.conversation(one).id != office.conversation(two).id
    assert "thread_conflict" in office.events(two.conversation or "")


def test_junk_on_an_id_cannot_push_the_real_conversation_out(office: Office) -> None:
    """Conversations of another mailbox name the same id again and again."""
    real = office.deliver(mail("ada-1@wald.example"))
    for number in range(3 * CONVERSATIONS_PER_ALIAS):
        junk = f"junk-{number}@boese.example"
        office.deliver(mail(junk, sender=EVE, to="hr@firma.example", refers=("ada-1@wald.example",)))
    reply = office.deliver(mail("ada-2@wald.example", refers=("ada-1@wald.example",)))
    assert reply.conversation == real.conversation


def test_an_id_named_before_its_mail_arrives_does_not_catch_the_mail_in_another_mailbox(
    office: Office,
) -> None:
    trap = office.deliver(mail("eve-1@boese.example", sender=EVE, refers=("ada-9@wald.example",)))
    victim = office.deliver(mail("ada-9@wald.example", to="hr@firma.example"))
    assert victim.conversation != trap.conversation
    assert office.conversation(victim).mailboxes == ("hr",)


@pytest.mark.parametrize("number", [10_000])
def test_ten_thousand_references_are_bounded_work(office: Office, number: int) -> None:
    refers = tuple(f"{at}@boese.example" for at in range(number))
    done = office.deliver(mail("eve-1@boese.example", sender=EVE, refers=refers, at=NOW - HOUR))
    lookup = office.inbox.messages
    assert len(done.message.references) <= 51
    aliases = [("EXISTS", lookup.keys.alias(lookup.conversations.digests.message(ref))) for ref in refers]
    assert sum(lookup.store.read(aliases)) <= 52


def test_a_forged_early_time_does_not_make_somebody_elses_conversation_ones_own(office: Office) -> None:
    theirs = office.deliver(mail("ada-1@wald.example", at=NOW - HOUR, subject="Angebot"))
    own = office.deliver(mail("eve-1@boese.example", sender=EVE))
    for number in (2, 3):
        early = mail(
            f"eve-{number}@boese.example", sender=EVE, refers=("ada-1@wald.example",), at=NOW - 9 * HOUR
        )
        office.deliver(early)
    office.deliver(
        mail("eve-4@boese.example", sender=EVE, refers=("eve-1@boese.example", "ada-1@wald.example"))
    )
    found = office.conversation(theirs)
    assert (found.customer, found.subject) == ("ada@wald.example", "Angebot")
    assert found.id != office.conversation(own).id


def test_junk_that_came_before_the_mail_itself_cannot_push_it_out_either(office: Office) -> None:
    def junk(start: int) -> None:
        for number in range(start, start + 2 * CONVERSATIONS_PER_ALIAS):
            name = f"junk-{number}@boese.example"
            office.deliver(mail(name, sender=EVE, to="hr@firma.example", refers=("ada-1@wald.example",)))

    junk(0)
    real = office.deliver(mail("ada-1@wald.example"))
    junk(100)
    reply = office.deliver(mail("ada-2@wald.example", refers=("ada-1@wald.example",)))
    assert reply.conversation == real.conversation


def test_nobody_learns_from_the_activity_that_a_mail_of_another_mailbox_exists(office: Office) -> None:
    office.deliver(mail("hr-1@wald.example", to="hr@firma.example"))
    known = office.deliver(mail("eve-1@boese.example", sender=EVE, refers=("hr-1@wald.example",)))
    unknown = office.deliver(mail("eve-2@boese.example", sender=EVE, refers=("hr-2@wald.example",)))
    told = [office.events(done.conversation or "") for done in (known, unknown)]
    assert told[0] == told[1]
