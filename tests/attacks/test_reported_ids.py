"""A client that reports an id before its mail is known catches nothing of that mail (DECISIONS A1, A6)."""

from __future__ import annotations

from server.domain.views import ConversationView
from server.usecases.resolving import Party, Reported, resolve
from server.usecases.showing import look
from tests.support.office import Office, mail

SECRET = "hr-1@wald.example"


def reported(office: Office) -> ConversationView:
    anna = office.inbox.directory.agents["anna"]
    made_up = Reported(
        f"<{SECRET}>",
        sender=Party("eve@boese.example"),
        to=(Party("support@firma.example"),),
        subject="Erfunden",
        created_at=office.time[0],
    )
    found = resolve(office.inbox, anna, made_up)
    assert isinstance(found, ConversationView)
    return found


def test_facts_of_a_mail_to_another_mailbox_do_not_reach_who_reported_its_id(office: Office) -> None:
    name = reported(office).id or ""
    secret = mail(SECRET, sender="Ida <ida@privat.example>", to="hr@firma.example", subject="Kündigung")
    office.deliver(secret)
    shown = repr(look(office.inbox, office.inbox.directory.agents["anna"], conversation=name))
    assert "ida@privat.example" not in shown
    assert "Kündigung" not in shown
    assert "facts_corrected" not in office.events(name)


def test_facts_of_the_same_mail_do(office: Office) -> None:
    name = reported(office).id or ""
    office.deliver(mail(SECRET, subject="Frage"))
    assert office.conversation(name).subject == "Frage"
